import { describe, expect, it } from 'vitest';
import { fingerprintsOf } from '../../../src/core/library/baseline/staleness.js';
import { randomFrom } from '../../../src/core/numbers/random.js';
import { baselineOf, baselineText } from '../../../src/core/studies/baseline/baseline.js';
import { drift } from '../../../src/core/studies/drift/drift.js';
import { driftInterval, watchDrift } from '../../../src/core/score/statistics/driftWatch.js';
import { sensitivity } from '../../../src/core/studies/sensitivity/sensitivity.js';
import { english } from '../../../src/core/say/say.js';
import { completion, failure, fakeProvider } from '../../support/fakes.js';
import { promptFrom } from '../../support/prompts.js';
import { endpointOn, memoryStore, studied } from '../../support/studies.js';

const CASES = 120;
const textOf = (task: string) => `messages:
  - role: system
    content: ${task}
  - role: user
    content: 'Number {{n}}'
testData: [${Array.from({ length: CASES }, (_, n) => `{ n: '${n}', expected: ${n % 2 === 0 ? 'even' : 'odd'} }`).join(', ')}]
`;
const TASK = 'Say even or odd. Answer with one word.';
const prompt = promptFrom(textOf(TASK));

/** Wrong on every number that a divisor divides; never with 0. */
const wrongOn = (divisor: number, version = 'v1') =>
  fakeProvider(({ messages }) => {
    const n = Number(/(\d+)/.exec(messages.at(-1)?.content ?? '')?.[1]);
    const isRight = divisor === 0 || n % divisor !== 0;
    return completion((n % 2 === 0) === isRight ? 'even' : 'odd', {
      servedBy: { model: 'm', fingerprint: version },
    });
  });

const overrides = { variants: { format: 1, politeness: 1 } } as const;

async function accepted() {
  const { result } = await studied(sensitivity, prompt, endpointOn(wrongOn(10)), {
    overrides: { ...overrides, stopEarly: false },
  });
  const baseline = baselineOf(result, fingerprintsOf(prompt, { config: {}, frozen: null }));
  return { ...memoryStore(), readBaseline: () => Promise.resolve(baselineText(baseline)) };
}

async function drifted(provider: ReturnType<typeof wrongOn>, of = prompt) {
  const { result } = await studied(drift, of, endpointOn(provider), { store: await accepted() });
  return { result, sentence: drift.words(result, english).sentence, calls: provider.calls };
}

describe('drift', () => {
  it('finds a model that got worse, stops as soon as it is clear, and shows which answers changed', async () => {
    const { result, sentence, calls } = await drifted(wrongOn(2));
    expect(result.findings.verdict).toBe('drifted');
    expect(drift.isFailure?.(result)).toBe(true);
    expect(calls).toBeLessThan(CASES * 3);
    expect(result.findings.cases).toBe(calls / 3);
    expect(sentence).toMatch(/^The model drifted: accuracy 0\.\d\d then, 0\.\d\d now/);
    expect(result.findings.changed.every(({ before, now }) => before !== now)).toBe(true);
  });

  it('says that nothing changed where nothing did, once cases are enough for the margin', async () => {
    const { result, sentence } = await drifted(wrongOn(10));
    expect(result.findings).toMatchObject({ verdict: 'unchanged', changed: [], renamed: false });
    expect(drift.isFailure?.(result)).toBe(false);
    expect(sentence).toMatch(/^Unchanged within 0\.05/);
  });

  it('says that the endpoint names another version, whatever the answers', async () => {
    const { result, sentence } = await drifted(wrongOn(10, 'v2'));
    expect(result.findings.renamed).toBe(true);
    expect(sentence).toMatch(/another version: .*v1.* then, .*v2.* now/);
  });

  it('refuses a prompt that changed, one without a baseline, and one nobody can judge', async () => {
    const other = promptFrom(textOf('Is it even or odd?'));
    await expect(drifted(wrongOn(0), other)).rejects.toThrow(
      /not as it was accepted \(the prompt changed\)/,
    );
    await expect(studied(drift, prompt, endpointOn(wrongOn(0)))).rejects.toThrow(/has no baseline/);
  });

  it.each([
    ['none differs', 44, 0, 1],
    ['a few got worse', 40, 4, 1],
    ['many got worse', 40, 20, 1],
    ['all got a little better', 44, 44, 0.1],
    ['nothing differs for long', 200, 0, 1],
  ])('says the same by its word and its interval where %s', (_, n, differing, by) => {
    const sign = by === 1 ? -1 : 1;
    const differences = Array.from({ length: n }, (__, at) =>
      (at * differing) % n < differing ? sign * by : 0,
    );
    const watch = watchDrift();
    for (const each of differences) watch.add(each);
    const [low, high] = driftInterval(differences);
    expect(high - low).toBeGreaterThan(0.01);
    expect(watch.verdict === 'drifted').toBe(low > 0 || high < 0);
    if (watch.verdict !== 'drifted')
      expect(watch.verdict === 'unchanged').toBe(low > -0.05 && high < 0.05);
  });

  it('refuses settings that make other wordings than were accepted', async () => {
    const other = promptFrom(`${textOf(TASK)}sensitivity: { formats: [{ separator: ' = ' }] }\n`);
    await expect(drifted(wrongOn(10), other)).rejects.toThrow(/its settings changed/);
  });

  it('compares the same wordings then and now, where one of them gives no answer any more', async () => {
    const provider = fakeProvider((request) => {
      const said = request.messages.map(({ content }) => content).join(' ');
      const n = Number(/(\d+)/.exec(request.messages.at(-1)?.content ?? '')?.[1]);
      if (/please|thank/i.test(said)) return failure('bad-request');
      return completion((n % 2 === 0) === (n % 10 !== 0) ? 'even' : 'odd', {
        servedBy: { model: 'm', fingerprint: 'v1' },
      });
    });
    const { result } = await drifted(provider);
    expect(result.findings.verdict).not.toBe('drifted');
    expect(result.findings.difference?.value).toBeCloseTo(0, 9);
  });

  it('is wrong in at most 5 % of runs, however often it looks', () => {
    const random = randomFrom('drift', 'null');
    const answers = (rate: number, n: number) =>
      Array.from({ length: n }, () => (random.float() < rate ? 1 : 0)).reduce<number>(
        (a, b) => a + b,
        0,
      ) / n;
    const runs = 400;
    let wrong = 0;
    for (let run = 0; run < runs; run++) {
      const watch = watchDrift();
      for (let at = 0; at < 100; at++) {
        const rate = random.float();
        watch.add(answers(rate, 5) - answers(rate, 10));
      }
      if (watch.verdict === 'drifted') wrong += 1;
    }
    expect(wrong / runs).toBeLessThanOrEqual(0.05);
  });
});
