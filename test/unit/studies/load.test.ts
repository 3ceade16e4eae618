import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../../src/core/numbers/random.js';
import { independentOf, primacy } from '../../../src/core/studies/load/adherence.js';
import { belowTarget } from '../../../src/core/studies/load/measure.js';
import { load } from '../../../src/core/studies/load/load.js';
import {
  fitsOf,
  lineThrough,
  patternOf,
  type Point,
} from '../../../src/core/studies/load/pattern.js';
import { sizesOf, subsetsOf } from '../../../src/core/studies/load/subsets.js';
import { instructionsOf } from '../../../src/core/variants/instructions/instructions.js';
import { english } from '../../../src/core/say/say.js';
import { completion, fakeProvider } from '../../support/fakes.js';
import { promptFrom } from '../../support/prompts.js';
import { endpointOn, studied } from '../../support/studies.js';

describe('the pattern of decay', () => {
  it('is as METRICS 10.4 works it out', () => {
    const line = lineThrough([10, 50, 100, 200, 400], [0.99, 0.95, 0.9, 0.8, 0.6]);
    expect([line.a, line.b]).toEqual([expect.closeTo(1, 9), expect.closeTo(0.001, 9)]);
    const points = [10, 50, 100, 200, 400].map((n, at) => ({
      n,
      adherence: [0.95, 0.78, 0.61, 0.37, 0.14][at] ?? 0,
    }));
    const exponential = fitsOf(points).find(({ code }) => code === 'exponential');
    expect(exponential?.parameters['a']).toBeCloseTo(0.995957, 6);
    expect(exponential?.parameters['tau']).toBeCloseTo(203.526, 3);
    expect(patternOf(points)?.code).toBe('exponential');
  });

  it('is none with four densities, and undetermined where two curves fit alike', () => {
    const flat = (n: number): Point => ({ n, adherence: 0.9 });
    expect(patternOf([1, 2, 3, 4].map(flat))).toBeNull();
    const nearly = [10, 20, 30, 40, 50, 60].map((n) => ({ n, adherence: Math.exp(-n / 2000) }));
    expect(
      patternOf(
        nearly.map((each) => ({ ...each, adherence: Math.round(each.adherence * 50) / 50 })),
      )?.code,
    ).toBe('undetermined');
  });

  it('is undetermined where nothing is followed at any density, or all of it', () => {
    for (const level of [0, 0.02, 1]) {
      const flat = [2, 3, 5, 6, 8, 9, 11, 12].map((n) => ({
        ...{ n, adherence: n === 3 ? Math.max(0, level - 0.02) : level },
      }));
      expect(patternOf(flat)?.code ?? 'undetermined').toBe('undetermined');
    }
  });

  it.each([
    ['linear', (n: number) => 1 - 0.008 * n],
    ['exponential', (n: number) => Math.exp(-n / 25)],
    ['threshold', (n: number) => 0.98 - 0.02 * Math.max(0, n - 60)],
  ] as const)('%s is recovered in 95 %% of 200 simulated responders', (code, at) => {
    const sizes = [5, 10, 20, 30, 40, 50, 60, 75, 90, 100];
    const random = randomFrom('pattern', code);
    let right = 0;
    for (let run = 0; run < 200; run++) {
      const points = sizes.map((n) => {
        const asked = 60 * n;
        let followed = 0;
        for (let each = 0; each < asked; each++) if (random.float() < at(n)) followed += 1;
        return { n, adherence: followed / asked };
      });
      if (patternOf(points)?.best.code === code) right += 1;
    }
    expect(right / 200).toBeGreaterThanOrEqual(0.95);
  });
});

describe('what an answer followed', () => {
  it('favours the first by the factor of METRICS 10.4', () => {
    expect(primacy([6, 33], [12, 33])?.value).toBeCloseTo(2, 9);
    expect(primacy([0, 33], [12, 33])).toMatchObject({ smoothed: true, first: 0.5 / 34 });
    expect(primacy([0, 33], [0, 33])).toBeNull();
  });

  it('would be followed at once as often as the product of the single rates says', () => {
    const answer = (a: boolean, b: boolean) => ({
      ...{ variant: 'v', case: '1', repeat: 1, n: 2, latencyMs: null },
      checked: [
        { id: 'a', place: 0, followed: a, missed: null },
        { id: 'b', place: 1, followed: b, missed: null },
      ],
    });
    // Each in half of the answers, and never together.
    expect(independentOf([answer(true, false), answer(false, true)])).toBe(0.25);
    expect(independentOf([])).toBeNull();
  });
});

