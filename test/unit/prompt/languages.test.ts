import { describe, expect, it } from 'vitest';
import type { TemplateLanguage } from '../../../src/core/prompt/languages/language.js';
import { LANGUAGES } from '../../../src/core/prompt/languages/languages.js';

const { jinja, handlebars, literal, mustache, braces, arguments: commandArguments } = LANGUAGES;
const render = (language: TemplateLanguage, text: string, inputs: Record<string, string>) =>
  language.read(text, {}).render(inputs);
const required = (uses: readonly { name: string; required: boolean }[]) =>
  uses.map(({ name, required: needed }) => (needed ? name : `${name}?`));

describe('Jinja', () => {
  const VALUES = {
    ...{ a: '1', o: '{"k":[1]}', empty: '', m: '{"p":1,"q":"x"}', pairs: '[["a",1]]' },
    ...{ items: '[{"name":"A","n":1},{"name":"B","n":2}]', numbers: '[1,2,3]' },
    ...{ words: 'one two three four', ids: '[{"id":12345678901234567891}]' },
  };

  it.each([
    ['{% raw %}{{ x }} "{%"\n{% endraw %}{{ a }}', '{{ x }} "{%"\n1'],
    ['{{ o | dump }}', '{"k":[1]}'],
    ['{{ o | dump(1) }}', '{\n "k": [\n  1\n ]\n}'],
    ['{{ items | join(", ", "name") }} {{ numbers | join }}', 'A, B 123'],
    ['{% for k, v in items | groupby("n") %}{{ k }}{{ v[0].name }}{% endfor %}', '1A2B'],
    ['[{{ a | center(4) }}]', '[ 1  ]'],
    ['{{ none | default("q", true) }}', 'q'],
    ['{% for x in gone %}{{ x }}{% else %}nothing{% endfor %}', 'nothing'],
    ['{% for x in gone.items %}{{ x }}{% endfor %}.', '.'],
    ['{% for x in gone if x %}{{ x }}{% endfor %}.', '.'],
    ['{% for x in empty %}{{ x }}{% endfor %}.', '.'],
    ['{% for k, v in m %}{{ k }}={{ v }};{% endfor %}', 'p=1;q=x;'],
    ['{% for k, v in m if k != "p" %}{{ k }}={{ v }};{% endfor %}', 'q=x;'],
    ['{% for k, v in pairs %}{{ k }}={{ v }};{% endfor %}', 'a=1;'],
    ['{% for k, v in gone %}{{ k }}{% endfor %}.', '.'],
    ['{% for each in items %}{{ each.name }} {% endfor %}', 'A B '],
    ['{{ words | truncate(9) }}|{{ words | truncate(6, true, "…") }}', 'one two...|one tw…'],
    ['{{ words | truncate(length=3, end="") | upper }}', 'ONE'],
    [
      '{{ words | wordcount }} {{ "<b>x</b>" | striptags }} {{ "<" | e }} {{ "a b" | urlencode }}',
      '4 x &lt; a%20b',
    ],
    ['{{ 2.567 | round(1) }} {{ numbers | sum }} {{ items | sum(attribute="n") }}', '2.6 6 3'],
    ['{% for row in numbers | batch(2) %}{{ row | join("+") }};{% endfor %}', '1+2;3;'],
    ['{% if a === "1" or a == 1 %}yes{% elseif a !== "k" %}no{% endif %}', 'yes'],
    ['{{ "===" }}', '==='],
    ['[{{ gone | upper }}{{ gone.deep | truncate(3) }}]', '[]'],
    ['{% for x in ids %}{{ x.id }}{% endfor %}', '12345678901234567891'],
  ])('renders %s', (text, rendered) => {
    expect(render(jinja, text, VALUES)).toBe(rendered);
  });

  it('knows what a text needs and what it asks for only', () => {
    const text =
      '{{ a }}{% if b %}{{ b }}{{ c }}{% endif %}{% for x in d %}{{ x }}{{ loop.index }}{% endfor %}{{ e | default("z") }}{% set f = 1 %}{{ f }}{{ g.h }}';
    expect(required(jinja.read(text, {}).variables)).toEqual(['a', 'b?', 'c?', 'd?', 'e?', 'g']);
  });

  it('puts texts in as they are, and reads lists where they are looped over', () => {
    expect(render(jinja, '{{ a }}', { a: '1.50 {{ b }} <x>' })).toBe('1.50 {{ b }} <x>');
    expect(render(jinja, '{% for x in a %}-{{ x }}{% endfor %}', { a: '["p","q"]' })).toBe('-p-q');
    expect(render(jinja, '{% if a %}yes{% endif %}', { a: 'false' })).toBe('');
    expect(render(jinja, '[{{ none_of_these }}]', {})).toBe('[]');
  });

  it.each([
    ['{% for a in range(100000) %}{% for b in range(100000) %}x{% endfor %}{% endfor %}', 'end'],
    ['{% for a in range(1000000000) %}{% endfor %}', 'too long'],
    [`{% set s = "xxxxxxxxxx" %}${'{% set s = s ~ s %}'.repeat(40)}{{ s }}`, 'grows'],
    ['{% if a %}', 'Invalid Jinja'],
  ])('stops %s', (text, message) => {
    expect(() => render(jinja, text, {})).toThrow(message);
  });
});

