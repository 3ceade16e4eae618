/** What a report shows, ready to be drawn: every renderer draws this, so that no two ever disagree. */

import { matrixOf, type MatrixView } from './matrix.js';
import type { Report, ReportEnvelope } from './report.js';
import { BANDS } from './verdict.js';
import {
  count,
  duration,
  interval,
  money,
  number,
  perHundred,
  pValue,
  shotsName,
  thousands,
} from './words.js';

export interface Tile {
  readonly title: string;
  /** The field's own name for it. */
  readonly term: string;
  /** Null: not available, see `detail` for the reason. */
  readonly value: string | null;
  readonly interval: string | null;
  readonly detail: string;
}

export interface ScaleView {
  /** The effect, and the ends of its interval. */
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Right end of the axis: 0.40, or 0.60 for large effects. */
  readonly most: number;
  readonly bands: readonly { readonly name: string; readonly from: number; readonly to: number }[];
  /** The band the effect lies in; null while that cannot be told. */
  readonly band: string | null;
}

export interface ComparisonRow {
  readonly name: string;
  readonly stress: boolean;
  readonly effect: number | null;
  readonly interval: readonly [number, number] | null;
  readonly noise: number | null;
  readonly accuracy: number | null;
}

export interface NumberRow {
  readonly title: string;
  readonly id: string;
  readonly value: string;
  readonly explanation: string;
}

export interface ReportView {
  readonly title: string;
  readonly path: string;
  readonly description: string | null;
  /** Model, temperature, calls, cost, time. */
  readonly facts: readonly string[];
  /** Says that no model was asked, where answers were replayed. */
  readonly recorded: string | null;
  readonly stopped: string | null;
  readonly verdict: Report['verdict'];
  readonly scale: ScaleView | null;
  readonly tiles: readonly Tile[];
  readonly matrix: MatrixView;
  /** The original and each class; empty with one class. */
  readonly classes: readonly ComparisonRow[];
  /** Few-shot configurations; empty with one. */
  readonly shots: readonly ComparisonRow[];
  readonly numbers: readonly NumberRow[];
  readonly gates: readonly {
    readonly text: string;
    readonly result: Report['gates'][number]['result'];
  }[];
  readonly notes: readonly string[];
  readonly footer: string;
}

export function viewOf(report: Report): ReportView {
  const { prompt, models, plan, verdict } = report;
  return {
    title: prompt.name,
    path: prompt.path,
    description: prompt.description,
    facts: factsOf(report),
    recorded: recordedNote(report),
    stopped: stoppedNote(report),
    verdict,
    scale: scaleOf(report),
    tiles: tilesOf(report),
    matrix: matrixOf(report),
    classes: rowsBy(report, 'byClass', (name) => name.charAt(0).toUpperCase() + name.slice(1)),
    shots: shotsRows(report),
    numbers: numbersOf(report),
    gates: report.gates.map(({ metric, limit, bound, value, ci, result }) => ({
      text: `${metric} ${limit} ${number(bound)}: ${value === null ? 'not available' : number(value)}${ci ? ` ${interval(ci)}` : ''}`,
      result,
    })),
    notes: report.notes,
    footer: `Report version ${report.version}, seed ${plan.seed}, ${models[0]?.endpoint ?? ''}, ${report.startedAt}`,
  };
}

export const effectId = ({ comparedBy }: Report) => (comparedBy === 'score' ? 'pss' : 'divergence');

function factsOf({ models, prompt, totals, costUsd, wallMs, usage }: Report): string[] {
  const temperature =
    prompt.temperature === null
      ? 'temperature: provider default'
      : `temperature ${prompt.temperature}`;
  const cached = totals.cached > 0 ? ` (${thousands(totals.cached)} answers from the cache)` : '';
  const tokens = usage.promptTokens + usage.completionTokens;
  return [
    models[0]?.id ?? '',
    temperature,
    `${count(totals.requests, 'call')}${cached}, ${thousands(tokens)} tokens, ${money(costUsd)}`,
    duration(wallMs),
  ];
}

function recordedNote({ models }: Report): string | null {
  const model = models[0];
  if (!model?.recorded) return null;
  return `Recorded answers${model.recordedAt ? ` of ${model.recordedAt.slice(0, 10)}` : ''}: no model was asked.`;
}

const STOPPED = {
  cancelled: 'The run was cancelled: these numbers cover what was done by then.',
  budget: 'The budget was reached: these numbers cover what was done by then.',
  provider: 'The endpoint stopped the run: these numbers cover what was done by then.',
};

function stoppedNote({ stopped, stoppedBecause }: Report): string | null {
  return stopped && [STOPPED[stopped], stoppedBecause].filter(Boolean).join(' ');
}