const WORDS = [
  'amber',
  'birch',
  'cedar',
  'delta',
  'ember',
  'flint',
  'grove',
  'haven',
  'ivory',
  'jetty',
  'karst',
  'lemon',
];
const TEXT = `messages:
  - role: system
    content: |
      You write about places.

${WORDS.map((word, at) => `      ${at + 1}. Mention the word "${word}".`).join('\n')}
      - Be kind.
  - role: user
    content: 'About {{place}}'
testData: [{ place: Rome }, { place: Oslo }, { place: Lima }]
`;
const prompt = promptFrom(TEXT);
const instructions = instructionsOf(prompt, TEXT);

/** Follows the first eight it is given, and writes the next in the plural. */
const firstEight = () =>
  fakeProvider(({ messages }) => {
    const asked = [...(messages[0]?.content ?? '').matchAll(/"(\w+)"/g)].map(([, word]) => word);
    return completion(`Here: ${asked.slice(0, 8).join(', ')}; ${asked.slice(8, 9).join('')}s.`);
  });

describe('subsets of instructions', () => {
  it('grow in eight steps to all, keep list numbers in place, and hold no other text twice', () => {
    expect(sizesOf(13)).toEqual([2, 3, 5, 7, 8, 10, 11, 13]);
    expect(sizesOf(2)).toEqual([1, 2]);
    const subsets = subsetsOf(prompt, instructions, 1);
    expect(subsets).toHaveLength(24);
    for (const { given, messages } of subsets) {
      const text = messages[0]?.content ?? '';
      expect(new Set(given).size).toBe(given.length);
      const said = [...text.matchAll(/"(\w+)"/g)].map(([, word]) => word);
      const wanted = given
        .map((id) => /"(\w+)"/.exec(instructions.find((each) => each.id === id)?.text ?? '')?.[1])
        .filter((word) => word !== undefined);
      expect(said).toEqual(wanted);
      expect(text).toContain('You write about places.');
      const numbers = [...text.matchAll(/^\s*(\d+)\./gm)].map(([, n]) => Number(n));
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
  });
});

/** Follows what stands first, as many as it can hold, at any place; "ivory" it never manages. */
const forgetful = (holds: number) =>
  fakeProvider(({ messages }) => {
    const asked = [...(messages[0]?.content ?? '').matchAll(/"(\w+)"/g)].map(([, word]) => word);
    return completion(
      asked
        .slice(0, holds)
        .filter((word) => word !== 'ivory')
        .join(', '),
    );
  });
const cases = (n: number) =>
  TEXT.replace(
    /testData:.*/,
    `testData: [${Array.from({ length: n }, (_, at) => `{ place: P${at} }`).join(', ')}]`,
  );

describe('what is tried against what is lost', () => {
  const tried = async (text: string, provider: ReturnType<typeof forgetful>) => {
    const { result } = await studied(load, promptFrom(text), endpointOn(provider), { text });
    const of = (code: string) => result.findings.proposals.find((each) => each.code === code);
    return { result, of, view: load.words(result, english) };
  };

  it('is better where it is, worse or open where it is not, and is the advice only where it is better', async () => {
    const { of, view } = await tried(cases(10), forgetful(8));
    // Eight are followed, whichever stand first, and never ivory: moved there it takes a place. Two halves hold all but it.
    expect(of('lost-first')).toMatchObject({ word: 'worse', now: expect.closeTo(7 / 12, 5) });
    expect(of('split')).toMatchObject({
      word: 'better',
      now: expect.closeTo(11 / 12, 5),
      cases: 10,
    });
    expect(of('merged')).toBeUndefined();
    expect(view.advice).toBe('Split the task into two prompts with half of the instructions each.');
    expect(view.rows.find(({ id }) => id === 'proposal-split')?.sentence).toContain(
      'That is better.',
    );
  });

  it('drops what is asked twice, and says which', async () => {
    const twice = cases(10).replace('Mention the word "lemon"', 'Mention the word "amber"');
    const { of, result } = await tried(twice, forgetful(8));
    expect(of('merged')?.about.map((at) => result.findings.instructions[at]?.text)).toEqual([
      'Mention the word "amber".',
    ]);
  });

  it('is nothing where nothing is lost: no second pass is asked', async () => {
    const { result } = await tried(cases(4).replace(/ivory/g, 'ivy'), forgetful(20));
    expect(result.findings.proposals).toEqual([]);
  });

  it('does not take what comes back by itself for a remedy', async () => {
    const random = randomFrom('load', 'noise');
    const noisy = () =>
      fakeProvider(({ messages }) => {
        const asked = [...(messages[0]?.content ?? '').matchAll(/"(\w+)"/g)];
        return completion(
          asked.flatMap(([, word]) => (random.float() < 0.75 ? [word] : [])).join(' '),
        );
      });
    let wrong = 0;
    for (let run = 0; run < 20; run++) {
      const { result } = await tried(cases(12), noisy());
      if (result.findings.proposals.some(({ word }) => word === 'better')) wrong += 1;
    }
    expect(wrong).toBeLessThanOrEqual(2);
  });
});

describe('instructions that no rule can check', () => {
  it('are graded by a judge where the prompt allows one, as it is written alone', async () => {
    const judged = `${TEXT}sensitivity: { judge: true }\n`;
    const provider = fakeProvider(({ messages }) =>
      completion(/rubric/i.test(messages[0]?.content ?? '') ? 'Score: 4' : 'amber'),
    );
    const { result } = await studied(load, promptFrom(judged), endpointOn(provider), {
      text: judged,
    });
    expect(result.findings.instructions[12]).toMatchObject({ check: null, judged: 0.75 });
    expect(result.findings.instructions[0]?.judged).toBeNull();
    const asked = provider.requests.filter(({ messages }) =>
      /rubric/i.test(messages[0]?.content ?? ''),
    );
    // Three cases, some of them graded again in other words.
    expect(asked.length).toBeGreaterThanOrEqual(3);
    expect(asked.length).toBeLessThanOrEqual(12);
    const { rows } = load.words(result, english);
    expect(rows.find(({ title }) => title === 'Be kind.')?.sentence).toContain(
      'a judge grades it 0.75',
    );
  });
});

describe('the load study', () => {
  it('finds which instructions are lost, from how many on, and that later ones are lost first', async () => {
    const { result } = await studied(load, prompt, endpointOn(firstEight()), { text: TEXT });
    const { findings } = result;
    expect(findings).toMatchObject({ total: 13, checked: 12, conflicts: [] });
    expect(findings.instructions.slice(0, 12).map(({ followed }) => followed)).toEqual([
      ...Array.from({ length: 8 }, () => 1),
      ...Array.from({ length: 4 }, () => 0),
    ]);
    expect(findings.instructions[12]).toMatchObject({ check: null, followed: null });
    expect(findings.joint.value).toBe(0);
    expect(findings.below).toEqual({ target: 0.8, instructions: 10 });
    expect(findings.instructions.every(({ cost }) => cost === null || cost > 0)).toBe(true);
    expect(findings.modifications).toBeGreaterThan(0);
    expect(findings.primacy?.smoothed).toBe(true);
    expect(findings.pattern?.code).toBe('threshold');
    const { sentence, rows } = load.words(result, english);
    expect(sentence).toContain('From 10 instructions on');
    expect(sentence).toMatch(/followed at once in 0 % \[0, \d+\] of the answers/);
    expect(rows.find(({ title }) => title === 'Be kind.')?.sentence).toMatch(/^Not checked: /);
    expect(rows.find(({ title }) => title.includes('"karst"'))?.sentence).toContain(
      'followed in 0 %',
    );
    expect(() => load.schema.parse(JSON.parse(JSON.stringify(result)))).not.toThrow();
  });

  it('says from where on all is lost only where it stays so', () => {
    const curve = (...joints: (number | null)[]) => joints.map((joint, n) => ({ n, joint }));
    expect(belowTarget(curve(1, 0.5, 0.9, 0.7, null, 0.2))).toBe(3);
    expect(belowTarget(curve(0.1, 0.1))).toBe(0);
    expect(belowTarget(curve(0.5, 1))).toBeNull();
    expect(belowTarget([])).toBeNull();
  });

  it('refuses a prompt in which nothing can be looked up, and says what can', async () => {
    const vague = TEXT.replace(/Mention the word "\w+"/g, 'Be nice');
    await expect(
      studied(load, promptFrom(vague), endpointOn(firstEight()), { text: vague }),
    ).rejects.toThrow(/of which 0 can be checked .* At least 2 are needed/);
  });
});
