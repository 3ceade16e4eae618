import { interval, number, signedNumber, withInterval } from '../../say/figures.js';
import { listSaid } from '../../say/listSaid.js';
import { capitalised, caseSaid } from '../../say/caseWords.js';
import { cases } from '../../say/plural.js';
import type { Say } from '../../say/say.js';
import type { StudyView, Tone } from '../../words/studyView.js';
import { framed } from '../framed.js';
import type { Drift, DriftFindings } from './schema.js';

const TONES: Readonly<Record<DriftFindings['verdict'], Tone>> = {
  drifted: 'bad',
  unchanged: 'good',
  'too-early': 'open',
};
/** Answers shown. */
const MOST_ROWS = 20;

export function driftView(drift: Drift, say: Say): StudyView {
  const { findings } = drift;
  const { changed, verdict } = findings;
  return framed(drift, say, {
    title: say('Did the model change?'),
    sentence: [sentenceOf(findings, say), ...renamedText(findings, say)].join(' '),
    tone: TONES[verdict],
    facts: [say('baseline of {date}', { date: findings.measuredAt.slice(0, 10) })],
    rows: changed.slice(0, MOST_ROWS).map(({ case: id, before, now }) => ({
      ...{ id, title: capitalised(caseSaid(id, say)), tone: 'medium' as Tone },
      sentence: say('“{before}” then, “{now}” now', {
        before: before ?? say('no answer'),
        now: now ?? say('no answer'),
      }),
      ...{ figures: null, line: null },
    })),
    advice: adviceOf(findings, say),
  });
}

function sentenceOf(
  { verdict, accuracy, difference, cases: compared, of, margin }: DriftFindings,
  say: Say,
) {
  if (accuracy.before === null || accuracy.now === null || !difference)
    return say('No case could be compared.');
  const { value, ci } = difference;
  const figures = {
    before: number(accuracy.before, say),
    now: number(accuracy.now, say),
    difference: differenceText(value, ci, say),
    cases: cases(compared, say),
    of,
    margin: number(margin, say),
  };
  if (verdict === 'drifted')
    return say(
      'The model drifted: accuracy {before} then, {now} now on the same {cases} ({difference}).',
      figures,
    );
  return verdict === 'unchanged'
    ? say(
        'Unchanged within {margin}: accuracy {before} then, {now} now on the same {cases} ({difference}).',
        figures,
      )
    : say(
        'Too early to tell after {cases} of {of}: accuracy {before} then, {now} now on these cases ({difference}).',
        figures,
      );
}

/** With as many digits as it takes to see on which side of 0 the interval ends. */
function differenceText(value: number, [low, high]: readonly [number, number], say: Say): string {
  const isHidden = [low, high].some((end) => end !== 0 && Math.abs(end) < 0.005);
  return isHidden
    ? `${signedNumber(value, say)} ${interval([low, high], say, 3)}`
    : withInterval(signedNumber(value, say), [low, high], say);
}

function renamedText({ renamed, model, versions }: DriftFindings, say: Say): string[] {
  if (!renamed) return [];
  return model.before === model.now
    ? [
        say('The endpoint names another version: {before} then, {now} now.', {
          before: listSaid(versions.before, say),
          now: listSaid(versions.now, say),
        }),
      ]
    : [say('It was accepted on {before}, and asked on {now}.', model)];
}

function adviceOf({ verdict }: DriftFindings, say: Say): string | null {
  if (verdict === 'drifted')
    return say('Test the prompt again, and accept the new result or go back to the earlier model.');
  return verdict === 'too-early' ? say('More cases would tell.') : null;
}
