/** What a server does to the same prompt, as a person reads it in a terminal. */

import { PROBE_CELLS } from '../../plan/order.js';
import { oneLine } from '../../text/printable.js';
import type { Serving } from './measure.js';
import type { Colours } from '../../report/terminal.js';
import { count, number } from '../../text/figures.js';

export function renderServing(
  serving: Serving,
  { colours, width }: { colours: Colours; width: number },
): string {
  const { prompt, model, concurrency, stopped, totals, deterministic } = serving;
  const rows = [
    ['Asked twice, alone', serving.alone],
    [`Asked twice, beside others (${concurrency} at once)`, serving.beside],
    ['Asked alone, and beside others', serving.between],
  ] as const;
  const widest = Math.max(...rows.map(([name]) => name.length));
  const paint = { true: colours.green, false: colours.yellow, null: colours.blue };
  return [
    '',
    `${colours.bold(oneLine(prompt.name, width))}  ${colours.dim(prompt.path)}`,
    colours.dim(`${model} · temperature 0 · ${count(totals.completed, 'answer')}`),
    ...(stopped === null ? [] : [colours.yellow('Stopped before the end: what was done by then.')]),
    '',
    paint[`${deterministic}`](colours.bold(sentenceOf(serving))),
    '',
    ...rows.map(([name, row]) => `${name.padEnd(widest)}  ${rowText(row)}`),
    '',
    adviceOf(serving),
  ].join('\n');
}

function rowText({ cells, differ, fromToken }: Serving['alone']): string {
  const differing = `${differ} of ${count(cells, 'cell')} differ`;
  if (differ === 0) return differing;
  return fromToken === null
    ? `${differing}; this endpoint returns no tokens to say from where on`
    : `${differing}, from token ${number(fromToken.median, 0)} on (median; the earliest at ${fromToken.first})`;
}

function sentenceOf({ deterministic, alone, between }: Serving): string {
  if (deterministic === true)
    return 'The same prompt gets the same answer, alone and beside others.';
  if (deterministic === null)
    return `Nothing differed, but ${count(between.cells, 'cell')} cannot tell: ${PROBE_CELLS} would.`;
  return alone.differ === 0
    ? 'The answer to a prompt depends on what else the server is doing.'
    : 'The same prompt gets different answers, even alone.';
}

function adviceOf({ deterministic }: Serving): string {
  if (deterministic === true) return 'Repeats measure nothing here: a test stops them by itself.';
  if (deterministic === null) return 'Add cases, or wordings: --variants 8.';
  return 'Temperature 0 does not take the noise away here: keep the repeats of a test, they measure it.';
}