const BAND_NAMES = ['stable', 'mild', 'sensitive', 'fragile'] as const;

/** Bands are for scores and labels: how far prose may move without harm, no one can say in general. */
function scaleOf(report: Report): ScaleView | null {
  const effect = report.metrics[`${effectId(report)}.excess`];
  if (effect?.value == null || report.comparedBy === 'text' || report.comparedBy === 'json')
    return null;
  const most = effect.value > 0.35 ? 0.6 : 0.4;
  const limits = [0, BANDS.stable, BANDS.mild, BANDS.sensitive, most];
  const bands = BAND_NAMES.map((name, index) => ({
    name,
    from: limits[index] as number,
    to: limits[index + 1] as number,
  }));
  const inside = bands.findLast(({ from }) => (effect.value as number) > from) ?? bands[0];
  return {
    value: effect.value,
    low: effect.ci?.[0] ?? null,
    high: effect.ci?.[1] ?? null,
    most,
    bands,
    band: report.verdict.kind === 'open' ? null : (inside?.name ?? null),
  };
}

export const REASONS: Readonly<Record<string, string>> = {
  'one-variant': 'one variant',
  'one-repeat': 'one repeat',
  'no-gold': 'no expected answers',
  'no-logprobs': 'no token probabilities',
  'no-labels': 'no set of labels',
  empty: 'no answers',
  'n-too-small': 'too few answers',
  deterministic: 'the server gives the same text every time',
  'zero-denominator': 'nothing differs',
};

const reasonOf = (envelope: ReportEnvelope | undefined) =>
  REASONS[envelope?.reason ?? 'empty'] ?? envelope?.reason ?? '';

function tileOf(
  title: string,
  term: string,
  envelope: ReportEnvelope | undefined,
  detail: string,
): Tile {
  if (envelope?.value == null) {
    return { title, term, value: null, interval: null, detail: reasonOf(envelope) };
  }
  return {
    title,
    term,
    value: number(envelope.value),
    interval: envelope.ci ? interval(envelope.ci) : null,
    detail,
  };
}

const basis = ({ n, of }: ReportEnvelope) =>
  of === 'cases' ? count(n, 'case') : `n = ${thousands(n)}`;

function tilesOf(report: Report): Tile[] {
  const { metrics, confidence, plan, deterministic } = report;
  const family = effectId(report);
  const gold = family === 'pss';
  const effect = metrics[`${family}.excess`];
  const noise = metrics[`${family}.within`];
  const accuracy = metrics['accuracy'];
  const p =
    typeof effect?.p === 'number'
      ? pValue(effect.p)
      : effect?.pReason === 'deterministic'
        ? 'same text every time'
        : null;
  const worst = Math.min(
    ...report.variants
      .filter(({ stress, accuracy: own }) => !stress && own !== null)
      .map((each) => each.accuracy as number),
  );
  const joined = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(', ');
  const tiles = [
    tileOf(
      'Wording effect',
      gold ? 'PSS excess' : 'excess divergence',
      effect,
      effect ? joined(p, basis(effect)) : '',
    ),
    tileOf(
      'Noise floor',
      gold ? 'PSS within' : 'same variant asked twice',
      noise,
      noise
        ? joined(
            deterministic ? 'deterministic server' : count(plan.repeats, 'repeat'),
            basis(noise),
          )
        : '',
    ),
    tileOf(
      'Accuracy',
      'mean of all variants',
      accuracy,
      accuracy
        ? joined(basis(accuracy), Number.isFinite(worst) ? `worst ${number(worst)}` : null)
        : '',
    ),
    tileOf(
      'Confidence',
      TIER_NAMES[confidence.tier ?? 'none'],
      confidence.envelope,
      basis(confidence.envelope),
    ),
  ];
  const agreement = metrics['agreement.pairwise'];
  return gold
    ? tiles
    : [
        ...tiles.slice(0, 2),
        tileOf(
          'Agreement',
          'two answers, same reading',
          agreement,
          agreement ? basis(agreement) : '',
        ),
        ...tiles.slice(2),
      ];
}

const TIER_NAMES = {
  answer: 'label probability',
  tokens: 'mean token probability',
  agreement: 'from agreement',
  none: 'not available',
};

function rowsBy(
  report: Report,
  breakdown: 'byClass' | 'byShots',
  nameOf: (id: string) => string,
): ComparisonRow[] {
  const { metrics, variants } = report;
  const family = effectId(report);
  const effects = metrics[`${family}.excess`]?.[breakdown] ?? {};
  return Object.entries(effects).map(([id, effect]) => ({
    name: nameOf(id),
    stress: breakdown === 'byClass' && variants.some((each) => each.class === id && each.stress),
    effect: effect.value,
    interval: effect.ci ?? null,
    noise: metrics[`${family}.within`]?.[breakdown]?.[id]?.value ?? null,
    accuracy: metrics['accuracy']?.[breakdown]?.[id]?.value ?? null,
  }));
}

