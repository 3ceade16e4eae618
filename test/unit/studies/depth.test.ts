import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../../src/core/numbers/random.js';
import type { WhiteBox } from '../../../src/core/ports/whiteBox.js';
import { depth } from '../../../src/core/studies/depth/depth.js';
import { divergenceBound, jensenShannon } from '../../../src/core/studies/depth/divergence.js';
import { posixOf } from '../../../src/core/studies/depth/posix.js';
import {
  cutoffOf,
  deepThinkingRatio,
  layersToRead,
  settledAt,
} from '../../../src/core/studies/depth/settling.js';
import { renderHtmlPage } from '../../../src/core/report/html/page.js';
import { studySection } from '../../../src/core/report/html/study.js';
import { savedShare, scoresOf } from '../../../src/core/studies/depth/think.js';
import { english } from '../../../src/core/say/say.js';
import { completion, fakeProvider } from '../../support/fakes.js';
import { promptFrom } from '../../support/prompts.js';
import { endpointOn, studied } from '../../support/studies.js';

describe('where tokens settle', () => {
  const ROWS = [
    [0.9, 0.8, 0.4, 0.7, 0.6, 0.7, 0.6, 0.55, 0.2, 0],
    [0.95, 0.9, 0.9, 0.8, 0.8, 0.7, 0.7, 0.6, 0.45, 0],
    [0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0, 0, 0, 0],
    [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.8, 0.8, 0.7, 0],
  ];
  const config = { rho: 0.85, layers: 10 };

  it('is as METRICS 11.4 works it out: at the first passage, whatever comes later', () => {
    const all = Array.from({ length: 10 }, (_, at) => at + 1);
    const settled = ROWS.map((row) => settledAt(row, all, 0.5));
    expect(settled).toEqual([3, 9, 1, 10]);
    expect(cutoffOf(config)).toBe(9);
    expect(deepThinkingRatio(settled, config)).toBe(0.5);
    expect(deepThinkingRatio([], config)).toBeNull();
  });

  it('is not above the ratio of some of the layers, the one before the cutoff among them', () => {
    const layers = layersToRead(10, 0.85);
    expect(layers).toContain(8);
    const settled = ROWS.map((row) =>
      settledAt(
        layers.map((each) => row[each - 1] ?? 1),
        layers,
        0.5,
      ),
    );
    expect(deepThinkingRatio(settled, config)).toBeGreaterThanOrEqual(0.5);
    expect(layersToRead(30, 0.85)).toEqual([5, 10, 15, 20, 25]);
    expect(layersToRead(2, 0.85)).toEqual([1]);
  });
});

describe('the divergence of two distributions', () => {
  it('is as METRICS 11.4 works it out', () => {
    expect(jensenShannon([1, 0], [0, 1])).toBeCloseTo(0.693147, 6);
    expect(jensenShannon([0.9, 0.1], [0.5, 0.5]) / Math.LN2).toBeCloseTo(0.146793, 6);
    expect(jensenShannon([0.9, 0.1], [0.1, 0.9])).toBeCloseTo(0.368064, 6);
  });

  it('is never above its bound from the likeliest alone', () => {
    const random = randomFrom('depth', 'bound');
    const drawn = () => {
      const weights = Array.from({ length: 40 }, () => random.float() ** 6);
      const total = weights.reduce((a, b) => a + b, 0);
      return weights.map((each) => each / total);
    };
    const top = (all: readonly number[], k: number) =>
      new Map(
        all
          .map((p, id) => [id, Math.log(p)] as const)
          .toSorted(([, a], [, b]) => b - a)
          .slice(0, k),
      );
    for (let round = 0; round < 300; round++) {
      const [p, q] = [drawn(), drawn()];
      const exact = jensenShannon(p, q);
      for (const k of [1, 5, 20]) {
        const bound = divergenceBound(top(p, k), top(q, k));
        expect(bound).toBeGreaterThanOrEqual(exact - 1e-9);
        expect(bound).toBeLessThanOrEqual(Math.LN2);
      }
      expect(divergenceBound(top(p, 40), top(q, 40))).toBeCloseTo(exact, 9);
    }
  });
});