describe('Handlebars', () => {
  it('renders blocks over nothing as nothing', () => {
    const text = '{{#each a}}{{this}}{{/each}}{{#with b}}{{c}}{{/with}}{{#d}}{{e}}{{/d}}.';
    expect(render(handlebars, text, {})).toBe('.');
  });

  it('knows what a text needs and what it asks for only', () => {
    const text =
      '{{a}}{{#if b}}{{b}}{{/if}}{{#each c}}{{this}}{{x}}{{../d}}{{@index}}{{/each}}{{json e indent=2}}{{history}}';
    expect(required(handlebars.read(text, {}).variables)).toEqual(['a', 'b?', 'c?', 'd', 'e']);
  });

  it('walks lists, parents, block parameters and data', () => {
    const inputs = { c: '[{"n":"p"},{"n":"q"}]', d: 'D', o: '{"k":"v"}' };
    expect(render(handlebars, '{{#each c}}{{@index}}{{n}}{{../d}} {{/each}}', inputs)).toBe(
      '0pD 1qD ',
    );
    expect(render(handlebars, '{{#each c as |i k|}}{{k}}{{i.n}}{{/each}}', inputs)).toBe('0p1q');
    expect(render(handlebars, '{{#with o}}{{k}}{{/with}}{{lookup o "k"}}', inputs)).toBe('vv');
    expect(render(handlebars, '{{#each e}}x{{else}}none{{/each}}', { e: '[]' })).toBe('none');
  });

  it('reaches nothing through a prototype and runs no code', () => {
    const reach =
      '{{constructor}}{{a.constructor}}{{#with a}}{{constructor.name}}{{/with}}{{__proto__}}';
    expect(render(handlebars, reach, { a: '{"b":1}' })).toBe('');
    expect(() => render(handlebars, '{{lookup (foo a) "x"}}', { a: 'x' })).toThrow(
      'Unknown helper `foo`',
    );
  });

  it('stops a template that grows without end', () => {
    const nested = '{{#each a}}'.repeat(8) + 'x' + '{{/each}}'.repeat(8);
    const list = JSON.stringify(Array.from({ length: 30 }, () => Array(30).fill([1])));
    expect(() =>
      render(handlebars, nested.replaceAll('each a', 'each @root.a'), { a: list }),
    ).toThrow('takes too long to render');
  });
});

