/** Prose is compared by embeddings where an endpoint offers them, between words and a judge (METRICS 12.8). */

import { describe, expect, it } from 'vitest';
import { resolveRunSettings } from '../../../src/core/plan/runSettings.js';
import { embeddingScale, onScale } from '../../../src/core/score/embeddingScale.js';
import { readVectors, vectorLines, NO_VECTORS } from '../../../src/core/run/keptVectors.js';
import { sealed } from '../../../src/core/run/sealedLine.js';
import {
  journalOf,
  overridesOfRun,
  rescore,
} from '../../../src/core/studies/sensitivity/rescore.js';
import { sensitivity } from '../../../src/core/studies/sensitivity/sensitivity.js';
import { verdictWords } from '../../../src/core/studies/sensitivity/verdictWords.js';
import { english } from '../../../src/core/say/say.js';
import type { Answer } from '../../../src/core/answers/answer.js';
import { completion, fakeProvider } from '../../support/fakes.js';
import { promptFrom } from '../../support/prompts.js';
import { endpointOn, memoryStore, studied } from '../../support/studies.js';

const TOPICS = ['tea', 'rain', 'trains', 'bread', 'chess', 'moss', 'glass', 'maps'];
const TEXT = `messages:
  - role: system
    content: You advise people. Be brief. Be kind.
  - role: user
    content: Is {{topic}} worth it?
testData: [${TOPICS.map((topic) => `{ topic: ${topic} }`).join(', ')}]
`;
const prompt = promptFrom(TEXT);

/** Polite wordings are advised against what the others are advised to. */
const provider = () =>
  fakeProvider(({ messages }) => {
    const all = messages.map(({ content }) => content).join(' ');
    const topic = TOPICS.find((each) => all.includes(each)) ?? '';
    const not = all.includes('Thank') ? 'not ' : '';
    return completion(`I would say that ${topic} is ${not}recommended for you.`);
  });

/** Sees the topic, and hardly the "not", as embedders do. */
const vectorOf = (text: string) => [
  ...TOPICS.map((topic) => (text.includes(topic) ? 1 : 0)),
  text.includes('not ') ? 0.1 : 0,
];

async function run() {
  const asked: string[] = [];
  const store = memoryStore();
  const endpoint = endpointOn(provider(), {
    embedder: (texts) => {
      asked.push(...texts);
      return Promise.resolve(texts.map(vectorOf));
    },
  });
  const overrides = { variants: { politeness: 2 }, stopEarly: false } as const;
  const { result } = await studied(sensitivity, prompt, endpoint, { overrides, store });
  return { result, store, asked, endpoint, overrides };
}

describe('prose with an embedder', () => {
  it('is compared by embeddings, and two answers that say the opposite are no all-clear', async () => {
    const { result } = await run();
    expect(result.comparedBy).toBe('embedding');
    expect(result.verdict).toMatchObject({
      code: 'inconclusive',
      params: { reason: 'words-only' },
    });
    expect(verdictWords(result, english).sentence).toMatch(/embeddings.*hardly see a “not”/);
  });

  it('stays so when the run is scored again, and goes on without asking for a vector twice', async () => {
    const { result, store, asked, endpoint, overrides } = await run();
    const journal = await store.findJournal(journalOf(result));
    const again = await rescore({ prompt, text: TEXT }, result, {
      settings: resolveRunSettings(prompt, {}, { ...overrides, ...overridesOfRun(result) }),
      ...{ frozen: null, outcomes: journal?.earlier ?? [], parts: journal?.parts ?? null },
      ...{ price: null, vectors: journal?.vectors ?? NO_VECTORS },
    });
    expect(again.comparedBy).toBe('embedding');
    expect(again.metrics['divergence.cross']).toEqual(result.metrics['divergence.cross']);
    const before = asked.length;
    const resumed = await studied(sensitivity, prompt, endpoint, {
      ...{ overrides, store },
      request: { resume: 'required' },
    });
    expect(resumed.result.comparedBy).toBe('embedding');
    expect(asked.length).toBe(before);
  });

  it('is compared by words where a vector is missing', async () => {
    const endpoint = endpointOn(provider(), {
      embedder: (texts) => Promise.resolve(texts.slice(1).map(vectorOf)),
    });
    const { result } = await studied(sensitivity, prompt, endpoint);
    expect(result.comparedBy).toBe('text');
  });
});

const answer = (part: Partial<Answer>) =>
  ({ variant: 'v', shots: 'file', truncated: false, ...part }) as Answer;

describe('the scale of embeddings', () => {
  const vectors = new Map([
    ['a', [1, 0]],
    ['A', [0.8, 0.6]],
    ['b', [0, 1]],
  ]);

  it('runs from one wording asked twice to answers to different cases', () => {
    const answers = [
      answer({ case: '1', text: 'a' }),
      answer({ case: '1', text: 'A' }),
      answer({ case: '2', text: 'b' }),
    ];
    const scale = embeddingScale(answers, vectors);
    expect(scale?.floor).toBeCloseTo(0.2, 12);
    // Pairs across: a–b is 1 apart, A–b 0.4.
    expect(scale?.unrelated).toBeCloseTo(0.7, 12);
    expect(scale && onScale(scale, 0.45)).toBeCloseTo(0.5, 12);
    expect(scale && onScale(scale, 0.1)).toBe(0);
    expect(scale && onScale(scale, 1.4)).toBe(1);
  });

  it('is none where unrelated answers are no further apart, and with one case', () => {
    const same = [answer({ case: '1', text: 'a' }), answer({ case: '2', text: 'a' })];
    expect(embeddingScale(same, vectors)).toBeNull();
    expect(embeddingScale([answer({ case: '1', text: 'a' })], vectors)).toBeNull();
  });
});

describe('vectors in a journal', () => {
  it('come back as 32-bit floats, and a damaged line costs only its own', () => {
    const vectors = new Map(Array.from({ length: 100 }, (_, at) => [`t${at}`, [at, 0.5]] as const));
    const lines = vectorLines(vectors, NO_VECTORS).map((line) => sealed(line));
    expect(lines).toHaveLength(2);
    expect([...readVectors(lines).values()]).toEqual([...vectors.values()]);
    const damaged = [`${lines[0]?.slice(0, 200)}`, lines[1] ?? ''];
    expect(readVectors(damaged).size).toBe(36);
  });
});

describe('answers that flip a "not" by chance', () => {
  it('are not sent for more cases, which would tell of embeddings again', async () => {
    let calls = 0;
    const flipping = fakeProvider(({ messages }) => {
      const all = messages.map(({ content }) => content).join(' ');
      const topic = TOPICS.find((each) => all.includes(each)) ?? '';
      calls += 1;
      return completion(
        `I would say that ${topic} is ${(calls * 7919) % 13 < 6 ? 'not ' : ''}recommended for you.`,
      );
    });
    const endpoint = endpointOn(flipping, {
      embedder: (texts) => Promise.resolve(texts.map(vectorOf)),
    });
    const { result } = await studied(sensitivity, prompt, endpoint);
    expect(result.verdict.params['reason']).toBe('words-only');
    expect(result.verdict.advice.map(({ code }) => code)).toEqual(['compare-meanings']);
  });
});
