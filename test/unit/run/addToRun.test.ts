import { describe, expect, it } from 'vitest';
import type { Design } from '../../../src/core/plan/design.js';
import type { PartOfRun } from '../../../src/core/run/runRequest.js';
import { journalOf } from '../../../src/core/studies/sensitivity/rescore.js';
import type { Report } from '../../../src/core/studies/sensitivity/schema.js';
import { sensitivity } from '../../../src/core/studies/sensitivity/sensitivity.js';
import { isInTrend, lastRun, summaryOf } from '../../../src/core/studies/sensitivity/summary.js';
import { completion, fakeProvider } from '../../support/fakes.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';
import { endpointOn, memoryStore, studied, type MemoryStore } from '../../support/studies.js';

const OVERRIDES = { variants: { format: 2 }, stopEarly: false };

/** A user tests a prompt and then asks for parts of it, maybe of a changed file. */
function someone() {
  const store: MemoryStore = memoryStore();
  const provider = fakeProvider(() => completion('bug'));
  const run = async (
    text: string,
    only: PartOfRun | null,
    { model = 'm', signal = new AbortController().signal } = {},
  ): Promise<Report> => {
    const { result } = await studied(
      sensitivity,
      promptFrom(text),
      endpointOn(provider, { model }),
      { overrides: OVERRIDES, store, request: { only }, host: { signal } },
    );
    return result;
  };
  const part = (shown: Report, variant: string | null, caseId: string | null): PartOfRun => ({
    ...{ variant, case: caseId },
    fingerprint: journalOf(shown),
  });
  return { run, part, provider, store };
}

const shape = ({ cases, variants, outcomes }: Report) => ({
  cases: cases.map(({ id }) => id),
  variants: variants.map(({ id }) => id),
  answered: outcomes.filter(({ status }) => status === 'completed').length,
});
const NEW = '  - { ticket: Nothing works since noon, expected: bug }';
const ADDED = [
  ['after the others', `${TRIAGE.trimEnd()}\n${NEW}\n`],
  ['before the others, whose numbers change', TRIAGE.replace('testData:', `testData:\n${NEW}`)],
] as const;
/** Two repeats, since the server may sample. */
const CALLS_PER_CASE = 2 * 3;

describe('a part that is asked for by itself', () => {
  it('replaces its own answers in the matrix, and nothing else', async () => {
    const { run, part, provider } = someone();
    const whole = await run(TRIAGE, null);
    const before = provider.calls;
    const again = await run(TRIAGE, part(whole, 'format-1', '3'));
    expect(shape(again)).toEqual(shape(whole));
    expect(provider.calls - before).toBe(2);
    expect(again.plan.only).toBe('added');
  });

  it.each(ADDED)('adds a case that is new in the file, %s, and only that one', async (_, text) => {
    const { run, part, provider } = someone();
    const whole = await run(TRIAGE, null);
    const before = provider.calls;
    const all = promptFrom(text).cases;
    const { id } = all.find(({ inputs }) => inputs['ticket']?.startsWith('Nothing'))!;
    const more = await run(text, part(whole, null, id));
    expect(shape(more).cases).toEqual(all.map((each) => each.id));
    expect(shape(more).variants).toEqual(shape(whole).variants);
    expect(provider.calls - before).toBe(CALLS_PER_CASE);
    expect(more.plan.only).toBe('added');
    expect(more.cases.map(({ inputs }) => inputs['ticket'])).toEqual(
      all.map(({ inputs }) => inputs['ticket']),
    );
    // What was added is there for the next part, too.
    const third = await run(text, part(more, 'format-2', id));
    expect(shape(third)).toEqual(shape(more));
    expect(provider.calls - before).toBe(CALLS_PER_CASE + 2);
  });

  it('stands alone where other requests were sent for the run that is shown', async () => {
    const { run, part } = someone();
    const whole = await run(TRIAGE, null);
    const reworded = TRIAGE.replace('sort tickets', 'sort support tickets');
    expect(reworded).not.toBe(TRIAGE);
    const alone = await run(reworded, part(whole, null, '3'));
    expect(alone.plan.only).toBe('alone');
    expect(shape(alone).cases).toEqual(['3']);
    const elsewhere = await run(TRIAGE, part(whole, null, '3'), { model: 'other' });
    expect(elsewhere.plan.only).toBe('alone');
  });

  it('never enters the trend, and is the result of its prompt only where it made a whole', async () => {
    const { run, part } = someone();
    const whole = await run(TRIAGE, null);
    const added = await run(TRIAGE, part(whole, null, '3'));
    const alone = await run(TRIAGE, { variant: 'format-1', case: null, fingerprint: null });
    const history = [whole, added, alone].map(summaryOf);
    expect(history.map(isInTrend)).toEqual([true, false, false]);
    expect(lastRun(history)).toBe(history[1]);
  });

  it('asks for nothing else where the run that is shown was cut short', async () => {
    const { part, provider } = someone();
    const controller = new AbortController();
    const cancelling = fakeProvider((_request, _context, call) => {
      if (call === 12) controller.abort();
      return completion('bug');
    });
    const store = memoryStore();
    const prompt = promptFrom(TRIAGE);
    const { result: cut } = await studied(sensitivity, prompt, endpointOn(cancelling), {
      ...{ overrides: OVERRIDES, store, host: { signal: controller.signal } },
    });
    expect(cut.stopped).toBe('cancelled');
    const answered = cut.outcomes.find(({ status }) => status === 'completed')!;
    const { result } = await studied(sensitivity, prompt, endpointOn(provider), {
      ...{ overrides: OVERRIDES, store },
      request: { only: part(cut, answered.variant, answered.case) },
    });
    expect(provider.calls).toBe(2);
    expect(result.plan.only).toBe('alone');
  });
});

describe('the time a run took', () => {
  it('leaves out how long a person was asked', async () => {
    let now = 0;
    const clock = { now: () => now, wait: () => Promise.resolve(), sleep: () => Promise.resolve() };
    const { result } = await studied(
      sensitivity,
      promptFrom(TRIAGE),
      endpointOn(
        fakeProvider(() => {
          now += 10;
          return completion('bug');
        }),
      ),
      {
        overrides: OVERRIDES,
        host: {
          clock: clock as never,
          confirm: async ({ design }: { design: Design }) => {
            now += 60_000;
            return design.settings.shots;
          },
        },
      },
    );
    expect(result.wallMs).toBe(10 * result.totals.requests);
  });
});
