import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../src/core/ports/model.js';
import { firstDifference } from '../../../src/core/studies/serving/cells.js';
import {
  servingSchema,
  type Serving,
  type ServingFindings,
} from '../../../src/core/studies/serving/schema.js';
import { serving as study } from '../../../src/core/studies/serving/serving.js';
import { english } from '../../../src/core/say/say.js';
import { completion } from '../../support/fakes.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';
import { endpointOn, studied } from '../../support/studies.js';

const tokensOf = (text: string) =>
  text.split(/(?= )/).map((each) => ({ text: each, logprob: -0.1, top: [] }));

/** Sixteen cases. */
const TEXT = `${TRIAGE}${Array.from({ length: 8 }, (_, at) => `\n  - { ticket: more ${at}, expected: bug }`).join('')}\n`;
const CELLS = 4 * 16;

/** `answer` is told whether the call is made alone or beside others, and which call of all it is. */
async function serving(
  answer: (alone: boolean, call: number, request: ChatRequest) => string,
  text = TEXT,
) {
  const requests: ChatRequest[] = [];
  let inFlight = 0;
  const provider = {
    ...{ id: 'fake', recorded: false },
    async complete(request: ChatRequest) {
      requests.push(request);
      const call = requests.length;
      inFlight += 1;
      await Promise.resolve();
      inFlight -= 1;
      const answered = answer(call <= 2 * CELLS, call, request);
      return completion(answered, { tokens: tokensOf(answered) });
    },
  };
  const { result } = await studied(
    study,
    promptFrom(text),
    endpointOn(provider, { concurrency: 4 }),
    { overrides: { variants: { format: 1, persona: 1, politeness: 1 } } },
  );
  expect(inFlight).toBe(0);
  return { result: servingSchema.parse(result), requests };
}

describe('the same prompt, alone and beside other requests', () => {
  it('sends every cell four times, to the last byte the same, at temperature 0', async () => {
    const { result, requests } = await serving(() => 'one two');
    const found = result.findings as ServingFindings;
    expect(requests).toHaveLength(CELLS * 4);
    expect(new Set(requests.map((each) => JSON.stringify(each))).size).toBe(CELLS);
    expect(new Set(requests.map(({ temperature }) => temperature))).toEqual(new Set([0]));
    expect(found.deterministic).toBe(true);
    expect(found.between).toEqual({ cells: CELLS, differ: 0, fromToken: null });
  });

  it('leaves it open where too few cells agree', async () => {
    const { result } = await serving(() => 'one two', TRIAGE);
    expect((result.findings as ServingFindings).deterministic).toBeNull();
    expect(study.words(result as Serving, english).sentence).toBe(
      'Nothing differed, but 32 cells cannot decide it: 60 would.',
    );
  });

  it('tells a server that answers by what else it does, and from which token on', async () => {
    const { result } = await serving((alone) => (alone ? 'one two' : 'one three'));
    const found = result.findings as ServingFindings;
    expect(found.alone.differ).toBe(0);
    expect(found.beside.differ).toBe(0);
    expect(found.between).toEqual({
      cells: CELLS,
      differ: CELLS,
      fromToken: { first: 2, median: 2 },
    });
    expect(found.deterministic).toBe(false);
    expect(found.cells[0]).toMatchObject({ differs: ['between'], between: 2, alone: null });
    expect(study.words(result as Serving, english).sentence).toContain(
      'The answer to a prompt depends on what else the server is doing.',
    );
  });

  it('tells a server that never says the same twice', async () => {
    const { result } = await serving((_, call) => `call ${call}`);
    const found = result.findings as ServingFindings;
    expect([found.alone.differ, found.beside.differ, found.between.differ]).toEqual([
      CELLS,
      CELLS,
      CELLS,
    ]);
    expect(study.words(result as Serving, english).sentence).toContain('even alone');
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
