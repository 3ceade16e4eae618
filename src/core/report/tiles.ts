/** The figures a reader sees first. */

import { cellKey } from '../plan/trial.js';
import { reasonOf } from '../words/absence.js';
import { effectId, type Report, type ReportEnvelope } from '../studies/sensitivity/schema.js';
import { interval, number, pValue, thousands } from '../say/figures.js';
import { cases } from '../say/plural.js';
import { english, type Say } from '../say/say.js';
import { repeatsText } from '../words/planWords.js';

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

function tileOf(
  envelope: ReportEnvelope | undefined,
  { title, term, detail }: Caption,
  say: Say,
): Tile {
  if (envelope?.value == null) {
    return {
      title,
      term,
      value: null,
      interval: null,
      exact: false,
      detail: reasonOf(envelope, say),
    };
  }
  return {
    title,
    term,
    value: number(envelope.value, say),
    interval: envelope.ci ? interval(envelope.ci, say) : null,
    exact: envelope.config['deterministic'] === true,
    detail: detail(envelope)
      .filter((part) => part !== null)
      .join(', '),
  };
}

export function tilesOf(report: Report, say: Say = english): Tile[] {
  const { metrics, confidence, plan, deterministic } = report;
  const family = effectId(report);
  const gold = family === 'pss';
  const isOfWords = report.comparedBy === 'text';
  const tile = (envelope: ReportEnvelope | undefined, caption: Caption) =>
    tileOf(envelope, caption, say);
  const basis = (envelope: ReportEnvelope) => basisOf(envelope, say);
  const effect = tile(metrics[`${family}.excess`], {
    title: say('Wording effect'),
    term: gold
      ? say('PSS excess')
      : isOfWords
        ? say('excess divergence of words, whatever their order')
        : say('excess divergence'),
    detail: (envelope) => [significance(envelope, say), basis(envelope)],
  });
  const noise = tile(metrics[`${family}.within`], {
    title: say('Noise floor'),
    term: gold ? say('PSS within') : say('same variant asked twice'),
    detail: (envelope) => [
      deterministic ? sameText(report, say) : repeatsText(plan, say),
      basis(envelope),
    ],
  });
  const agreement = tile(metrics['agreement.pairwise'], {
    title: say('Agreement'),
    term: isOfWords ? say('two answers, same text') : say('two answers, same reading'),
    detail: (envelope) => [basis(envelope)],
  });
  const measured = tile(metrics['accuracy'], {
    title: say('Accuracy'),
    term: say('mean over cases'),
    detail: (envelope) => [basis(envelope), worstVariant(report, say)],
  });
  const accuracy = isUnscored(report)
    ? { ...measured, detail: say('no answer could be scored') }
    : measured;
  const sureness = tile(confidence.envelope, {
    title: say('Confidence'),
    term: TIER_NAMES[confidence.tier ?? 'none'](say),
    detail: (envelope) => [basis(envelope)],
  });
  return gold
    ? [effect, noise, accuracy, sureness]
    : [effect, noise, agreement, accuracy, sureness];
}

/** Whether it is known what is right, and yet no answer has a score: all were cut off, or no judge could be read. */
const isUnscored = ({ cases, checks, metrics }: Report) =>
  (metrics['accuracy']?.value ?? null) === null &&
  (cases.some(({ expected }) => expected !== null) || checks.some(({ run }) => run));

const TIER_NAMES = {
  answer: (say: Say) => say('label probability'),
  tokens: (say: Say) => say('mean token probability'),
  agreement: (say: Say) => say('from agreement'),
  none: (say: Say) => say('not available'),
};

const basisOf = ({ n, of }: ReportEnvelope, say: Say) =>
  of === 'cases' ? cases(n, say) : `n = ${thousands(n, say)}`;

function significance({ p, pReason }: ReportEnvelope, say: Say): string | null {
  if (typeof p === 'number') return pValue(p, say);
  return pReason === 'deterministic' ? say('same text every time') : null;
}

/** For instance `same text 150 of 150 times: at most 0.02` (the rule of three). */
function sameText(report: Report, say: Say): string {
  const cells = Map.groupBy(
    report.outcomes.filter(({ status }) => status === 'completed'),
    cellKey,
  );
  const twice = [...cells.values()].filter(({ length }) => length > 1).length;
  return twice === 0
    ? say('deterministic server')
    : say('same text {n} of {n} times: at most {most}', {
        n: twice,
        most: number(Math.min(1, 3 / twice), say),
      });
}

/** The original's, which is what users have today, and the worst where that is another. */
function worstVariant({ variants }: Report, say: Say): string | null {
  const known = variants.flatMap(({ id, stress, accuracy }) =>
    stress || accuracy === null ? [] : [{ id, accuracy }],
  );
  const original = known.find(({ id }) => id === variants[0]?.id);
  const worst = known.toSorted((a, b) => a.accuracy - b.accuracy)[0];
  if (!worst || known.length < 2) return null;
  return [
    ...(original ? [say('original {value}', { value: number(original.accuracy, say) })] : []),
    ...(original && original.accuracy <= worst.accuracy
      ? []
      : [say('worst {value}', { value: number(worst.accuracy, say) })]),
  ].join(', ');
}
