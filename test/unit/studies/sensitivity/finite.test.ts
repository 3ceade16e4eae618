import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportSchema } from '../../../../src/core/studies/sensitivity/schema.js';
import { completion, failure, fakeProvider } from '../../../support/fakes.js';
import { endpointOn, tested } from '../../../support/studies.js';
import { promptFrom, TRIAGE } from '../../../support/prompts.js';

const runs = fc.record({
  variants: fc.constantFrom({}, { format: 1 }, { format: 2, persona: 1 }),
  repeats: fc.integer({ min: 1, max: 3 }),
  sample: fc.constantFrom(1, 2, 8),
  /** By call: another one each time, always the same, or a failure. */
  answers: fc.array(fc.constantFrom('bug', 'billing', '', null), { minLength: 1, maxLength: 7 }),
});

describe('a report', () => {
  it('can be read again, down to one variant, one case and one repeat, whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(runs, async ({ variants, repeats, sample, answers }) => {
        const provider = fakeProvider((_, __, call) => {
          const text = answers[call % answers.length] ?? null;
          return text === null ? failure('bad-request') : completion(text);
        });
        const { report } = await tested(promptFrom(TRIAGE), endpointOn(provider), {
          variants,
          repeats,
          sample,
        });
        const read = reportSchema.safeParse(JSON.parse(JSON.stringify(report)));
        expect(read.error).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
