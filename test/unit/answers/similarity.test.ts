import { describe, expect, it } from 'vitest';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';
import { endpointOn, tested } from '../../support/studies.js';
import { completion, failure, fakeProvider } from '../../support/fakes.js';
import { viewOf } from '../../../src/core/report/view.js';
import { promptFrom } from '../../support/prompts.js';

const GREETING = `messages:
  - role: user
    content: Greet {{who}}. Be brief.
testData:
  - { who: Ada, expected: hello }
  - { who: Bob, expected: bye }
sensitivity:
  variants: { politeness: 1 }
  checks:
    - { name: meaning, similar: '{{expected}}', threshold: 0.59 }
    - { contains: hello }
`;
/** The worked example of the cosine: .596285. */
const VECTORS: Readonly<Record<string, number[]>> = {
  'hello there': [1, 2, 2],
  hello: [2, 0, 1],
  bye: [0, 0, -1],
};
type Embedder = (texts: readonly string[]) => Promise<number[][]>;
const known: Embedder = (texts) => Promise.resolve(texts.map((text) => VECTORS[text] ?? [0, 1, 0]));

async function run(embedder: Embedder | null, { text = GREETING, says = 'hello there' } = {}) {
  const asked: string[] = [];
  const provider = fakeProvider(() => completion(says));
  const endpoint = endpointOn(provider, {
    ...(embedder
      ? {
          embedder: (texts) => {
            asked.push(...texts);
            return embedder(texts);
          },
        }
      : {}),
  });
  const { report } = await tested(promptFrom(text), endpoint);
  const scores = (id: string) => [
    ...new Set(report.outcomes.filter((each) => each.case === id).map(({ score }) => score)),
  ];
  return { report, asked, scores };
}

describe('a check on meaning', () => {
  it('passes where the cosine is large enough, and decides beside the others', async () => {
    const { report, scores } = await run(known);
    expect(scores('1')).toEqual([1]);
    expect(scores('2')).toEqual([0]);
    expect(report.checks[0]).toEqual({ name: 'meaning', run: true, reason: null, cases: 2 });
    const stricter = GREETING.replace('0.59', '0.6');
    expect((await run(known, { text: stricter })).scores('1')).toEqual([0]);
  });

  it('embeds each text once for all its answers', async () => {
    const text = GREETING.replace('similar:', 'not: true, similar:');
    const { asked, scores } = await run(known, { text });
    // Once more when the run has ended, for the likeness of all answers.
    expect(asked.filter((each) => each === 'bye')).toHaveLength(1);
    expect(asked.filter((each) => each === 'hello there').length).toBeLessThanOrEqual(2);
    expect(scores('2')).toEqual([1]);
  });

  it('is listed as not run where nothing embeds texts, and the other checks decide', async () => {
    for (const embedder of [null, () => Promise.reject(failure('not-found'))]) {
      const { report, scores } = await run(embedder);
      expect(scores('1')).toEqual([1]);
      expect(report.checks[0]).toMatchObject({
        run: false,
        reason: expect.stringContaining('embeddings:'),
      });
      expect(viewOf(report).notes.join(' ')).toContain('Check "meaning" was not run');
    }
    const alone = GREETING.replace('    - { contains: hello }\n', '');
    expect((await run(null, { text: alone })).scores('1')).toEqual([null]);
  });

  it('leaves the other checks standing where a text could not be embedded; an empty one is like nothing', async () => {
    const hole: Embedder = (texts) =>
      Promise.resolve(texts.map((text) => (text === 'hello there' ? [] : [1])));
    expect((await run(hole)).scores('1')).toEqual([1]);
    const alone = GREETING.replace('    - { contains: hello }\n', '');
    expect((await run(hole, { text: alone })).scores('1')).toEqual([null]);
    expect((await run(known, { says: ' ' })).scores('1')).toEqual([0]);
  });
});

describe("promptfoo's similar", () => {
  const checks = (assertion: string) =>
    parsePrompt(
      'promptfooconfig.yaml',
      `prompts: ['Greet {{who}}']\nproviders: [x]\ntests:\n  - vars: { who: Ada }\n    assert: [${assertion}]\n`,
    ).prompt?.cases[0]?.checks;

  it.each([
    ['{ type: similar, value: "Hello, {{who}}" }', { values: ['Hello, Ada'], least: 0.75 }],
    ['{ type: similar:cosine, value: [a, b], threshold: 0.8 }', { values: ['a', 'b'], least: 0.8 }],
    ['{ type: not-similar, value: a }', { values: ['a'], least: 0.75, not: true }],
  ])('%s is a check on meaning', (assertion, check) => {
    expect(checks(assertion)).toMatchObject([{ kind: 'similar', ...check }]);
  });

  it('by another measure is not run, with the reason', () => {
    expect(checks('{ type: similar:dot, value: a }')).toEqual([
      expect.objectContaining({ kind: 'notRun', reason: expect.stringContaining('cosine') }),
    ]);
  });
});
