import { describe, expect, it } from 'vitest';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';
import { checkMeaning } from '../../../src/core/variants/meaning/meaningCheck.js';
import { requiredWordsOf } from '../../../src/core/variants/meaning/requiredWords.js';
import { promptFrom } from '../../support/prompts.js';

const promptOf = (content: string, more: object = {}) =>
  promptFrom(JSON.stringify({ messages: [{ role: 'user', content }], ...more }));

const check = (original: string, wording: string, more: object = {}) =>
  checkMeaning(promptOf(original, more), [{ role: 'user', content: wording }], {
    rewritten: true,
  });

/** What a rewrite certainly changes. */
const broken = (original: string, wording: string, more: object = {}) =>
  check(original, wording, more).invariants;

const flagsOf = (original: string, wording: string, more: object = {}) =>
  check(original, wording, more).flags.map(({ code }) => code);

const LONG_ENGLISH = 'Write a short answer to the question that the customer asks below: {{x}}';

describe('a rewrite is certainly not the same', () => {
  it.each([
    ['a placeholder is missing', 'Say {{name}}.', 'Say it.', '{{name}} is missing'],
    ['a placeholder is new', 'Say {{a}}.', 'Say {{a}} to {{b}}.', '{{b}} was added'],
    ['a placeholder is in other letters', 'Say {{Name}}.', 'Say {{name}}.', '{{Name}} is missing'],
    ['a placeholder is misspelled', 'Say {{a}}.', 'Say {{a}} or {b.upper()}.', '{b.upper()}'],
    ['code differs', 'Run `npm ci` first.', 'First run `npm i`.', 'the code npm ci is missing'],
    ['an address differs', 'See https://a.org/x.', 'See https://a.org/y.', 'https://a.org/x'],
    [
      'a number differs',
      'Use three sentences.',
      'Use four sentences.',
      '3 is missing, 4 was added',
    ],
    ['a number is gone', 'Use 15 words.', 'Be brief.', '15 is missing'],
    ['a limit is new', 'Sum it up.', 'Sum it up in at most 20 words.', '20 was added'],
    ['a key of shown JSON differs', 'Reply {"a": 1}.', 'Reply {"b": 1}.', 'the key "a"'],
    ['nothing is left', 'Say it.', ' ', 'a message is empty'],
    [
      'the language differs',
      LONG_ENGLISH,
      'Schreibe eine kurze Antwort auf die Frage, die der Kunde unten stellt: {{x}}',
      'the language is German',
    ],
  ])('when %s', (_, original, wording, reason) => {
    const { invariants, risk } = check(original, wording);
    expect(invariants.join()).toContain(reason);
    expect(risk).toBe(1);
  });

  it('when a label or a key of a schema is missing', () => {
    const more = {
      evaluators: [{ name: 'c', string: { contains: 'DONE' } }],
      jsonSchema: JSON.stringify({
        name: 's',
        schema: {
          type: 'object',
          properties: { city: { type: 'object', properties: { zip: {} } } },
        },
      }),
      responseFormat: 'json_schema',
    };
    const original = 'Give city and zip, then DONE.';
    expect(requiredWordsOf(promptOf(original, more))).toEqual({
      labels: ['DONE'],
      keys: ['city', 'zip'],
    });
    expect(broken(original, 'Give town and zip, then done.', more)).toEqual([
      'the label "DONE" is missing',
      'the key "city" is missing',
    ]);
  });

  it('when the name of a tool is missing that is not a plain word', () => {
    const more = { sensitivity: { tools: [{ name: 'get_weather' }, { name: 'search' }] } };
    const original = 'Call get_weather, or search.';
    expect(requiredWordsOf(promptOf(original, more)).labels).toEqual(['get_weather']);
    expect(broken(original, 'Look the weather up.', more)).toContain(
      'the label "get_weather" is missing',
    );
  });

  it('when template blocks are in another order or lose their condition', () => {
    const text = (body: string) => `---\nname: a\n---\nuser:\n${body}`;
    const { prompt } = parsePrompt(
      'a.prompty',
      text('{% if a %}One {{ a }}{% endif %} {% for b in c %}{{ b }}{% endfor %}'),
    );
    const rewritten = (content: string) =>
      checkMeaning(prompt!, [{ role: 'user', content }], { rewritten: true }).invariants.join();
    expect(
      rewritten('{% for b in c %}{{ b }}{% endfor %} {% if a %}One {{ a }}{% endif %}'),
    ).toContain('the template blocks differ');
    expect(
      rewritten('{% if a %}One{% endif %} {{ a }} {% for b in c %}{{ b }}{% endfor %}'),
    ).toContain('a condition around {{ a }} was added or removed');
    expect(rewritten('{% if a %}One {{ a }}{% endif')).toContain('not a valid template');
    const filtered = parsePrompt('a.prompty', text('Say {{ a | upper }}.')).prompt!;
    const of = (content: string) =>
      checkMeaning(filtered, [{ role: 'user', content }], { rewritten: true }).invariants;
    expect(of('Tell {{a|upper}}.')).toEqual([]);
    expect(of('Tell {{ a }}.')).toEqual(['the placeholder {{a|upper}} is missing']);
    expect(rewritten('{%if a%}Only {{a}}{% endif %}, {% for b in c %}{{b}}{% endfor %}')).toBe('');
  });
});

