import { describe, expect, it } from 'vitest';
import { checkMeaning } from '../../../src/core/variants/meaning/meaningCheck.js';
import { requiredWordsOf } from '../../../src/core/variants/meaning/requiredWords.js';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';
import { promptFrom } from '../../support/prompts.js';

const promptOf = (content: string, more: object = {}) =>
  promptFrom(JSON.stringify({ messages: [{ role: 'user', content }], ...more }));

/** What a rewritten text breaks of the original. */
const broken = (original: string, wording: string, more: object = {}) =>
  checkMeaning(promptOf(original, more), [{ role: 'user', content: wording }], {
    rewritten: true,
  }).invariants;

describe('what must be the same in both wordings', () => {
  it.each([
    ['a placeholder in other letters', 'Say {{Name}}.', 'Say {{name}}.', 'placeholders'],
    ['code', 'Run `npm ci` first.', 'First run `npm i`.', 'code'],
    ['JSON', 'Reply {"a": 1, "b": 2}.', 'Reply {"b": 2, "a": 1}.', 'JSON'],
    ['a text in single quotes', "Say 'not here' then.", "Then say 'not there'.", 'quoted texts'],
    ['an address', 'See https://a.org/x.', 'Look at https://a.org/y.', 'addresses'],
    ['a number in words', 'Use three sentences.', 'Use four sentences.', 'numbers'],
    ['a limit turned round', 'Use at most 5 words.', 'Use at least 5 words.', 'limits'],
    ['a negation', 'Do not guess.', 'Do guess.', 'negations'],
  ])('%s', (_, original, wording, what) => {
    expect(broken(original, wording).join()).toContain(`${what} differ`);
  });

  it.each([
    ['figures and words', 'Use three words.', 'Use 3 words.'],
    ['contractions', 'You do not guess and cannot ask.', "You don't guess and can't ask."],
    ['limits', 'Use at most 5 words.', 'Use no more than 5 words.'],
    ['avoiding', 'Do not use puns.', 'Avoid puns.'],
  ])('but not the way it is said: %s', (_, original, wording) => {
    expect(broken(original, wording)).toEqual([]);
  });

  it('counts the items of lists', () => {
    expect(broken('- be kind\n- be brief\n- be clear', '- be kind\n- be brief')).toContain(
      'its lists have 2 items instead of 3',
    );
  });

  it('knows the words of checks and the keys of schemas', () => {
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

  it('knows the names of tools that are no plain words', () => {
    const more = { sensitivity: { tools: [{ name: 'get_weather' }, { name: 'search' }] } };
    const original = 'Call get_weather, or search.';
    expect(requiredWordsOf(promptOf(original, more)).labels).toEqual(['get_weather']);
    expect(broken(original, 'Look the weather up.', more)).toContain(
      'the label "get_weather" is missing',
    );
  });

  it('keeps the blocks of a template in their order', () => {
    const text = (body: string) => `---\nname: a\n---\nuser:\n${body}`;
    const { prompt } = parsePrompt(
      'a.prompty',
      text('{% if a %}One {{ a }}{% endif %} {% for b in c %}{{ b }}{% endfor %}'),
    );
    const swapped = '{% for b in c %}{{ b }}{% endfor %} {% if a %}One {{ a }}{% endif %}';
    const { invariants } = checkMeaning(prompt!, [{ role: 'user', content: swapped }], {});
    expect(invariants).toContain('the template blocks are in a different order');
    const outside = '{% if a %}One{% endif %} {{ a }} {% for b in c %}{{ b }}{% endfor %}';
    const other = checkMeaning(prompt!, [{ role: 'user', content: outside }], {});
    expect(other.invariants.join()).toContain('it needs the values');
  });
});
