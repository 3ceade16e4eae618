import { describe, expect, it } from 'vitest';
import { designVariants } from '../../../src/core/plan/design.js';
import { exampleVectors } from '../../../src/core/plan/exampleVectors.js';
import { resolveRunSettings } from '../../../src/core/plan/runSettings.js';
import type { Embed } from '../../../src/core/ports/model.js';
import { promptFrom } from '../../support/prompts.js';

/** By meaning, `feline` is near to `cat`; by words, `the cat food` is. */
const PROMPT = promptFrom(
  JSON.stringify({
    messages: [{ role: 'user', content: 'Sort {{text}}.' }],
    testData: [
      { text: 'the cat', expected: 'a' },
      { text: 'one feline', expected: 'a' },
      { text: 'the cat food', expected: 'b' },
      { text: 'stocks and bonds', expected: 'b' },
    ],
  }),
);
const DIRECTIONS: Readonly<Record<string, readonly number[]>> = {
  'the cat': [1, 0],
  'one feline': [0.99, 0.1],
  'the cat food': [0.2, 1],
  'stocks and bonds': [-1, 0],
};

function embedder(refuses = false) {
  const asked: string[][] = [];
  const embed: Embed = (texts) => {
    asked.push([...texts]);
    return Promise.resolve(refuses ? [] : texts.map((text) => DIRECTIONS[text] ?? [0, 1]));
  };
  return { embed, asked };
}

const design = async (
  shots: string,
  { embed = null, offers = true }: { embed?: Embed | null; offers?: boolean } = {},
) => {
  const settings = resolveRunSettings(PROMPT, {}, { shots: [shots] });
  return designVariants(PROMPT, settings, {
    endpoint: {
      ...{ model: 'm', price: null, concurrency: 1, recordedAt: null },
      ...(offers ? { embedder: () => Promise.resolve([]) } : {}),
    },
    sources: { frozen: null, ask: null, embedExamples: embed },
  });
};
type Planned = Awaited<ReturnType<typeof design>>;

/** The example of the first case. */
const shownIn = ({ plan }: Planned) => {
  const trial = plan.trials.find(
    ({ case: id, variant }) => id === plan.cases[0]?.id && variant === 'original',
  )!;
  return plan.requestOf(trial).messages[0]?.content;
};
const notesOf = ({ plan }: Planned) => plan.notes;

describe('examples that are chosen by how much they are alike', () => {
  it('are compared by embeddings where there is an embedder, and by words elsewhere', async () => {
    const { embed, asked } = embedder();
    const byMeaning = await design('1/nearest', { embed });
    expect(shownIn(byMeaning)).toBe('Sort one feline.');
    expect(notesOf(byMeaning)).toEqual([{ code: 'examples-alike', params: { by: 'embeddings' } }]);
    expect(asked).toHaveLength(1);
    expect(new Set(asked[0])).toEqual(new Set(Object.keys(DIRECTIONS)));
    const byWords = await design('1/nearest', { embed, offers: false });
    expect(shownIn(byWords)).toBe('Sort the cat food.');
    expect(notesOf(byWords)).toEqual([{ code: 'examples-alike', params: { by: 'words' } }]);
  });

  it('are counted in the plan before anything is embedded', async () => {
    const draft = await design('2/diverse');
    expect(draft.estimate.exampleCalls).toBe(1);
    expect(draft.estimate.calls).toBe(draft.plan.trials.length + 1);
    expect(notesOf(draft)).toEqual([{ code: 'examples-alike', params: { by: 'embeddings' } }]);
    expect((await design('2/diverse', { offers: false })).estimate.exampleCalls).toBe(0);
  });

  it('are compared by words, which is said, where the endpoint refuses', async () => {
    const refused = await design('1/nearest', { embed: embedder(true).embed });
    expect(shownIn(refused)).toBe('Sort the cat food.');
    expect(notesOf(refused)).toEqual([{ code: 'examples-alike', params: { by: 'words' } }]);
  });

  it('make another plan by embeddings than by words', async () => {
    const [one, other] = [
      await design('1/nearest', { embed: embedder().embed }),
      await design('1/nearest', { offers: false }),
    ];
    expect(one.plan.fingerprint).not.toBe(other.plan.fingerprint);
  });

  it('are far from each other by meaning when diverse', async () => {
    const { plan } = await design('2/diverse', { embed: embedder().embed });
    const shown = plan.trials.map((trial) => JSON.stringify(plan.requestOf(trial).messages));
    expect(shown.some((each) => each.includes('stocks'))).toBe(true);
  });
});

describe('other examples', () => {
  it.each(['file', '2', '2/balanced'])('need no embeddings: %s', async (shots) => {
    const { embed, asked } = embedder();
    const planned = await design(shots, { embed });
    expect(asked).toEqual([]);
    expect(planned.estimate.exampleCalls).toBe(0);
    expect(notesOf(planned)).toEqual([]);
  });
});

describe('the embeddings of cases', () => {
  it('are asked for in parts', async () => {
    const { embed, asked } = embedder();
    const cases = Array.from({ length: 130 }, (_, at) => ({
      ...{ id: String(at), inputs: { text: `t${at}` }, expected: null, range: null },
    }));
    const vectors = await exampleVectors({ ...PROMPT, cases: [], examples: [] }, cases, embed);
    expect(vectors?.size).toBe(130);
    expect(asked.map(({ length }) => length)).toEqual([64, 64, 2]);
  });
});
