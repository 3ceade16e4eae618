import { describe, expect, it } from 'vitest';
import { headlineScope } from '../../../src/core/score/grid.js';
import { differInOrder } from '../../../src/core/score/sameWords.js';
import { comparableOf } from '../../../src/core/studies/comparison/comparable.js';
import { sensitivity } from '../../../src/core/studies/sensitivity/sensitivity.js';
import { verdictWords } from '../../../src/core/studies/sensitivity/verdictWords.js';
import { english } from '../../../src/core/say/say.js';
import { completion, fakeProvider } from '../../support/fakes.js';
import { observation, scoreInput } from '../../support/observations.js';
import { promptFrom } from '../../support/prompts.js';
import { endpointOn, studied } from '../../support/studies.js';

const [OURS, THEIRS] = [
  'The vendor is to blame and not our team: costs rose and sales fell.',
  'Our team is to blame and not the vendor: sales rose and costs fell.',
];

/** One case; each text from a wording of its own. */
const scopeOfTexts = (...texts: readonly string[]) => {
  const input = scoreInput([texts.map(() => [1])]);
  const answers = texts.map((text, at) =>
    observation({ variant: input.variants[at]!.id, text, answer: null, score: null }),
  );
  return headlineScope({ ...input, answers });
};

describe('answers that differ where a bag of words cannot see it', () => {
  it.each([
    ['swapped roles', [OURS, THEIRS], true],
    ['one text', [OURS, OURS], false],
    ['the same but for case and punctuation', [OURS, OURS.toUpperCase().replace(':', ',')], false],
    ['other words', [OURS, `${THEIRS} Badly.`], false],
    ['as many pairs with other words', [OURS, THEIRS, 'Nobody is to blame for any of it.'], false],
    [
      'many orders of one list and other words',
      [
        'one two three four',
        'two one three four',
        'four one two three',
        'three one two four',
        'What else is there to say?',
      ],
      true,
    ],
    ['short texts, which are values', ['not ready', 'ready not'], false],
    ['no answers', ['', ''], false],
  ])('%s', (_, texts, expected) => {
    expect(differInOrder(scopeOfTexts(...texts))).toBe(expected);
  });
});

it('takes more than one case to leave words without a distance', () => {
  const orders = ['one two three four', 'four three two one'];
  const others = ['It rained all day long.', 'Nobody has seen the cat.'];
  const input = scoreInput(Array.from({ length: 3 }, () => [[1], [1]]));
  const answersTo = (texts: readonly string[], caseId: string) =>
    texts.map((text, at) =>
      observation({ case: caseId, variant: input.variants[at]!.id, text, score: null }),
    );
  const answers = [orders, others, others].flatMap((texts, at) => answersTo(texts, String(at)));
  expect(differInOrder(headlineScope({ ...input, answers }))).toBe(false);
  const most = [orders, orders, others].flatMap((texts, at) => answersTo(texts, String(at)));
  expect(differInOrder(headlineScope({ ...input, answers: most }))).toBe(true);
});

describe('a prompt whose answers swap who is to blame', () => {
  const prompt = promptFrom(`model: m
temperature: 0
messages:
  - role: system
    content: Say in one sentence who is to blame. Say what rose and what fell.
  - role: user
    content: '{{report}}'
testData:
${Array.from({ length: 10 }, (_, at) => `  - report: report ${at}`).join('\n')}
`);
  const swapping = fakeProvider(({ messages }) => {
    const all = messages.map(({ content }) => content).join('\n');
    const turn = [...all].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
    return completion(turn % 2 === 0 ? OURS : THEIRS);
  });

  it('has no effect of words beside cells that differ', async () => {
    const { result } = await studied(sensitivity, prompt, endpointOn(swapping));
    for (const part of ['cross', 'within', 'excess'])
      expect(result.metrics[`divergence.${part}`]).toMatchObject({
        value: null,
        reason: 'same-words',
      });
    expect(result.metrics['agreement.pairwise']!.value).toBeLessThan(0.9);
    expect(result.verdict).toMatchObject({
      code: 'inconclusive',
      params: { reason: 'words-only' },
      advice: [{ code: 'compare-meanings' }],
    });
    // What words cannot see is no change between two runs.
    expect(comparableOf(result).cases.every(({ excess }) => excess === null)).toBe(true);
    const { sentence, found } = verdictWords(result, english);
    expect(sentence).toContain('Only words were compared');
    expect(found).toContain('the same words in another order');
  });

  it('is no all-clear where every wording says both in turn', async () => {
    const times = new Map<string, number>();
    const turning = fakeProvider(({ messages }) => {
      const all = messages.map(({ content }) => content).join('\n');
      times.set(all, (times.get(all) ?? 0) + 1);
      return completion(times.get(all) === 1 ? OURS : THEIRS);
    });
    const { result } = await studied(sensitivity, prompt, endpointOn(turning));
    expect(result.metrics['divergence.excess']).toMatchObject({ reason: 'same-words' });
    expect(result.verdict).toMatchObject({
      code: 'inconclusive',
      params: { reason: 'words-only' },
    });
    expect(verdictWords(result, english).sentence).toBe(
      'Only words were compared, and these do not tell what an answer means.',
    );
  });
});
