import { describe, expect, it } from 'vitest';
import { headlineScope } from '../../../src/core/score/grid.js';
import { differInOrder } from '../../../src/core/score/sameWords.js';
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
    ['short texts, which are values', ['not ready', 'ready not'], false],
    ['no answers', ['', ''], false],
  ])('%s', (_, texts, expected) => {
    expect(differInOrder(scopeOfTexts(...texts))).toBe(expected);
  });
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
    const { sentence, found } = verdictWords(result, english);
    expect(sentence).toContain('Only words were compared');
    expect(found).toContain('the same words in another order');
  });
});