describe('a rewrite may be the same', () => {
  it.each([
    ['with quotes of another kind', 'Answer "yes" or "no".', "Reply with 'yes' or 'no'."],
    ['with quotes around a placeholder', 'Say the word {{a}}.', 'Say the word "{{a}}".'],
    ['without quotes around a placeholder', 'Say the word "{{a}}".', 'Say the word {{a}}.'],
    ['with a placeholder said twice', 'Say {{a}}.', 'Say {{a}}, that is {{a}}.'],
    [
      'with its two inputs counted',
      'Is {{a}} or {{b}} longer?',
      'Which of the two: {{a}} or {{b}}?',
    ],
    ['with numbered fields', 'Is {{a}} or {{b}} longer?', 'Which?\nWord 1: {{a}}\nWord 2: {{b}}'],
    ['with a list numbered', '- be kind\n- be brief', '1. be kind\n2. be brief'],
    ['with fifty in words', 'Use at most 50 words.', 'Use no more than fifty words.'],
    ['with a compound in words', 'Name twenty-five birds.', 'Name 25 birds.'],
    ['with a number in an adjective', 'Write a three-word title.', 'Write a title of 3 words.'],
    ['with figures for words', 'Use three words.', 'Use 3 words.'],
    [
      'with figures for German words',
      'Verwende drei Wörter und nicht mehr.',
      'Verwende nur 3 Wörter und keine mehr.',
    ],
    ['with a thousand written otherwise', 'Use 1,000 words.', 'Use 1000 words.'],
    ['with an ordinal', 'Take the 2nd one.', 'Take the second one.'],
    ['with one as an article', 'Write 1 sentence.', 'Write a sentence.'],
    ['with a name that has a digit', 'Ask the model.', 'Ask GPT-4 or word1.'],
    ['with contractions', 'You do not guess and cannot ask.', "You don't guess and can't ask."],
    ['with a limit said otherwise', 'Use at most 5 words.', 'Use no more than 5 words.'],
    [
      'with another negation',
      'Name one that does not contain {{a}}.',
      'Name one that excludes {{a}}.',
    ],
    ['with JSON spaced otherwise', 'Reply {"a": 1}.', 'Reply {"a":1}.'],
    ['with code in a block', 'Run `npm ci`.', 'Run:\n```sh\nnpm ci\n```'],
  ])('%s', (_, original, wording) => {
    expect(broken(original, wording)).toEqual([]);
  });

  it('with a placeholder that every case has a value for', () => {
    const testData = [{ a: 'x', b: 'y' }];
    expect(broken('Say {{a}}.', 'Say {{a}} to {{b}}.', { testData })).toEqual([]);
    expect(flagsOf('Say {{a}}.', 'Say {{a}} to {{b}}.', { testData })).toContain('placeholder-new');
  });

  it('when it drops a word that is a label elsewhere, but not in this prompt', () => {
    const testData = ['yes', 'no', 'yes', 'no'].map((expected) => ({ x: 'a', expected }));
    const more = { testData };
    expect(broken('Is {{x}} a word? Add no comment.', 'Is {{x}} a word? Only that.', more)).toEqual(
      ['the label "no" is missing'],
    );
    const three = ['yes', 'no', 'maybe', 'yes', 'no', 'maybe'].map((expected) => ({
      x: 'a',
      expected,
    }));
    expect(
      broken('Is {{x}} a word? Add no comment.', 'Is {{x}} a word? Only that.', {
        testData: three,
      }),
    ).toEqual([]);
  });
});

