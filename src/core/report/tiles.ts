/** The figures a reader sees first. */

import { cellKey } from '../plan/trial.js';
import { reasonOf } from '../words/absence.js';
import { effectId, type Report, type ReportEnvelope } from '../studies/sensitivity/schema.js';
import { count, interval, number, pValue, repeatsText, thousands } from '../words/figures.js';

export interface Tile {
  readonly title: string;
  /** The field's own name for it. */
  readonly term: string;
  /** Null: not available, see `detail` for the reason. */
  readonly value: string | null;
  /** Null where there is none; then `exact` tells whether the value needs one. */
  readonly interval: string | null;
  readonly exact: boolean;
  readonly detail: string;
}

/** What a tile is called, and what it says below its value when there is one. */
interface Caption {
  readonly title: string;
  readonly term: string;
  readonly detail: (envelope: ReportEnvelope) => readonly (string | null)[];
}

function tileOf(envelope: ReportEnvelope | undefined, { title, term, detail }: Caption): Tile {
  if (envelope?.value == null) {
    return { title, term, value: null, interval: null, exact: false, detail: reasonOf(envelope) };
  }
  return {
    title,
    term,
    value: number(envelope.value),
    interval: envelope.ci ? interval(envelope.ci) : null,
    exact: envelope.config['deterministic'] === true,
    detail: detail(envelope)
      .filter((part) => part !== null)
      .join(', '),
  };
}

export function tilesOf(report: Report): Tile[] {
  const { metrics, confidence, plan, deterministic } = report;
  const family = effectId(report);
  const gold = family === 'pss';
  const isOfWords = report.comparedBy === 'text';
  const effect = tileOf(metrics[`${family}.excess`], {
    title: 'Wording effect',
    term: gold
      ? 'PSS excess'
      : isOfWords
        ? 'excess divergence of words, whatever their order'
        : 'excess divergence',
    detail: (envelope) => [significance(envelope), basis(envelope)],
  });
  const noise = tileOf(metrics[`${family}.within`], {
    title: 'Noise floor',
    term: gold ? 'PSS within' : 'same variant asked twice',
    detail: (envelope) => [deterministic ? sameText(report) : repeatsText(plan), basis(envelope)],
  });
  const agreement = tileOf(metrics['agreement.pairwise'], {
    title: 'Agreement',
    term: isOfWords ? 'two answers, same text' : 'two answers, same reading',
    detail: (envelope) => [basis(envelope)],
  });
  const measured = tileOf(metrics['accuracy'], {
    title: 'Accuracy',
    term: 'mean over cases',
    detail: (envelope) => [basis(envelope), worstVariant(report)],
  });
  const accuracy = isUnscored(report) ? { ...measured, detail: UNSCORED } : measured;
  const sureness = tileOf(confidence.envelope, {
    title: 'Confidence',
    term: TIER_NAMES[confidence.tier ?? 'none'],
    detail: (envelope) => [basis(envelope)],
  });
  return gold
    ? [effect, noise, accuracy, sureness]
    : [effect, noise, agreement, accuracy, sureness];
}

const UNSCORED = 'no answer could be scored';

/** Whether it is known what is right, and yet no answer has a score: all were cut off, or no judge could be read. */
const isUnscored = ({ cases, checks, metrics }: Report) =>
  (metrics['accuracy']?.value ?? null) === null &&
  (cases.some(({ expected }) => expected !== null) || checks.some(({ run }) => run));

const TIER_NAMES = {
  answer: 'label probability',
  tokens: 'mean token probability',
  agreement: 'from agreement',
  none: 'not available',
};

const basis = ({ n, of }: ReportEnvelope) =>
  of === 'cases' ? count(n, 'case') : `n = ${thousands(n)}`;

function significance({ p, pReason }: ReportEnvelope): string | null {
  if (typeof p === 'number') return pValue(p);
  return pReason === 'deterministic' ? 'same text every time' : null;
}

/** For instance `same text 150 of 150 times: at most 0.02` (the rule of three). */
function sameText(report: Report): string {
  const cells = Map.groupBy(
    report.outcomes.filter(({ status }) => status === 'completed'),
    cellKey,
  );
  const twice = [...cells.values()].filter(({ length }) => length > 1).length;
  return twice === 0
    ? 'deterministic server'
    : `same text ${twice} of ${twice} times: at most ${number(Math.min(1, 3 / twice))}`;
}

/** The original's, which is what users have today, and the worst where that is another. */
function worstVariant({ variants }: Report): string | null {
  const known = variants.flatMap(({ id, stress, accuracy }) =>
    stress || accuracy === null ? [] : [{ id, accuracy }],
  );
  const original = known.find(({ id }) => id === variants[0]?.id);
  const worst = known.toSorted((a, b) => a.accuracy - b.accuracy)[0];
  if (!worst || known.length < 2) return null;
  return [
    ...(original ? [`original ${number(original.accuracy)}`] : []),
    ...(original && original.accuracy <= worst.accuracy ? [] : [`worst ${number(worst.accuracy)}`]),
  ].join(', ');
}
