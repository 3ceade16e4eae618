import { number } from '../../say/figures.js';
import { plural } from '../../say/plural.js';
import type { Say } from '../../say/say.js';
import type { StudyView, Tone } from '../../words/studyView.js';
import { framed } from '../framed.js';
import { ENOUGH_CELLS } from './cells.js';
import type { Serving, ServingFindings } from './schema.js';

const TONES: Readonly<Record<string, Tone>> = { true: 'good', false: 'medium', null: 'open' };

export function servingView(serving: Serving, say: Say): StudyView {
  const { findings } = serving;
  const { concurrency, deterministic } = findings;
  const row = (id: 'alone' | 'beside' | 'between', title: string) => ({
    ...{ id, title },
    tone: (findings[id].differ > 0 ? 'medium' : 'none') as Tone,
    sentence: rowText(findings[id], say),
    figures: null,
    line: null,
  });
  return framed(serving, say, {
    title: say('Does the server matter?'),
    sentence: sentenceOf(findings, say),
    tone: TONES[`${deterministic}`] ?? 'open',
    facts: [say('temperature 0')],
    rows: [
      row('alone', say('Asked twice, alone')),
      row('beside', say('Asked twice, beside others ({n} at once)', { n: concurrency })),
      row('between', say('Asked alone, and beside others')),
    ],
    advice: adviceOf(findings, say),
  });
}

const cells = (n: number, say: Say) => plural(say, n, '1 cell', '{n} cells');

function rowText({ cells: compared, differ, fromToken }: ServingFindings['alone'], say: Say) {
  const figures = { differ, cells: cells(compared, say) };
  if (differ === 0) return say('{differ} of {cells} differ', figures);
  return fromToken === null
    ? say('{differ} of {cells} differ; this endpoint returns no tokens to say where', figures)
    : say('{differ} of {cells} differ, from token {median} on (median; the earliest at {first})', {
        ...figures,
        median: number(fromToken.median, say, 0),
        first: fromToken.first,
      });
}

function sentenceOf({ deterministic, alone, between }: ServingFindings, say: Say): string {
  if (deterministic === true)
    return say('The same prompt gets the same answer, alone and beside others.');
  if (deterministic === null)
    return say('Nothing differed, but {cells} cannot decide it: {needed} would.', {
      cells: cells(between.cells, say),
      needed: ENOUGH_CELLS,
    });
  return alone.differ === 0
    ? say('The answer to a prompt depends on what else the server is doing.')
    : say('The same prompt gets different answers, even alone.');
}

function adviceOf({ deterministic }: ServingFindings, say: Say): string {
  if (deterministic === true)
    return say('Repeats measure nothing here: a test stops them by itself.');
  if (deterministic === null) return say('Add cases or variants.');
  return say(
    'Temperature 0 does not remove the noise here: keep the repeats of a test, they measure it.',
  );
}
