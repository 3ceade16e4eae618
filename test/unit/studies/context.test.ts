import { describe, expect, it } from 'vitest';
import { context } from '../../../src/core/studies/context/context.js';
import { perturbedCases } from '../../../src/core/studies/context/perturb.js';
import {
  averagePrecision,
  ndcgAt,
  precisionAt,
  recallAt,
  reciprocalRank,
} from '../../../src/core/studies/context/retrieval.js';
import { english } from '../../../src/core/say/say.js';
import { completion, fakeProvider } from '../../support/fakes.js';
import { promptFrom } from '../../support/prompts.js';
import { endpointOn, studied } from '../../support/studies.js';

describe('retrieval metrics', () => {
  const ranking = { ranked: ['d1', 'd2', 'd4', 'd9', 'd5'], relevant: ['d1', 'd4', 'd7'] };

  it('are as METRICS 15 works them out', () => {
    expect(precisionAt(ranking, 3)).toBeCloseTo(2 / 3, 12);
    expect(recallAt(ranking, 3)).toBeCloseTo(2 / 3, 12);
    expect(averagePrecision({ ranked: ['a', 'b', 'c'], relevant: ['a', 'c'] })).toBeCloseTo(
      0.833333,
      6,
    );
    expect(reciprocalRank({ ranked: ['x', 'a'], relevant: ['a'] })).toBe(0.5);
    // (1 + 1/log2 4) / (1 + 1/log2 3 + 1/log2 4).
    expect(ndcgAt(ranking, 3)).toBeCloseTo(0.703918, 6);
  });

  it('are none where nothing is relevant, and 0 where nothing relevant was found', () => {
    const none = { ranked: ['a'], relevant: [] };
    expect([
      recallAt(none, 1),
      reciprocalRank(none),
      ndcgAt(none, 1),
      averagePrecision(none),
    ]).toEqual([null, null, null, null]);
    const missed = { ranked: ['a'], relevant: ['b'] };
    expect([
      recallAt(missed, 1),
      reciprocalRank(missed),
      ndcgAt(missed, 1),
      averagePrecision(missed),
    ]).toEqual([0, 0, 0, 0]);
  });
});

