/**
 * How well the meaning check tells wordings that mean the same from those that do not: for each step the share of good and of
 * bad ones it rejects, and for the risk its AUROC and the share of bad ones among the 20 % read first. On the project's own
 * pairs and on labeled paraphrases beside the repository, the halves the weights were fitted on and not apart.
 * `npm run bench:meaning`; `-- --judge` also measures the trial model as the judge, `--base-url URL --model ID` another.
 */

import { readFile } from 'node:fs/promises';
import { openAiProvider } from '../src/core/models/openAi.js';
import type { Ask } from '../src/core/ports/model.js';
import { systemClock } from '../src/core/ports/systemClock.js';
import { chatRequestOf } from '../src/core/run/auxiliaryCalls.js';
import { installTrialModel } from '../src/node/trialModel/install.js';
import { startTrialModel } from '../src/node/trialModel/server.js';
import {
  aurocOf,
  foundFirst,
  judgePair,
  labeledPairs,
  longPairs,
  meaningPairs,
  perfectJudge,
  rejectedShares,
  STEPS,
  type Judged,
  type MeaningPair,
} from '../test/support/meaningPairs.js';

const LABELED = '../shared/data/paraphrases-lmentry.csv';
const READ_FIRST = 0.2;

const say = (text: string) => void process.stdout.write(`${text}\n`);
const valueOf = (name: string) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
};
const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(8);

function tell(title: string, judged: readonly Judged[]): void {
  const bad = judged.filter(({ pair }) => pair.change !== null).length;
  say(`\n${title}: ${judged.length} pairs, ${bad} changed in meaning`);
  say('step                 good rejected  bad rejected');
  for (const [name, isRejected] of STEPS) {
    const shares = rejectedShares(judged, isRejected);
    say(`${name.padEnd(22)} ${percent(shares.good)}      ${percent(shares.bad)}`);
  }
  say(
    `2 risk: AUROC ${aurocOf(judged).toFixed(2)}, ${percent(foundFirst(judged, READ_FIRST)).trim()} of the bad among the 20 % read first`,
  );
  const unread = judged.filter(({ entails }) => entails === null).length;
  if (unread > 0) say(`not judged, because a reply could not be read: ${unread}`);
}

const judgedBy = (pairs: readonly MeaningPair[]) =>
  Promise.all(pairs.map((pair) => judgePair(pair, perfectJudge(pair))));

async function measure(title: string, pairs: readonly MeaningPair[]): Promise<readonly Judged[]> {
  const judged = await judgedBy(pairs);
  const [fitted, unseen] = [true, false].map((tuned) =>
    judged.filter(({ pair }) => pair.tuned === tuned),
  ) as [Judged[], Judged[]];
  if (fitted.length > 0) {
    tell(`${title}, fitted half`, fitted);
    tell(`${title}, unseen half`, unseen);
  }
  tell(`${title}, all`, judged);
  if (!process.argv.includes('--list')) return judged;
  for (const { pair, isRejectedByRule } of judged)
    if (pair.change === null && isRejectedByRule) say(`  rejected wrongly: ${pair.id}`);
  return judged;
}

async function measureJudge(): Promise<void> {
  const { signal } = new AbortController();
  const baseUrl = valueOf('--base-url');
  const server =
    baseUrl === null
      ? await startTrialModel({
          files: await installTrialModel({ onProgress: say, signal }),
          signal,
          threads: 2,
        })
      : null;
  try {
    const provider = openAiProvider({
      baseUrl: server?.baseUrl ?? (baseUrl as string),
      apiKey: process.env['OPENAI_API_KEY'] ?? null,
      headers: {},
      timeoutMs: 120_000,
      stream: false,
      fetch,
      clock: systemClock,
    });
    const model = valueOf('--model') ?? server?.model ?? '';
    const ask: Ask = (asking) =>
      provider.complete(chatRequestOf(asking, model, 1), { signal, repeat: 1, omit: new Set() });
    const judged: Judged[] = [];
    for (const pair of meaningPairs()) judged.push(await judgePair(pair, ask));
    tell(`Own pairs, judged by ${model}`, judged);
  } finally {
    await server?.stop();
  }
}

say('With a judge that is always right:');
await measure('Own pairs', meaningPairs());
const long = await measure('Own long prompts', longPairs());
const own = [...(await judgedBy(meaningPairs())), ...long];
say('\nOwn pairs and long prompts, by language: AUROC of the risk');
for (const [language, judged] of Map.groupBy(own, ({ pair }) => pair.language))
  say(`${language.padEnd(6)} ${aurocOf(judged).toFixed(2)}, ${judged.length} pairs`);
const csv = await readFile(LABELED, 'utf8').catch(() => null);
if (csv === null) say(`\n${LABELED} is not there, so public paraphrases were not measured.`);
else await measure('Public paraphrases', labeledPairs(csv));
if (process.argv.includes('--judge') || valueOf('--base-url') !== null) await measureJudge();
