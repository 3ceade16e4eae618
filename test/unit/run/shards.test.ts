import { describe, expect, it } from 'vitest';
import { hashInt } from '../../../src/core/text/hash.js';
import {
  mergedFacts,
  plannedEndpoint,
  runsOf,
  wholeRun,
} from '../../../src/core/run/shards/mergeShards.js';
import { parseShard } from '../../../src/core/run/shards/shard.js';
import { parseShardFile, type ShardFile } from '../../../src/core/run/shards/shardFile.js';
import { shardWork } from '../../../src/core/run/shards/shardWork.js';
import { resultOf, workOf } from '../../../src/core/study.js';
import { sensitivity } from '../../../src/core/studies/sensitivity/sensitivity.js';
import { completion, failure, fakeProvider } from '../../support/fakes.js';
import { promptFrom } from '../../support/prompts.js';
import { endpointOn, studied, worked } from '../../support/studies.js';

const rows = Array.from(
  { length: 30 },
  (_, index) => `  - { text: t${index}, expected: ${['yes', 'no'][index % 2]} }`,
).join('\n');
const prompt = promptFrom(
  `name: S\nmodel: m\nmodelParameters: { temperature: 0 }\nmessages:\n  - role: user\n    content: |-\n      Read the text. Say yes or no.\n      {{text}}\ntestData:\n${rows}\n`,
);
const OVERRIDES = { variants: { format: 2, persona: 1, politeness: 1 }, stopEarly: false };

/** What is said depends on the request; where the server is noisy, on the repeat too, and one call is refused. */
const endpointOf = (isNoisy: boolean) =>
  endpointOn(
    fakeProvider((request, { repeat }) => {
      const said = JSON.stringify(request.messages);
      if (isNoisy && said.includes('Thank') && said.includes('t7'))
        return failure('content-filter');
      const drawn = hashInt(`${said}${isNoisy ? repeat : ''}`) % 4;
      return completion(drawn === 0 ? 'no' : 'yes');
    }),
  );

async function shardsOf(of: number, isNoisy: boolean) {
  const files: ShardFile[] = [];
  for (let index = 1; index <= of; index++) {
    const work = shardWork(workOf(sensitivity, { prompt, text: '' }), { index, of });
    const { result } = await worked(work, prompt, endpointOf(isNoisy), { overrides: OVERRIDES });
    const [{ file } = {}] = parseShardFile(JSON.stringify(result), `s${index}.json`);
    files.push(file as ShardFile);
  }
  return files;
}

const named = (files: readonly ShardFile[]) =>
  files.map((file) => ({ name: `s${file.shard.index}.json`, file }));