describe('layers recorded from the trial model', () => {
  const found = JSON.parse(
    readFileSync(new URL('../../fixtures/references/layers.json', import.meta.url), 'utf8'),
  ) as {
    layers: number[];
    of: number;
    listed: number;
    recorded: { layer: number; lists: number[][] }[];
    divergences: number[][];
    settled: (number | null)[];
  };
  const listOf = (flat: readonly number[]) =>
    new Map(flat.flatMap((token, at) => (at % 2 === 0 ? [[token, flat[at + 1] ?? 0]] : [])));

  it('are as far from the last as was worked out elsewhere, and settle there', () => {
    const last = found.recorded.at(-1);
    const lists = last?.lists ?? [];
    expect([last?.layer, lists.length]).toEqual([found.of, found.divergences.length]);
    expect(lists.every((flat) => flat.length === 2 * found.listed)).toBe(true);
    lists.forEach((flat, token) => {
      const far = found.recorded
        .slice(0, -1)
        .map((each) => divergenceBound(listOf(flat), listOf(each.lists[token] ?? [])));
      far.forEach((own, at) => expect(own).toBeCloseTo(found.divergences[token]?.[at] ?? NaN, 8));
      expect(settledAt(far, found.layers, 0.5)).toBe(found.settled[token]);
    });
  });
});

describe('POSIX', () => {
  it('is as METRICS 3.5 works it out', () => {
    const of = (logprobs: number[][], tokens: number[]) => posixOf({ logprobs, tokens });
    expect(
      of(
        [
          [-2, -6],
          [-4, -3],
        ],
        [4, 3],
      ),
    ).toBeCloseTo(0.75, 9);
    expect(
      of(
        [
          [-2, -1.5],
          [-4, -3],
        ],
        [4, 3],
      ),
    ).toBeCloseTo(0.5, 9);
    expect(of([[-2]], [4])).toBeNull();
    expect(
      of(
        [
          [-2, -6],
          [-4, -3],
        ],
        [0, 3],
      ),
    ).toBeCloseTo(1, 9);
  });
});

describe('which samples vote', () => {
  const sample = (answer: string | null, ratio: number, tokens: number, score = 0) => ({
    ...{ answer, ratio, tokens, score },
  });
  it('is told for the deepest half beside all, a random half and the shortest', () => {
    const samples = [
      sample('right', 0.9, 60, 1),
      sample('right', 0.8, 70, 1),
      sample('wrong', 0.2, 10),
      sample('wrong', 0.1, 10),
    ];
    expect(scoresOf(samples)).toEqual({
      ...{ one: 0.5, majority: 0.5, deepest: 1, shallowest: 0, shortest: 0 },
      // Of six pairs one is all right, one all wrong, four are split.
      random: 0.5,
    });
    expect(savedShare([...samples.slice(2), sample('a', 0, 150), sample('b', 0, 80)])).toBeCloseTo(
      130 / 250,
      9,
    );
    expect(scoresOf([sample(null, 0.5, 3), sample(null, 0.4, 3)]).majority).toBeNull();
  });
});

const prompt = promptFrom(`messages:
  - { role: system, content: Name the capital. Answer with one word. }
  - { role: user, content: 'Country: {{country}}' }
testData: [${Array.from({ length: 10 }, (_, at) => `{ country: C${at} }`).join(', ')}]
`);

/** Ten blocks; a token settles after the block its letter says, and not before. */
const boxOf = (settles: (prompt: string, token: number) => number): WhiteBox => ({
  layers: 10,
  listed: 2,
  tokenised: (messages, answer) =>
    Promise.resolve({
      prompt: [...messages.map(({ content }) => content).join('|')].map(
        (c) => c.codePointAt(0) ?? 0,
      ),
      answer: [...answer].map((c) => c.codePointAt(0) ?? 0),
      texts: [...answer],
    }),
  read: (layer, texts) =>
    Promise.resolve(
      texts.map(({ prompt: given, answer }) => {
        const said = String.fromCodePoint(...given);
        return {
          lists: answer.map((token) =>
            layer >= settles(said, token) ? new Map([[token, -0.01]]) : new Map([[-1, -0.01]]),
          ),
          logprobs: answer.map(() => (said.includes('please') ? -2 : -1)),
        };
      }),
    ),
});