function shotsRows(report: Report): ComparisonRow[] {
  const others = rowsBy(report, 'byShots', shotsName).sort((a, b) =>
    a.name.localeCompare(b.name, 'en', { numeric: true }),
  );
  if (others.length === 0) return [];
  const { metrics } = report;
  const family = effectId(report);
  const effect = metrics[`${family}.excess`];
  const own: ComparisonRow = {
    name: shotsName(report.plan.shots[0] ?? 'file'),
    stress: false,
    effect: effect?.value ?? null,
    interval: effect?.ci ?? null,
    noise: metrics[`${family}.within`]?.value ?? null,
    accuracy: metrics['accuracy']?.value ?? null,
  };
  return [own, ...others];
}

/** Every other number, explained. Lower is better unless it says otherwise. */
const EXPLANATIONS: readonly (readonly [string, string, string])[] = [
  ['accuracy.original', 'Accuracy of the prompt as it stands', 'what users have today'],
  [
    'pss.cross',
    'Two variants disagree',
    'mean difference in score between two wordings of the same case, noise included (PSS)',
  ],
  [
    'pss.normalised',
    'PSS as a share of its maximum',
    'for comparing runs with different numbers of variants; this ratio is our own',
  ],
  [
    'pss.signalShare',
    'Share of the disagreement that is the wording',
    '1: all of it, 0: all noise',
  ],
  [
    'spread',
    'Best minus worst variant',
    'difference in accuracy; beside it what noise alone would show',
  ],
  ['maxP', 'Best variant', 'accuracy; the best of several looks better than it is'],
  ['avgP', 'Average variant', 'accuracy any reasonable wording would have'],
  [
    'sat',
    'Saturation',
    '1 minus the distance from average to best; 1: it does not matter which wording',
  ],
  ['cps', 'Combined performance score', 'saturation × best variant, higher is better'],
  [
    'pdr',
    'Performance drop',
    'how much less the other wordings reach than the original; negative: they reach more',
  ],
  [
    'cases.worst',
    'Worst wording for each case',
    'mean of the cases’ lowest scores; falls with more variants',
  ],
  [
    'cases.best',
    'Best wording for each case',
    'mean of the cases’ highest scores; grows with more variants',
  ],
  ['cases.sd', 'Spread inside a case', 'standard deviation over variants, mean of the cases'],
  ['divergence.cross', 'Answers of two variants differ', '0: always equal, 1: nothing in common'],
  ['divergence.within', 'Answers of the same variant differ', 'asked twice'],
  ['divergence.excess', 'Difference that is the wording', 'the first minus the second'],
  [
    'sensitivity.entropy',
    'Entropy over the labels',
    '0: one label whatever the wording, 1: all labels equally often',
  ],
  ['agreement.majority', 'Majority', 'share of a case’s most frequent answer, higher is better'],
  ['agreement.pairwise', 'Two answers agree', 'higher is better'],
  [
    'agreement.tarAnswer',
    'Repeats with the same answer',
    'share of wordings and cases, higher is better',
  ],
  [
    'agreement.tarText',
    'Repeats with the same text',
    'share of wordings and cases, higher is better',
  ],
  ['confidence.geoMean', 'Mean token probability', 'geometric mean over the answer'],
  ['confidence.minToken', 'Least likely token', 'the weakest link of an answer'],
  ['confidence.answer', 'Probability of the label', 'among all labels'],
  ['rate.parseFail', 'Unreadable answers', 'no label or value found'],
  ['rate.empty', 'Empty answers', ''],
  ['rate.truncated', 'Answers cut by length', 'scored as they stand'],
  ['rate.error', 'Failed calls', 'left out of every other number'],
];

function numbersOf({ metrics }: Report): NumberRow[] {
  return EXPLANATIONS.flatMap(([id, title, explanation]) => {
    const envelope = metrics[id];
    if (!envelope) return [];
    const value =
      envelope.value === null
        ? `not available (${reasonOf(envelope)})`
        : `${number(envelope.value)}${envelope.ci ? ` ${interval(envelope.ci)}` : ''}`;
    const floor =
      envelope.noiseFloor === undefined ? '' : `; noise alone: ${number(envelope.noiseFloor)}`;
    const percent =
      id.startsWith('rate.') && envelope.value !== null
        ? `; ${perHundred(envelope.value)} % of ${thousands(envelope.n)}`
        : '';
    return [
      { title, id, value, explanation: `${explanation}${floor}${percent}`.replace(/^; /, '') },
    ];
  });
}
