import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../src/core/prompt/languages/languages.js';

const { jinja, handlebars, literal } = LANGUAGES;
const required = (uses: readonly { name: string; required: boolean }[]) =>
  uses.map(({ name, required: needed }) => (needed ? name : `${name}?`));

describe('Jinja', () => {
  it('knows what a text needs and what it asks for only', () => {
    const text =
      '{{ a }}{% if b %}{{ b }}{{ c }}{% endif %}{% for x in d %}{{ x }}{{ loop.index }}{% endfor %}{{ e | default("z") }}{% set f = 1 %}{{ f }}{{ g.h }}';
    expect(required(jinja.variablesOf(text))).toEqual(['a', 'b?', 'c?', 'd', 'e?', 'g']);
  });

  it('puts texts in as they are, and reads lists where they are looped over', () => {
    expect(jinja.render('{{ a }}', { a: '1.50 {{ b }} <x>' })).toBe('1.50 {{ b }} <x>');
    expect(jinja.render('{% for x in a %}-{{ x }}{% endfor %}', { a: '["p","q"]' })).toBe('-p-q');
    expect(jinja.render('{% if a %}yes{% endif %}', { a: 'false' })).toBe('');
    expect(jinja.render('[{{ none_of_these }}]', {})).toBe('[]');
  });

  it.each([
    ['{% for a in range(100000) %}{% for b in range(100000) %}x{% endfor %}{% endfor %}', 'end'],
    ['{% for a in range(1000000000) %}{% endfor %}', 'too long'],
    [`{% set s = "xxxxxxxxxx" %}${'{% set s = s ~ s %}'.repeat(40)}{{ s }}`, 'grows'],
    ['{% if a %}', 'Not readable as Jinja'],
  ])('stops %s', (text, message) => {
    expect(() => jinja.render(text, {})).toThrow(message);
  });
});

describe('Handlebars', () => {
  it('knows what a text needs and what it asks for only', () => {
    const text =
      '{{a}}{{#if b}}{{b}}{{/if}}{{#each c}}{{this}}{{x}}{{../d}}{{@index}}{{/each}}{{json e indent=2}}{{history}}';
    expect(required(handlebars.variablesOf(text))).toEqual(['a', 'b?', 'c', 'd', 'e']);
  });

  it('walks lists, parents, block parameters and data', () => {
    const inputs = { c: '[{"n":"p"},{"n":"q"}]', d: 'D', o: '{"k":"v"}' };
    expect(handlebars.render('{{#each c}}{{@index}}{{n}}{{../d}} {{/each}}', inputs)).toBe(
      '0pD 1qD ',
    );
    expect(handlebars.render('{{#each c as |i k|}}{{k}}{{i.n}}{{/each}}', inputs)).toBe('0p1q');
    expect(handlebars.render('{{#with o}}{{k}}{{/with}}{{lookup o "k"}}', inputs)).toBe('vv');
    expect(handlebars.render('{{#each e}}x{{else}}none{{/each}}', { e: '[]' })).toBe('none');
  });

  it('reaches nothing through a prototype and runs no code', () => {
    const reach =
      '{{constructor}}{{a.constructor}}{{#with a}}{{constructor.name}}{{/with}}{{__proto__}}';
    expect(handlebars.render(reach, { a: '{"b":1}' })).toBe('');
    expect(() => handlebars.render('{{lookup (foo a) "x"}}', { a: 'x' })).toThrow('no helper');
  });

  it('stops a template that grows without end', () => {
    const nested = '{{#each a}}'.repeat(8) + 'x' + '{{/each}}'.repeat(8);
    const list = JSON.stringify(Array.from({ length: 30 }, () => Array(30).fill([1])));
    expect(() =>
      handlebars.render(nested.replaceAll('each a', 'each @root.a'), { a: list }),
    ).toThrow('does not come to an end');
  });
});

describe('literal placeholders', () => {
  it('are put in once, and a missing one is told', () => {
    expect(literal.render('{{a}} {{ a }}', { a: '{{a}}' })).toBe('{{a}} {{ a }}');
    expect(() => literal.render('{{b}}', {})).toThrow('No value for {{b}}');
  });
});