const TOWNS = ['Rome', 'Oslo', 'Lima', 'Bern', 'Riga', 'Doha', 'Male', 'Bonn', 'Nice', 'Cork'];
const NAMES = ['Anna', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gus', 'Hana', 'Ivo', 'Jana'];
const rows = TOWNS.map((town, at) => {
  const name = NAMES[at] ?? '';
  const passages = [
    `{ id: a, text: "${name} likes tea. The kettle is on." }`,
    `{ id: b, text: "${name} lives in ${town}. The house is old." }`,
    `{ id: c, text: "Trains are late. ${name} waits." }`,
    `{ id: d, text: "It rains. ${name} stays in." }`,
  ];
  return `  - { q: "${name} lives in which town?", expected: ${town}, contexts: [${passages.join(', ')}], relevant: [b] }`;
});
const TEXT = `messages:
  - role: system
    content: Answer from the passages. If they do not say, answer UNKNOWN.
  - role: user
    content: |-
      {{contexts}}

      {{q}}
testData:
${rows.join('\n')}
`;
const prompt = promptFrom(TEXT);

/** Reads only the last two passages: what stands before them is lost. */
const forgetful = () =>
  fakeProvider(({ messages }) => {
    const asked = messages.at(-1)?.content ?? '';
    const name = /(\w+) lives in which town/.exec(asked)?.[1] ?? '';
    const passages = asked.split('\n\n').slice(0, -1).slice(-2).join('\n');
    return completion(new RegExp(`${name} lives in (\\w+)`).exec(passages)?.[1] ?? 'UNKNOWN');
  });

describe('passages of a case', () => {
  it('are shown one a paragraph with their ids, and are no input that nothing reads', () => {
    const [first] = prompt.cases;
    expect(first?.contexts?.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(first?.relevant).toEqual(['b']);
    expect(first?.inputs['contexts']).toMatch(
      /^\[a\] Anna likes tea\..*\n\n\[b\] Anna lives in Rome\./,
    );
    expect(first?.inputs).not.toHaveProperty('relevant');
  });

  it('are perturbed in every way that makes another list, and in no other', () => {
    const { cases, made } = perturbedCases(prompt.cases.slice(0, 3), 1);
    const classes = new Set(made.map((each) => each.class));
    expect([...classes].toSorted()).toEqual(
      [
        'chunks',
        'contradiction',
        'distractors',
        'duplicates',
        'missing',
        'near-miss',
        'order',
        'position',
      ].toSorted(),
    );
    const byId = new Map(cases.map((each) => [each.id, each]));
    for (const { id, of, class: kind } of made) {
      const own = byId.get(id);
      const base = prompt.cases.find((each) => each.id === of);
      expect(own?.inputs['contexts']).not.toBe(base?.inputs['contexts']);
      expect(own?.inputs['q']).toBe(base?.inputs['q']);
      const holds = own?.contexts?.some(({ text }) => text.includes(base?.expected ?? ''));
      expect(holds).toBe(kind !== 'missing');
    }
  });
});

describe('the context study', () => {
  it('finds what is lost by its place, and what is said without the passage', async () => {
    const { result } = await studied(context, prompt, endpointOn(forgetful()));
    const { findings } = result;
    expect(findings).toMatchObject({ cases: 10, labeled: 10 });
    expect(findings.retrieval.recall['1']?.value).toBe(0);
    expect(findings.retrieval.recall['3']?.value).toBe(1);
    expect(findings.retrieval.mrr.value).toBe(0.5);
    const places = findings.positions.map(({ place, accuracy }) => [place, accuracy.value]);
    expect(places[0]).toEqual([0, 0]);
    expect(places.at(-1)).toEqual([1, 1]);
    const of = (id: string) => findings.perturbations.find((each) => each.class === id);
    expect(of('position')?.effect.value).toBeGreaterThan(0.3);
    expect(of('missing')).toMatchObject({ guessed: 0 });
    expect(of('duplicates')?.accuracy).toMatchObject({ before: 0, now: 1 });
    expect(of('duplicates')?.accuracy.pHolm).toBeLessThan(0.05);
    const { sentence } = context.words(result, english);
    expect(sentence).toMatch(/^\d of 6 changes of the passages move the answers beyond noise/);
    expect(() => context.schema.parse(JSON.parse(JSON.stringify(result)))).not.toThrow();
  });

  it('finds nothing where the place does not matter', async () => {
    const careful = fakeProvider(({ messages }) => {
      const asked = messages.at(-1)?.content ?? '';
      const name = /(\w+) lives in which town/.exec(asked)?.[1] ?? '';
      return completion(new RegExp(`${name} lives in (\\w+)`).exec(asked)?.[1] ?? 'UNKNOWN');
    });
    const { result } = await studied(context, prompt, endpointOn(careful));
    const moved = result.findings.perturbations.filter(({ effect }) => (effect.value ?? 0) > 0);
    expect(moved.map((each) => each.class)).toEqual(['missing']);
    expect(result.findings.positions.every(({ accuracy }) => accuracy.value === 1)).toBe(true);
  });

  it('tells each place by itself, and says nothing of effects that one repeat cannot show', async () => {
    const first = fakeProvider(({ messages }) => {
      const asked = messages.at(-1)?.content ?? '';
      const name = /(\w+) lives in which town/.exec(asked)?.[1] ?? '';
      const [passage = ''] = asked.split('\n\n');
      return completion(new RegExp(`${name} lives in (\\w+)`).exec(passage)?.[1] ?? 'UNKNOWN');
    });
    const { result } = await studied(context, prompt, endpointOn(first), {
      overrides: { repeats: 1 },
    });
    expect(
      result.findings.positions.map(({ place, accuracy }) => [place, accuracy.value, accuracy.n]),
    ).toEqual([
      [0, 1, 10],
      [expect.closeTo(1 / 3, 6), 0, 10],
      [expect.closeTo(2 / 3, 6), 0, 10],
      [1, 0, 10],
    ]);
  });

  it('that cannot be read are told', async () => {
    const odd = promptFrom(TEXT.replace(/contexts: \[\{ id: a[^\]]*\]/, 'contexts: "none"'));
    const { result } = await studied(context, odd, endpointOn(forgetful()));
    expect(context.words(result, english).notes.join('\n')).toContain(
      '1 of 10 cases have no passages that can be read',
    );
  });

  it.each([
    [
      'no passages',
      TEXT.replace(/contexts: \[\{.*\}\], relevant: \[b\]/g, 'note: x'),
      /has passages/,
    ],
    ['no place for them', TEXT.replace('{{contexts}}', 'None.'), /write \{\{contexts\}\}/],
  ])('refuses a prompt with %s', async (_, text, message) => {
    await expect(studied(context, promptFrom(text), endpointOn(forgetful()))).rejects.toThrow(
      message,
    );
  });
});