describe('a reviewer is shown', () => {
  it.each([
    ['a negation that is gone', 'Do not guess.', 'Do guess.', 'negation'],
    ['a limit turned round', 'Use at most 5 words.', 'Use at least 5 words.', 'reversed'],
    ['an order turned round', 'Which word comes first?', 'Which word comes last?', 'reversed'],
    [
      'a comparison turned round',
      'Which has more letters?',
      'Which has fewer letters?',
      'reversed',
    ],
    ['a scope that is gone', 'Are all words verbs?', 'Are the words verbs?', 'sense-gone'],
    ['a narrowing that is gone', 'Reply with the label alone.', 'Reply with the label.', 'wider'],
    ['a quoted text that differs', "Say 'not here' then.", "Then say 'not there'.", 'quote-gone'],
    ['another question', 'Which word is longer?', 'Is the word longer?', 'question-form'],
    [
      'another product',
      'Which word is longer?',
      'Write a program that finds the longer word.',
      'product',
    ],
    ['blanks', 'Which word is longer?', 'The longer word is ____.', 'blanks'],
    ['talk about the prompt', 'Say it.', 'Here is the rephrased prompt: say it.', 'about-prompts'],
    ['a clause that is gone', 'Sum it up. Keep all personal names.', 'Sum it up.', 'clause-gone'],
    ['a clause that is new', 'Sum it up.', 'Sum it up. Mention three famous cities.', 'clause-new'],
    ['a number that is new', 'Sum it up.', 'Sum it up in 3 sentences.', 'number-new'],
    [
      'list items that are gone',
      '- be kind\n- be brief\n- be fair',
      '- be kind\n- be brief',
      'list-items',
    ],
    ['JSON that differs', 'Reply {"a": 1, "b": 2}.', 'Reply {"b": 2, "a": 1}.', 'json'],
    ['a German negation', 'Rate nicht, sondern frage.', 'Rate, sondern frage.', 'negation'],
  ])('%s', (_, original, wording, code) => {
    expect(broken(original, wording)).toEqual([]);
    expect(flagsOf(original, wording)).toContain(code);
  });

  it.each([
    ['Write a word that does not contain {{a}}.', 'Give a word without {{a}}.'],
    ['Which of {{a}} and {{b}} comes first?', 'Is it {{a}} or {{b}} that precedes? Which one?'],
    ['Write a sentence that ends with {{a}}.', 'Write a sentence whose final word is {{a}}.'],
    ['Answer "yes" or "no" in at most 5 words.', 'Reply yes or no to it, in 5 words or fewer.'],
    ['Use at most 5 words.', 'Use no more than five words, as [shown](https://a.org).'],
  ])('nothing of the senses of %j in %j', (original, wording) => {
    const senses = ['negation', 'reversed', 'sense-gone', 'sense-new', 'quote-gone', 'blanks'];
    expect(flagsOf(original, wording).filter((code) => senses.includes(code))).toEqual([]);
  });

  it('labels that changed places', () => {
    const testData = ['low', 'high', 'low', 'high'].map((expected) => ({ x: 'a', expected }));
    const original = 'Rate {{x}}: low or high. A crash is high.';
    const wording = 'Rate {{x}}: low or high. A crash is low.';
    expect(flagsOf(original, wording, { testData })).toContain('labels');
  });

  it('the riskier ones first', () => {
    const original = 'Which word has more letters, {{a}} or {{b}}?';
    const risk = (wording: string) => check(original, wording).risk ?? 0;
    const good = risk('Of {{a}} and {{b}}, which word has more letters?');
    const turned = risk('Which word has fewer letters, {{a}} or {{b}}?');
    const other = risk('Write a program that compares {{a}} and {{b}}. The result is ____.');
    expect(good).toBeLessThan(turned);
    expect(turned).toBeLessThan(other);
    expect(other).toBeLessThan(1);
  });
});
