import { describe, expect, it } from 'vitest';
import { trialKey } from '../../../src/core/plan/trial.js';
import { totalsOf } from '../../../src/core/run/accounting.js';
import { NO_AUXILIARY_USE } from '../../../src/core/run/auxiliaryUse.js';
import { BudgetReached, createBudget, spentBy } from '../../../src/core/run/budget.js';
import { createCaller } from '../../../src/core/run/caller.js';
import { journalOn, readJournal } from '../../../src/core/run/journal.js';
import { createLimiter } from '../../../src/core/run/limiter.js';
import type { CompletedOutcome, Outcome } from '../../../src/core/run/outcome.js';
import { attemptsOf } from '../../../src/core/run/paidTokens.js';
import { runPlan, type RunOptions } from '../../../src/core/run/runPlan.js';
import { makeVariants } from '../../../src/core/variants/makeVariants.js';
import { completion, failure, fakeClock, fakeProvider, memoryLog } from '../../support/fakes.js';
import { planFor } from '../../support/plans.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';

interface How {
  readonly text?: string;
  readonly repeats?: number;
  readonly calls?: number | null;
  readonly concurrency?: number;
  readonly earlier?: readonly Outcome[];
  readonly signal?: AbortSignal;
  readonly counts?: Record<string, number>;
  readonly shouldStop?: RunOptions['shouldStop'];
  readonly onOutcome?: RunOptions['onOutcome'];
  readonly answerSteps?: RunOptions['answerSteps'];
  readonly log?: ReturnType<typeof memoryLog>;
}

async function run(
  provider: ReturnType<typeof fakeProvider>,
  {
    text = TRIAGE,
    repeats = 2,
    calls = null,
    concurrency = 2,
    earlier = [],
    signal,
    counts = { format: 2, persona: 1 },
    shouldStop = () => false,
    onOutcome,
    answerSteps = [],
    log = memoryLog(['header']),
  }: How = {},
) {
  const prompt = promptFrom(text);
  const { variants } = await makeVariants(prompt, {
    counts,
    seed: 1,
    frozen: null,
    ask: null,
  });
  const plan = planFor(prompt, { variants, repeats });
  const clock = fakeClock();
  const seen: Outcome[] = [];
  const result = await runPlan(plan, {
    caller: createCaller({
      provider,
      limiter: createLimiter(concurrency, clock),
      budget: createBudget({ calls, usd: null }, null, { calls: 0, usd: 0 }),
      cache: null,
      clock,
    }),
    journal: journalOn(log),
    earlier: new Map(earlier.map((outcome) => [trialKey(outcome), outcome])),
    attempts: attemptsOf(earlier.filter(({ status }) => status !== 'completed')),
    concurrency,
    signal: signal ?? new AbortController().signal,
    onOutcome: (outcome) => {
      seen.push(outcome);
      onOutcome?.(outcome);
    },
    answerSteps,
    shouldStop,
  });
  return { plan, result, log, seen };
}

const manyCases = (cases: number, parameters = 'modelParameters: { temperature: 0 }') =>
  TRIAGE.replace('model: local', `model: local\n${parameters}`).replace(
    /testData:[\s\S]*/,
    `testData:\n${Array.from({ length: cases }, (_, at) => `  - { ticket: "${at}", expected: bug }`).join('\n')}\n`,
  );

/** Answers that take a while: a call is under way while others come to their end. */
function slowProvider(failureOf: (call: number) => Error | null = () => null) {
  const provider = sampling();
  return Object.assign(provider, {
    complete: async (...args: Parameters<typeof provider.complete>) => {
      provider.calls += 1;
      const call = provider.calls;
      await new Promise((done) => setTimeout(done, call));
      args[1].signal.throwIfAborted();
      const failed = failureOf(call);
      if (failed) throw failed;
      return completion(`answer ${call}`);
    },
  });
}

const statuses = (outcomes: readonly Outcome[]) =>
  Object.fromEntries(
    ['completed', 'failed', 'skipped'].map((status) => [
      status,
      outcomes.filter((each) => each.status === status).length,
    ]),
  );
const sampling = () => fakeProvider((_, __, call) => completion(`answer ${call}`));