describe('the depth study', () => {
  const answers = () => fakeProvider(() => completion('abcd'));
  it('tells the share of late tokens, where wordings differ, and how likely each makes the others', async () => {
    const whiteBox = () =>
      Promise.resolve(
        boxOf((said, token) => {
          if (/please|thank/i.test(said)) return 10;
          return token === 'a'.codePointAt(0) ? 10 : 2;
        }),
      );
    const endpoint = { ...endpointOn(answers()), whiteBox };
    const { result } = await studied(depth, prompt, endpoint, {
      overrides: { variants: { format: 1, politeness: 1 } },
    });
    const { findings } = result;
    expect(findings.dtr).toMatchObject({ value: 0.25, bound: 'upper', tokens: 40, cases: 10 });
    expect(findings.config).toMatchObject({ g: 0.5, rho: 0.85, logBase: 'e', K: 2, of: 10 });
    const polite = findings.variants.find(({ variant }) => variant === 'politeness-1');
    expect(polite).toMatchObject({ dtr: 1, difference: 0.75 });
    expect(polite?.pHolm).toBeLessThan(0.05);
    expect(findings.variants.find(({ variant }) => variant === 'format-1')).toMatchObject({
      difference: 0,
    });
    expect(findings.answers[0]?.tokens).toEqual([
      { text: 'a', settled: null },
      ...['b', 'c', 'd'].map((text) => ({ text, settled: 2 })),
    ]);
    const { sentence, rows } = depth.words(result, english);
    expect(sentence).toContain('at most 0.25');
    expect(rows.find(({ title }) => title === 'Politeness 1')?.sentence).toContain('later');
    const [shown] = rows.filter(({ shades }) => shades);
    expect(shown?.shades?.map(({ level }) => level)).toEqual([5, 0, 0, 0]);
    expect(renderHtmlPage('', studySection(depth.words(result, english)))).toContain(
      'class="shade-5"',
    );
    expect(() => depth.schema.parse(JSON.parse(JSON.stringify(result)))).not.toThrow();
  });

  it('holds choosing by depth against a majority, where there are samples to choose from', async () => {
    const sampled = promptFrom(`modelParameters: { temperature: 0.8 }
messages: [{ role: user, content: 'Say yes or no: {{q}}' }]
testData: [${Array.from({ length: 12 }, (_, at) => `{ q: Q${at}, expected: 'yes' }`).join(', ')}]
`);
    let calls = 0;
    const provider = fakeProvider(() => completion(['yes', 'no', 'no'][calls++ % 3] ?? ''));
    const whiteBox = () =>
      Promise.resolve(boxOf((_, token) => ('yes'.includes(String.fromCodePoint(token)) ? 10 : 2)));
    const endpoint = { ...endpointOn(provider), whiteBox };
    const { result } = await studied(depth, sampled, endpoint, { overrides: { repeats: 6 } });
    const { think } = result.findings;
    expect(think).toMatchObject({ n: 6, eta: 0.5, prefix: 50, cases: 12 });
    const value = (way: string) => think?.ways.find((each) => each.way === way)?.value;
    expect(value('one')).toBeCloseTo(1 / 3, 1);
    // Of every sample: only the right ones settle late here.
    expect(result.findings.dtr.value).toBeCloseTo(value('one') ?? NaN, 9);
    expect(value('deepest')).toBeGreaterThan(value('majority') ?? 1);
    expect(think?.word).toBe('better');
    expect(depth.words(result, english).sentence).toContain('votes better than all 6 samples');
    await expect(
      studied(depth, prompt, { ...endpoint }, { overrides: { repeats: 40 } }),
    ).rejects.toThrow(/At most 12 samples/);
  });

  it('is not measurable where the model cannot be read, and is never replaced by another number', async () => {
    await expect(studied(depth, prompt, endpointOn(answers()))).rejects.toThrow(
      /Not measurable here: reading the layers of a model needs its file/,
    );
  });
});
