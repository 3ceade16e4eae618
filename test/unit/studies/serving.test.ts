import { describe, expect, it } from 'vitest';
import { createEvaluation } from '../../../src/core/evaluate.js';
import { resolveRunSettings } from '../../../src/core/plan/runSettings.js';
import type { ChatRequest } from '../../../src/core/ports/model.js';
import { firstDifference, servingSchema } from '../../../src/core/studies/serving/measure.js';
import { renderServing } from '../../../src/core/studies/serving/words.js';
import { measureServing, prepareServing } from '../../../src/core/studies/serving/design.js';
import { completion, fakeClock, fakeProvider } from '../../support/fakes.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';

const plain = {
  bold: String,
  dim: String,
  red: String,
  green: String,
  yellow: String,
  blue: String,
};
const tokensOf = (text: string) =>
  text.split(/(?= )/).map((each) => ({ text: each, logprob: -0.1, top: [] }));

/** `answer` is told how many calls are in flight at most, and which call of all it is. */
async function serving(
  answer: (concurrency: number, call: number, request: ChatRequest) => string,
) {
  const prompt = promptFrom(TRIAGE);
  const settings = resolveRunSettings(
    prompt,
    {},
    { variants: { format: 1, persona: 1, politeness: 1 } },
  );
  const requests: ChatRequest[] = [];
  const evaluationOf = (concurrency: number) => {
    const provider = fakeProvider((request, _, call) => {
      requests.push(request);
      const text = answer(concurrency, call, request);
      return completion(text, { tokens: tokensOf(text) });
    });
    return createEvaluation(
      {
        endpoint: { provider, model: 'm', price: null, concurrency, recordedAt: null },
        cache: null,
        clock: fakeClock(),
        signal: new AbortController().signal,
        frozen: null,
      },
      settings.budget,
    );
  };
  const alone = evaluationOf(1);
  const preparation = await prepareServing(alone, prompt, settings);
  const found = await measureServing(
    preparation,
    { alone, beside: () => evaluationOf(4), concurrency: 4 },
    { onOutcome: () => undefined },
  );
  return { found: servingSchema.parse(found), requests };
}

describe('the same prompt, alone and beside other requests', () => {
  it('sends every cell four times, to the last byte the same, at temperature 0', async () => {
    const { found, requests } = await serving(() => 'one two');
    expect(requests).toHaveLength(4 * 8 * 4);
    expect(new Set(requests.map((each) => JSON.stringify(each))).size).toBe(4 * 8);
    expect(new Set(requests.map(({ temperature }) => temperature))).toEqual(new Set([0]));
    expect(found.deterministic).toBe(true);
    expect(found.between).toEqual({ cells: 32, differ: 0, fromToken: null });
  });

  it('tells a server that answers by what else it does, and from which token on', async () => {
    const { found } = await serving((concurrency) => (concurrency === 1 ? 'one two' : 'one three'));
    expect(found.alone.differ).toBe(0);
    expect(found.beside.differ).toBe(0);
    expect(found.between).toEqual({ cells: 32, differ: 32, fromToken: { first: 2, median: 2 } });
    expect(found.deterministic).toBe(false);
    expect(found.cells[0]).toMatchObject({ differs: ['between'], between: 2, alone: null });
    expect(renderServing(found, { colours: plain, width: 90 })).toContain(
      'The answer to a prompt depends on what else the server is doing.',
    );
  });

  it('tells a server that never says the same twice', async () => {
    const { found } = await serving((concurrency, call) => `${concurrency} ${call}`);
    expect([found.alone.differ, found.beside.differ, found.between.differ]).toEqual([32, 32, 32]);
    expect(renderServing(found, { colours: plain, width: 90 })).toContain('even alone');
  });

  it('finds the first token that differs, the end of the shorter one included', () => {
    const answer = (text: string) => ({ text, tokens: tokensOf(text) });
    expect(firstDifference(answer('a b c'), answer('a b d'))).toBe(3);
    expect(firstDifference(answer('a b'), answer('a b c'))).toBe(3);
    expect(firstDifference(answer('a b'), answer('a b'))).toBeNull();
    expect(firstDifference({ text: 'a', tokens: null }, answer('b'))).toBeNull();
    expect(firstDifference(undefined, answer('b'))).toBeNull();
  });
});
