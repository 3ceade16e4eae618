import { describe, expect, it } from 'vitest';
import { comparableOf } from '../../../src/core/studies/comparison/comparable.js';
import { sensitivity } from '../../../src/core/studies/sensitivity/sensitivity.js';
import { completion, failure, fakeProvider } from '../../support/fakes.js';
import { promptFrom } from '../../support/prompts.js';
import { endpointOn, studied } from '../../support/studies.js';

const prompt = promptFrom(`messages:
  - { role: system, content: Say even or odd. Answer with one word. }
  - { role: user, content: 'Number {{n}}' }
testData: [${Array.from({ length: 10 }, (_, n) => `{ n: '${n}', expected: ${n % 2 ? 'odd' : 'even'} }`).join(', ')}]
`);
const overrides = { variants: { format: 1, politeness: 1 }, stopEarly: false } as const;

/** Wrong under the polite wording; `fails`: whether that wording gets no answer to a number. */
const measured = async (fails: (n: number) => boolean) => {
  const provider = fakeProvider(({ messages }) => {
    const said = messages.map(({ content }) => content).join(' ');
    const n = Number(/(\d+)/.exec(messages.at(-1)?.content ?? '')?.[1]);
    const isPolite = /please|thank|kind/i.test(said);
    if (isPolite && fails(n)) return failure('bad-request');
    return completion((n % 2 === 0) === isPolite ? 'odd' : 'even');
  });
  const { result } = await studied(sensitivity, prompt, endpointOn(provider), { overrides });
  return comparableOf(result);
};

describe('what two measurements are compared by', () => {
  it('is over the wordings that were answered, so that one that fails is no improvement', async () => {
    const whole = await measured(() => false);
    expect(whole.variants).toEqual(['format-1', 'original', 'politeness-1']);
    expect(whole.cases[0]?.accuracy).toBeCloseTo(2 / 3, 5);
    const without = await measured(() => true);
    expect(without.variants).toEqual(['format-1', 'original']);
    expect(without.cases[0]).toMatchObject({ accuracy: 1, original: 1 });
  });

  it('leaves out cases to which a wording has no answer', async () => {
    const { variants, cases } = await measured((n) => n < 4);
    expect(variants).toHaveLength(3);
    expect(cases.map(({ accuracy }) => accuracy === null)).toEqual([
      ...[true, true, true, true],
      ...Array.from({ length: 6 }, () => false),
    ]);
  });
});