describe('literal placeholders', () => {
  it('are put in once, and a missing one is told', () => {
    expect(render(literal, '{{a}} {{ a }}', { a: '{{a}}' })).toBe('{{a}} {{ a }}');
    expect(() => render(literal, '{{b}}', {})).toThrow('No value for {{b}}');
  });
});

describe('Mustache', () => {
  it('puts in values, sections, inverted sections and members, unescaped', () => {
    const text =
      '{{a}} {{{a}}} {{&a}}{{#l}}[{{n}}{{a}}]{{/l}}{{^e}}none{{/e}}{{! no }}{{o.k}}{{#d}}{{.}};{{/d}}';
    const inputs = { a: '<1>', l: '[{"n":"p"},{"n":"q"}]', e: '', o: '{"k":"v"}', d: '[1,2]' };
    expect(render(mustache, text, inputs)).toBe('<1> <1> <1>[p<1>][q<1>]nonev1;2;');
    expect(required(mustache.read(text, {}).variables)).toEqual(['a', 'l?', 'e?', 'o', 'd?']);
  });

  it('reaches nothing through a prototype, reads no partial, and comes to an end', () => {
    expect(render(mustache, '{{constructor.name}}{{a.constructor}}', { a: '{}' })).toBe('');
    expect(() => render(mustache, '{{> x}}', {})).toThrow('Mustache partials');
    const list = JSON.stringify(Array.from({ length: 40 }, () => 1));
    const nested = '{{#a}}'.repeat(5) + 'x' + '{{/a}}'.repeat(5);
    expect(() => render(mustache, nested, { a: list })).toThrow('takes too long to render');
    expect(() => render(mustache, '{{#a}}', {})).toThrow('Invalid Mustache');
  });
});

describe('partials of Handlebars', () => {
  const partials = { style: 'Be {{tone}}.\n{{> end}}\n', end: 'On {{topic}}', self: '{{> self}}' };

  it('get the values around them and their own, and keep their indentation', () => {
    const read = handlebars.read(
      'A\n  {{> style tone="kind"}}\n{{#with o}}{{> end}}{{/with}}',
      partials,
    );
    expect(required(read.variables)).toEqual(['topic', 'o?']);
    expect(read.render({ topic: 'Rome', o: '{"topic":"Pisa"}' })).toBe(
      'A\n  Be kind.\n  On RomeOn Pisa',
    );
  });

  it.each([
    ['{{> none}}', 'Unknown partial `none`'],
    ['{{> self}}', 'self → self includes itself'],
    ['{{> (lookup . "x")}}', 'with computed names'],
  ])('%s is told', (text, message) => {
    expect(() => handlebars.read(text, partials).render({})).toThrow(message);
  });
});

describe('plain placeholders', () => {
  it('are found by their names, and nothing else is', () => {
    expect(render(braces, '{a} {{a}} {"a": 1} { a }', { a: '1' })).toBe('1 {{a}} {"a": 1} { a }');
    expect(render(commandArguments, '$1 of $ARGUMENTS, $100', { '1': 'x', ARGUMENTS: 'y' })).toBe(
      'x of y, $100',
    );
    const places = (language: TemplateLanguage, text: string) =>
      language.namesIn(text).map(({ name, offset }) => `${name}@${offset}`);
    expect(places(literal, 'a {{b.c}}')).toEqual(['b.c@4']);
    expect(places(LANGUAGES.copilot, '${input:a:b}')).toEqual(['a@8']);
    expect(places(jinja, '{% for x in xs %}{{ x.y | d("z") }}{% endfor %}')).toEqual(
      expect.arrayContaining(['xs@12', 'x@20']),
    );
    expect(places(jinja, '{{ x.y }}').map((place) => place.split('@')[0])).toEqual(['x']);
    expect(places(handlebars, '{{#each items}}{{../a}}{{json b indent=2}}{{/each}}')).toEqual(
      expect.arrayContaining(['items@8', 'a@20', 'b@30']),
    );
  });
});