describe('shards of a run', () => {
  for (const isNoisy of [false, true])
    it(`come to what the whole run comes to, on a ${isNoisy ? 'noisy' : 'deterministic'} server`, async () => {
      const whole = await studied(sensitivity, prompt, endpointOf(isNoisy), {
        overrides: OVERRIDES,
      });
      expect(whole.result.deterministic).toBe(!isNoisy);
      expect(whole.result.totals.failed > 0).toBe(isNoisy);
      const files = wholeRun(named((await shardsOf(3, isNoisy)).reverse()));
      const merged = resultOf(sensitivity, whole.design, mergedFacts(whole.design, files));
      expect({ ...merged, wallMs: 0 }).toEqual({ ...whole.result, wallMs: 0 });
    });

  it('know by what examples were chosen, though nothing is embedded to merge them', async () => {
    const embedding = endpointOn(endpointOf(true).provider, {
      embedder: (texts) =>
        Promise.resolve(texts.map((text) => [text.length, hashInt(text) % 7, 1])),
    });
    const overrides = { ...OVERRIDES, shots: ['1/nearest'] };
    const whole = await studied(sensitivity, prompt, embedding, { overrides });
    const work = workOf(sensitivity, { prompt, text: '' });
    const { result } = await worked(shardWork(work, { index: 1, of: 1 }), prompt, embedding, {
      overrides,
    });
    const design = await work.design({
      settings: result.settings,
      endpoint: plannedEndpoint(result),
      sources: { frozen: null, ask: null, model: 'm', embed: null, again: false },
    });
    const merged = resultOf(sensitivity, design, mergedFacts(design, [result]));
    expect(merged.notes).toEqual(whole.result.notes);
    expect(merged.outcomes).toEqual(whole.result.outcomes);
  });

  it('hold their own cases alone, and each of them whole', async () => {
    const [first, second] = (await shardsOf(2, true)) as [ShardFile, ShardFile];
    const casesOf = ({ outcomes }: ShardFile) => new Set(outcomes.map((each) => each.case));
    expect(casesOf(first).size + casesOf(second).size).toBe(30);
    expect([...casesOf(first)].filter((id) => casesOf(second).has(id))).toEqual([]);
    expect(first.outcomes.length).toBe(15 * 5 * 2);
  });

  it('are empty where there are more of them than cases', async () => {
    const one = { ...prompt, cases: prompt.cases.slice(0, 1) };
    const work = workOf(sensitivity, { prompt: one, text: '' });
    const files: ShardFile[] = [];
    for (const index of [1, 2, 3]) {
      const shard = shardWork(work, { index, of: 3 });
      const { result } = await worked(shard, one, endpointOf(true), { overrides: OVERRIDES });
      files.push(result);
    }
    expect(files.map(({ outcomes }) => outcomes.length)).toEqual([10, 0, 0]);
    const whole = await studied(sensitivity, one, endpointOf(true), { overrides: OVERRIDES });
    const merged = mergedFacts(whole.design, wholeRun(named(files)));
    expect(resultOf(sensitivity, whole.design, merged).outcomes).toEqual(whole.result.outcomes);
  });

  it('are told apart by run, and refused where one is missing, there twice, broken off or of another run', async () => {
    const files = await shardsOf(2, true);
    const [first, second] = named(files) as [{ name: string; file: ShardFile }, never];
    expect(runsOf([first, second])).toEqual([[first, second]]);
    expect(() => wholeRun([first])).toThrow('on m: shard 2/2.');
    expect(() => wholeRun([first, first, second])).toThrow(
      's1.json and s1.json are both shard 1/2',
    );
    const other = { ...first, file: { ...first.file, fingerprint: 'x' } };
    expect(() => wholeRun([other, second])).toThrow('not parts of one run');
    const stopped = { kind: 'budget', message: 'The budget of 9 calls is used up.' } as const;
    const broken = { ...first, file: { ...first.file, stopped } };
    expect(() => wholeRun([broken, second])).toThrow('s1.json was broken off: The budget of 9');
  });

  it('are refused after the prompt changed, and where an answer is missing', async () => {
    const whole = await studied(sensitivity, prompt, endpointOf(true), { overrides: OVERRIDES });
    const files = wholeRun(named(await shardsOf(2, true)));
    const [first, second] = files as unknown as [ShardFile, ShardFile];
    const lacking = { ...first, outcomes: first.outcomes.slice(1) };
    expect(() => mergedFacts(whole.design, [lacking, second])).toThrow('hold 299 of 300 answers');
    const changed = { ...whole.design, plan: { ...whole.design.plan, fingerprint: 'new' } };
    expect(() => mergedFacts(changed, files)).toThrow('changed since the shards were run');
  });
});

describe('--shard', () => {
  it('is a part of how many', () => {
    expect(parseShard('2/4')).toEqual({ index: 2, of: 4 });
    for (const wrong of ['0/4', '5/4', '2', '2/', 'a/b', '1/0', '-1/2', '1.5/2'])
      expect(() => parseShard(wrong), wrong).toThrow('for example 2/4');
  });

  it('leaves a file that nothing else passes for', () => {
    for (const wrong of ['', '{}', '[]', '{"version":2}', 'no JSON'])
      expect(() => parseShardFile(wrong, 'x.json'), wrong).toThrow('x.json is not what a shard');
  });
});
