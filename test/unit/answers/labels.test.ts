import { describe, expect, it } from 'vitest';
import { answerIn } from '../../../src/core/answers/readAnswer.js';
import { prescribedRefusals } from '../../../src/core/prompt/prescribedRefusal.js';
import { REFUSAL } from '../../../src/core/text/refusal.js';
import { normaliseAnswer } from '../../../src/core/text/normalise.js';
import { scoreText } from '../../support/answers.js';

const SHAPE = { kind: 'label' as const, labels: ['billing', 'bug', 'Große Gasse'], path: null };
const score = (text: string, expected: string) =>
  scoreText(text, { id: '1', inputs: {}, expected, range: null }, []);

describe('a label', () => {
  it.each([
    '**Billing**.',
    '"billing"',
    '`billing`',
    '「billing」',
    'BILLING!',
    'billing。',
    'Answer: billing',
    '**Answer:** billing',
    'The answer is billing.',
    'Final answer: **Billing**.',
    'Kategorie: billing',
    'Category = billing',
    '```\nbilling\n```',
    '```text\nbilling\n```',
    '\u00a0billing\u200b',
    'ｂｉｌｌｉｎｇ',
    '(billing)',
  ])('is read in %j, and is right', (text) => {
    expect(answerIn(text, SHAPE)).toBe('billing');
    expect(score(text, 'billing')).toBe(1);
  });

  it.each(['Not billing', 'billing or bug', 'billings', 'Note: billing', 'It says billing: yes'])(
    'with other words around it is not right: %j',
    (text) => {
      expect(score(text, 'billing')).toBe(0);
    },
  );

  it('is one whatever its case, also where the upper case has more letters', () => {
    expect(answerIn('GROSSE GASSE', SHAPE)).toBe('Große Gasse');
    expect(normaliseAnswer('ΟΔΟΣ')).toBe(normaliseAnswer('οδος'));
    expect(normaliseAnswer('L’Haÿ')).toBe(normaliseAnswer("L'Haÿ"));
    expect(normaliseAnswer('‘Yes’')).toBe('yes');
  });

  it('is found with marks that are composed or not', () => {
    const shape = { ...SHAPE, labels: ['Müller', 'Meier'] };
    expect(answerIn('Es ist Müller'.normalize('NFD'), shape)).toBe('Müller');
  });
});

describe('marks around an answer', () => {
  it.each([
    ['_yes_', 'yes'],
    ['*Yes.*', 'yes'],
    ['__Yes__', 'yes'],
    ['__Not a bug__', 'not a bug'],
    ['NO!!!', 'no'],
    ['_**Yes!**_', 'yes'],
    ['Answer: **yes**', 'yes'],
    ['_Answer:_ yes', 'yes'],
    ['__Answer__: yes', 'yes'],
    ['<output>yes</output>', 'yes'],
    ['<answer>\n**Yes.**\n</answer>', 'yes'],
    ['<Answer>yes', 'yes'],
    ['__init__', '__init__'],
    ['`__init__`', '__init__'],
    ['Answer: __init__', '__init__'],
    ['3!', '3!'],
    ['ﬁle', 'file'],
    ['ＡＢＣ１２３', 'abc123'],
    ['ｶﾞｽ', 'ガス'],
    ['是，对', '是,对'],
    ['−5', '-5'],
    ['5 \u03bcg', '5 \u00b5g'],
  ])('%s is %s', (given, expected) => {
    expect(score(given, expected)).toBe(1);
  });

  it.each([
    ['__init__', 'init'],
    ['__FILE__', 'file'],
    ['Answer: __init__', 'init'],
    ['_id2_', 'id2'],
    ['*.py*', '.py'],
    ['*.py', '.py'],
    ['3!', '3'],
    ['3!!', '3'],
    ['5 !', '5'],
    ['10⁶', '106'],
    ['x²', 'x2'],
    ['H₂O', 'H2O'],
    ['1½', '11/2'],
    ['①', '1'],
    ['㎡', 'm2'],
    ['ᵃ', 'a'],
  ])('%s is not %s', (given, expected) => {
    expect(score(given, expected)).toBe(0);
  });
});

describe('a number as an answer', () => {
  it.each([
    ['12,5', '125'],
    ['12,5', '12.5'],
    ['1.234,50', '1,234.50'],
    ['-5', '5'],
    ['1.5', '15'],
  ])('%s is not %s', (expected, given) => {
    expect(score(given, expected)).toBe(0);
  });

  it('is the same with any kind of space', () => {
    expect(score('1.234,50\u202f€', '1.234,50 €')).toBe(1);
  });
});

describe('what a prompt prescribes for what cannot be told', () => {
  const prescribed = (content: string) =>
    prescribedRefusals({ messages: [{ role: 'system', content, range: null }] });

  it.each([
    ['If you cannot tell, answer UNKNOWN.', 'UNKNOWN'],
    ['If the text does not say, reply with "not stated" and nothing else.', 'not stated'],
    ['When there is no date, write N/A.', 'N/A'],
    ["If it isn't clear, just return 'unclear'.", 'unclear'],
    ['Wenn es nicht im Text steht, antworte mit „unbekannt“.', 'unbekannt'],
    ['If no category fits, output NO_MATCH', 'NO_MATCH'],
    ['If you are not sure, answer UNKNOWN and nothing else.', 'UNKNOWN'],
  ])('%s → %s', (content, answer) => {
    expect(prescribed(content)).toEqual([answer]);
  });

  it.each([
    'Answer with one word.',
    'If it rains, answer YES.',
    'Do not answer in French. Say "bonjour".',
    'If you cannot tell, answer politely.',
  ])('is nothing in: %s', (content) => {
    expect(prescribed(content)).toEqual([]);
  });

  const refusals = ['UNKNOWN'];

  it('is read as declining, unless it is one of the labels', () => {
    expect(answerIn('Unknown.', SHAPE, refusals)).toBe(REFUSAL);
    expect(answerIn('UNKNOWN', { kind: 'json' }, refusals)).toBe(REFUSAL);
    const labels = { ...SHAPE, labels: ['billing', 'unknown'] };
    expect(answerIn('Unknown.', labels, refusals)).toBe('unknown');
  });
});