describe('a run', () => {
  it('has one outcome for every trial, in plan order, each told once', async () => {
    const { plan, result, seen } = await run(sampling());
    expect(result.outcomes.map(trialKey)).toEqual(plan.trials.map(({ key }) => key));
    expect(seen).toHaveLength(plan.trials.length);
    expect(result.stopped).toBeNull();
  });

  describe('at temperature 0', () => {
    const cold = { text: manyCases(60), counts: { format: 2, persona: 1 } };
    const [cells, probe] = [4 * 60, 150];

    it('stops repeating once the cells of the probe, over all variants, have agreed', async () => {
      const provider = fakeProvider(() => completion('same'));
      const { result } = await run(provider, { ...cold, concurrency: 1 });
      expect(result.deterministic).toBe(true);
      expect(provider.calls).toBe(cells + probe);
      expect(
        result.outcomes
          .filter((each) => each.status === 'skipped')
          .every((each) => 'reason' in each && each.reason === 'deterministic'),
      ).toBe(true);
    });

    it.each([1, 3, 8, 50])('asks the same calls with %i at once', async (concurrency) => {
      const provider = fakeProvider(() => completion('same'));
      await run(provider, { ...cold, concurrency });
      expect(provider.calls).toBe(cells + probe);
    });

    it('ends also where one of the probe’s calls fails, or a third repeat is planned', async () => {
      const thrice = await run(
        fakeProvider(() => completion('same')),
        { ...cold, repeats: 3 },
      );
      expect(thrice.result.stopped).toBeNull();
      expect(thrice.result.deterministic).toBe(true);
      const failing = fakeProvider((_, { repeat }) =>
        repeat === 2 ? failure('bad-request') : completion('same'),
      );
      const { result } = await run(failing, { ...cold, concurrency: 3 });
      expect(result.deterministic).toBe(false);
      expect(result.outcomes.some(({ status }) => status === 'skipped')).toBe(false);
    });

    it('makes every repeat when a single probed cell differs, those that waited first', async () => {
      const provider = fakeProvider((_, { repeat }, call) =>
        completion(repeat === 2 && call === 40 ? 'other' : 'same'),
      );
      const { result, seen, plan } = await run(provider, { ...cold, concurrency: 1 });
      expect(result.deterministic).toBe(false);
      expect(provider.calls).toBe(2 * cells);
      const passed = new Set(seen.slice(0, 40).map(trialKey));
      const waiting = plan.trials.filter(({ key, repeat }) => repeat === 2 && !passed.has(key));
      const told = seen.findIndex((each) => each.status === 'completed' && each.text === 'other');
      expect(trialKey(seen[told + 1] as Outcome)).toBe(waiting[0]?.key);
    });

    it('knows where every cell was asked twice anyway', async () => {
      const { result } = await run(
        fakeProvider(() => completion('same')),
        { ...cold, text: manyCases(8) },
      );
      expect(result.deterministic).toBe(true);
      expect(result.outcomes.some(({ status }) => status === 'skipped')).toBe(false);
    });
  });

  it('does not take a provider’s own temperature for 0', async () => {
    const provider = fakeProvider(() => completion('same'));
    const { result } = await run(provider, { text: manyCases(60, '') });
    expect(result.deterministic).toBe(false);
    expect(provider.calls).toBe(2 * 4 * 60);
  });

  it('does not take luck for determinism where sampling is asked for', async () => {
    const provider = fakeProvider(() => completion('same'));
    const { result } = await run(provider, {
      text: TRIAGE.replace('model: local', 'model: local\nmodelParameters: { temperature: 0.7 }'),
    });
    expect(result.deterministic).toBe(false);
    expect(provider.calls).toBe(64);
  });

  it('keeps a failed call as an outcome and goes on', async () => {
    const provider = fakeProvider((_, __, call) =>
      call === 3 ? failure('bad-request') : completion(`answer ${call}`),
    );
    const { result } = await run(provider);
    expect(statuses(result.outcomes)).toEqual({ completed: 63, failed: 1, skipped: 0 });
  });

  it('stops at once when the key is refused', async () => {
    const provider = fakeProvider(() => failure('unauthorised'));
    const { result } = await run(provider, { concurrency: 1 });
    expect(result.stopped).toMatchObject({ kind: 'provider', message: 'failed: unauthorised' });
    expect(provider.calls).toBe(1);
  });

  it('stops when the endpoint keeps failing', async () => {
    const provider = fakeProvider((_, __, call) =>
      call <= 4 ? completion(`answer ${call}`) : failure('server'),
    );
    const { result } = await run(provider, { concurrency: 1 });
    expect(result.stopped?.kind).toBe('provider');
    expect(statuses(result.outcomes)).toMatchObject({ completed: 4, failed: 5 });
  });

  it('never exceeds its budget', async () => {
    const provider = sampling();
    const { result } = await run(provider, { calls: 10 });
    expect(result.stopped?.kind).toBe('budget');
    expect(provider.calls).toBe(10);
    expect(statuses(result.outcomes)).toMatchObject({ completed: 10, skipped: 54 });
  });

  it.each([1, 4])(
    'ends when it is told that more would not tell more, with %i at once',
    async (concurrency) => {
      const provider = sampling();
      const { result, plan } = await run(provider, {
        concurrency,
        shouldStop: (outcomes) => outcomes.size >= 10,
      });
      expect(result.stopped).toBeNull();
      expect(provider.calls).toBeGreaterThanOrEqual(10);
      expect(provider.calls).toBeLessThan(10 + concurrency);
      const missing = result.outcomes.flatMap((each) =>
        each.status === 'skipped' ? each.reason : [],
      );
      expect(new Set(missing)).toEqual(new Set(['stopped-early']));
      expect(missing).toHaveLength(plan.trials.length - provider.calls);
    },
  );

  it('asks nothing when what it knows already is enough', async () => {
    const first = await run(sampling(), { calls: 30 });
    const provider = sampling();
    await run(provider, { earlier: readJournal(first.log.lines), shouldStop: () => true });
    expect(provider.calls).toBe(0);
  });

  it('keeps what is done when it is cancelled', async () => {
    const controller = new AbortController();
    const provider = fakeProvider((_, __, call) => {
      if (call === 12) controller.abort(new Error('stop'));
      return completion(`answer ${call}`);
    });
    const { result } = await run(provider, { signal: controller.signal, concurrency: 1 });
    expect(result.stopped).toEqual({ kind: 'cancelled' });
    expect(statuses(result.outcomes)).toMatchObject({ completed: 12, skipped: 52 });
  });

  it('counts the calls that were under way when it was cancelled, also for whoever goes on', async () => {
    const controller = new AbortController();
    let waiting = 0;
    const provider = fakeProvider(async (_, { signal }, call) => {
      if (call <= 10) return completion(`answer ${call}`);
      if (++waiting === 4) controller.abort(new Error('stop'));
      signal.throwIfAborted();
      return new Promise<never>((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    });
    const log = memoryLog(['header']);
    const cut = await run(provider, { log, signal: controller.signal, concurrency: 4 });
    const requests = ({ result }: typeof cut) =>
      totalsOf({ passes: [result], auxiliaryUse: NO_AUXILIARY_USE }).requests;
    expect(statuses(cut.result.outcomes)).toEqual({ completed: 10, failed: 0, skipped: 54 });
    expect(requests(cut)).toBe(14);
    expect(spentBy(readJournal(log.lines), null).calls).toBe(14);
    const whole = await run(sampling(), { log, earlier: readJournal(log.lines) });
    expect(statuses(whole.result.outcomes)).toEqual({ completed: 64, failed: 0, skipped: 0 });
    expect(requests(whole)).toBe(64 + 4);
    const facts = { passes: [whole.result], auxiliaryUse: NO_AUXILIARY_USE };
    expect(totalsOf(facts).retries).toBe(4);
  });

  it('goes on from its journal and asks only what is missing', async () => {
    const first = await run(sampling(), { calls: 30 });
    const provider = sampling();
    const second = await run(provider, { earlier: readJournal(first.log.lines) });
    expect(provider.calls).toBe(64 - 30);
    expect(statuses(second.result.outcomes)).toEqual({ completed: 64, failed: 0, skipped: 0 });
  });

  it('asks again what had failed before', async () => {
    const first = await run(
      fakeProvider((_, __, call) =>
        call === 3 ? failure('bad-request') : completion(`answer ${call}`),
      ),
    );
    const provider = sampling();
    await run(provider, { earlier: readJournal(first.log.lines) });
    expect(provider.calls).toBe(1);
  });

  it('counts once what a call took in every part of the run, however often it is asked', async () => {
    const charged = { promptTokens: 100, completionTokens: 10, cachedTokens: null };
    const failing = () =>
      fakeProvider((_, __, call) =>
        call === 1 ? failure('content-filter', { usage: charged }) : completion(`answer ${call}`),
      );
    const log = memoryLog(['header']);
    await run(failing(), { log, calls: 30 });
    const second = await run(failing(), { log, earlier: readJournal(log.lines) });
    const facts = { passes: [second.result], auxiliaryUse: NO_AUXILIARY_USE };
    expect(totalsOf(facts)).toMatchObject({ completed: 63, failed: 1, requests: 65 });
    const told = [spentBy(readJournal(log.lines), null), spentBy(second.result.outcomes, null)];
    for (const { calls, tokens } of told)
      expect({ calls, tokens }).toEqual({ calls: 65, tokens: 63 * 12 + 2 * 110 });
  });

  it('forgets no answer that was paid for when what is asked about it breaks off', async () => {
    const log = memoryLog(['header']);
    let judged = 0;
    const answerSteps = [
      (outcome: CompletedOutcome) =>
        (judged += 1) > 5
          ? Promise.reject(new BudgetReached('used up'))
          : Promise.resolve({ ...outcome, grades: [] }),
    ];
    const first = await run(sampling(), { log, answerSteps, concurrency: 3 });
    expect(first.result.stopped?.kind).toBe('budget');
    const sent = 5 + 3;
    const spent = (outcomes: readonly Outcome[]) => spentBy(outcomes, null).calls;
    expect([spent(first.result.outcomes), spent(readJournal(log.lines))]).toEqual([sent, sent]);
    expect(statuses(first.result.outcomes)).toEqual({ completed: 5, failed: 0, skipped: 59 });
    // Broken off again before it comes to any of these.
    const second = await run(sampling(), { earlier: readJournal(log.lines), calls: 0 });
    expect(spent(second.result.outcomes)).toBe(sent);
    const third = await run(sampling(), { earlier: readJournal(log.lines) });
    expect(statuses(third.result.outcomes)).toMatchObject({ completed: 64 });
    expect(spent(third.result.outcomes)).toBe(64 + 3);
  });

  it('tells of a failure that it came to no second attempt for', async () => {
    const provider = fakeProvider(() => failure('bad-request'));
    const log = memoryLog(['header']);
    await run(provider, { log, calls: 1 });
    const { result } = await run(sampling(), { earlier: readJournal(log.lines), calls: 0 });
    expect(statuses(result.outcomes)).toEqual({ completed: 0, failed: 1, skipped: 63 });
  });

  it('passes over a journal line that was cut off', async () => {
    const first = await run(sampling(), { calls: 30 });
    const lines = first.log.lines.map((line, index) => (index === 5 ? line.slice(0, 20) : line));
    expect(readJournal(lines)).toHaveLength(29);
  });
});

describe('a run in which something of ours throws', () => {
  const throwing = (after: number) => {
    let seen = 0;
    return () => {
      if (++seen === after) throw new Error('a bug');
      return false;
    };
  };

  it.each([
    ['the observer', (fail: () => boolean): How => ({ onOutcome: () => void fail() })],
    // The stopping rule is asked once before the first call.
    ['the stopping rule', (fail: () => boolean): How => ({ shouldStop: fail })],
  ])('sends nothing more, keeps what is under way, and rethrows: %s', async (name, with_) => {
    const provider = slowProvider();
    const log = memoryLog(['header']);
    const fail = throwing(name === 'the observer' ? 3 : 4);
    await expect(run(provider, { log, concurrency: 4, ...with_(fail) })).rejects.toThrow('a bug');
    // Three had come, and the three others at work had begun by then.
    expect(provider.calls).toBe(6);
    expect(readJournal(log.lines)).toHaveLength(6);
  });

  it.each(['server', 'rate-limited'] as const)('tries nothing again: %s', async (kind) => {
    const log = memoryLog(['header']);
    const provider = slowProvider((call) => (call === 1 ? null : failure(kind)));
    const options = { log, concurrency: 4, onOutcome: throwing(1) };
    await expect(run(provider, options)).rejects.toThrow('a bug');
    expect(provider.calls).toBe(4);
    const kept = readJournal(log.lines);
    expect(statuses(kept)).toMatchObject({ completed: 1, failed: 0, skipped: 3 });
    expect(spentBy(kept, null).calls).toBe(4);
  });

  it('counts every outcome although its observer throws', async () => {
    const provider = slowProvider();
    const seen: Outcome[] = [];
    const onOutcome = (outcome: Outcome) => {
      seen.push(outcome);
      throw new Error(`bug ${seen.length}`);
    };
    // The first of several is the one that is told.
    await expect(run(provider, { concurrency: 3, onOutcome })).rejects.toThrow('bug 1');
    expect(seen).toHaveLength(3);
  });

  it('judges no answer any more, and leaves those to be asked again', async () => {
    const log = memoryLog(['header']);
    let judged = 0;
    const answerSteps = [
      (outcome: CompletedOutcome) => {
        judged += 1;
        return Promise.resolve(outcome);
      },
    ];
    const options = { log, answerSteps, concurrency: 4, onOutcome: throwing(1) };
    await expect(run(slowProvider(), options)).rejects.toThrow('a bug');
    expect(judged).toBe(1);
    // Of the others it is known that they were paid for.
    expect(statuses(readJournal(log.lines))).toEqual({ completed: 1, failed: 0, skipped: 3 });
  });

  it('can be resumed, and then pays for nothing twice', async () => {
    const log = memoryLog(['header']);
    const first = slowProvider();
    await expect(run(first, { log, concurrency: 4, onOutcome: throwing(5) })).rejects.toThrow();
    const second = sampling();
    const { result } = await run(second, { earlier: readJournal(log.lines) });
    expect(first.calls + second.calls).toBe(64);
    expect(statuses(result.outcomes)).toMatchObject({ completed: 64 });
  });
});
