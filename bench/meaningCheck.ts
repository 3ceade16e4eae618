/**
 * How well the meaning gate tells rewordings that mean the same from those that do not: precision and recall of each step on
 * the hand-labelled pairs, with a judge that is always right and with the trial model. `npm run bench:meaning`; with
 * `--base-url URL --model ID` another model judges.
 */

import { openAiProvider } from '../src/core/models/openAi.js';
import type { Ask } from '../src/core/ports/model.js';
import { systemClock } from '../src/core/ports/systemClock.js';
import { installTrialModel } from '../src/node/trialModel/install.js';
import { startTrialModel } from '../src/node/trialModel/server.js';
import {
  figuresOf,
  judgePair,
  meaningPairs,
  perfectJudge,
  STEPS,
  type Judged,
} from '../test/support/meaningPairs.js';
import { chatRequestOf } from '../src/core/run/auxiliaryCalls.js';

const say = (text: string) => void process.stdout.write(`${text}\n`);
const valueOf = (name: string) => process.argv[process.argv.indexOf(name) + 1] ?? null;
const given = (name: string) => (process.argv.includes(name) ? valueOf(name) : null);

const shown = (value: number | null) => (value === null ? '   –' : value.toFixed(2));

function tell(title: string, judged: readonly Judged[]): void {
  say(`\n${title}`);
  say('step                   turned down  precision  recall');
  for (const [name, isTurnedDown] of STEPS) {
    const { turnedDown, precision, recall } = figuresOf(judged, isTurnedDown);
    say(
      `${name.padEnd(22)} ${String(turnedDown).padStart(11)}  ${shown(precision).padStart(9)}  ${shown(recall).padStart(6)}`,
    );
  }
  const unreadable = judged.reduce((sum, each) => sum + each.unreadable, 0);
  say(`answers that could not be read: ${unreadable}`);
  for (const kind of ['dropped', 'added', 'negation', 'number', 'label'] as const) {
    const of = judged.filter(({ pair }) => pair.change === kind);
    const byRule = of.filter(({ step }) => step === 'invariants' || step === 'drift').length;
    const found = of.filter(({ step }) => step !== null).length;
    say(
      `  ${kind.padEnd(9)} ${byRule} of ${of.length} found by steps 1 and 2, ${found} by the whole`,
    );
  }
}

const pairs = meaningPairs();
const changed = pairs.filter(({ change }) => change !== null).length;
say(`${pairs.length} pairs, ${changed} of them changed in meaning`);

const byPerfect = await Promise.all(pairs.map((pair) => judgePair(pair, perfectJudge(pair))));
tell('With a judge that is always right', byPerfect);
for (const { pair, step } of byPerfect)
  if (pair.change === null && step !== null) say(`  turned down wrongly: ${pair.id} (${step})`);

const { signal } = new AbortController();
const baseUrl = given('--base-url');
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
  const model = given('--model') ?? server?.model ?? '';
  const ask: Ask = (asking) =>
    provider.complete(chatRequestOf(asking, model, 1), { signal, repeat: 1, omit: new Set() });
  const judged: Judged[] = [];
  for (const pair of pairs) judged.push(await judgePair(pair, ask));
  tell(`With ${model}`, judged);
} finally {
  await server?.stop();
}
