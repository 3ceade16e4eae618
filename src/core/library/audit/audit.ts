/**
 * What an auditor asks of a prompt, as facts: what it is for, what can go wrong, what was tested against it, and what was not. It
 * claims no conformity with anything.
 */

import { GATE_NAMES, METRIC_TABLE, SHORT_NAMES } from '../../metrics/metricTable.js';
import type { Prompt } from '../../prompt/prompt.js';
import { meanOrNull } from '../../numbers/describe.js';
import type { Report, ReportEnvelope } from '../../studies/sensitivity/schema.js';
import { STUDIES } from '../../studies/studies.js';
import { languageOf } from '../../text/language.js';
import { LANGUAGE_NAMES } from '../../text/languageWords.js';
import type { StudyView } from '../../words/studyView.js';
import type { Change } from '../promptState.js';
import type { FeedbackSummary } from './feedback.js';
import type { RiskFile } from './riskFile.js';

export interface AuditInput {
  readonly prompt: Prompt;
  readonly risk: RiskFile | null;
  /** The last result; null: never tested. */
  readonly report: Report | null;
  /** What changed since that result; null: nothing. */
  readonly stale: Change | null;
  readonly studies: readonly StudyView[];
  /** What people said of answers; null: nobody did. */
  readonly feedback: FeedbackSummary | null;
  /** SHA-256 of every file it rests on, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** What the last audit held; null: this is the first. */
  readonly last: AuditSnapshot | null;
}

/** What a later audit is compared with. */
export interface AuditSnapshot {
  readonly date: string;
  readonly files: Readonly<Record<string, string>>;
  readonly figures: Readonly<Record<string, number>>;
  readonly gaps: readonly string[];
}

export interface RiskCoverage {
  readonly id: string;
  readonly description: string;
  readonly cases: number;
  /** Cases of it in the last result, with their accuracy over all wordings; null without. */
  readonly measured: number;
  readonly accuracy: number | null;
  readonly languages: readonly string[];
}

export interface AuditFigure {
  readonly id: string;
  readonly title: string;
  readonly explanation: string;
  readonly envelope: ReportEnvelope;
}

export interface Threshold {
  readonly metric: string;
  readonly bound: string;
  readonly result: string;
  readonly justification: string | null;
}

export interface Audit extends AuditInput {
  readonly coverage: readonly RiskCoverage[];
  /** Wordings and stress classes of the last result, with how many of each. */
  readonly wordings: readonly (readonly [string, number])[];
  readonly figures: readonly AuditFigure[];
  readonly thresholds: readonly Threshold[];
  readonly gaps: readonly string[];
  readonly changes: readonly string[];
}

const FIGURES = [
  'accuracy',
  'accuracy.original',
  'pss.excess',
  'pss.within',
  'divergence.excess',
  'rate.parseFail',
  'rate.refusal',
  'rate.error',
];

export function auditOf(input: AuditInput): Audit {
  const coverage = coverageOf(input);
  const figures = figuresOf(input.report);
  const thresholds = thresholdsOf(input);
  const gaps = gapsOf(input, { coverage, thresholds });
  return {
    ...input,
    ...{ coverage, figures, thresholds, gaps },
    wordings: wordingsOf(input.report),
    changes: changesSince(input, figures, gaps),
  };
}

function coverageOf({ prompt, risk, report }: AuditInput): RiskCoverage[] {
  const measured = new Map((report?.cases ?? []).map((each) => [each.id, each.accuracy]));
  return (risk?.risks ?? []).map(({ id, description }) => {
    const own = prompt.cases.filter(({ risks }) => risks?.includes(id));
    const found = own.flatMap((each) => measured.get(each.id) ?? []);
    const languages = own.flatMap(
      ({ inputs }) => languageOf(Object.values(inputs).join('\n')) ?? [],
    );
    return {
      ...{ id, description, cases: own.length },
      measured: own.filter((each) => (measured.get(each.id) ?? null) !== null).length,
      accuracy: meanOrNull(found),
      languages: [...new Set(languages)].map((code) => LANGUAGE_NAMES[code]),
    };
  });
}

function wordingsOf(report: Report | null): [string, number][] {
  const others = (report?.variants ?? []).filter(({ class: id }) => id !== 'original');
  return [...Map.groupBy(others, (each) => each.class)].map(([id, own]) => [
    own.some(({ stress }) => stress) ? `${id} (stress)` : id,
    own.length,
  ]);
}

function figuresOf(report: Report | null): AuditFigure[] {
  return METRIC_TABLE.filter(({ id }) => FIGURES.includes(id)).flatMap(
    ({ id, title, explanation }) => {
      const envelope = report?.metrics[id];
      return envelope && envelope.value !== null ? [{ id, title, explanation, envelope }] : [];
    },
  );
}

/** Gates of the prompt with the reasons `risk.yml` gives for them, and limits only it names. */
function thresholdsOf({ risk, report }: AuditInput): Threshold[] {
  const named = risk?.thresholds ?? [];
  const gates = (report?.gates ?? []).map(({ metric, limit, bound, result }): Threshold => ({
    metric,
    bound: `${limit === 'max' ? 'at most' : 'at least'} ${bound}`,
    result,
    justification: named.find((each) => each.metric === metric)?.justification ?? null,
  }));
  const gated = new Set(gates.map(({ metric }) => metric));
  const others = named
    .filter(({ metric }) => !gated.has(metric))
    .map(({ metric, min, max, justification }): Threshold => ({
      metric,
      bound: [
        ...(min === undefined ? [] : [`at least ${min}`]),
        ...(max === undefined ? [] : [`at most ${max}`]),
      ].join(', '),
      result: limitResult(report, metric, { min, max }),
      justification: justification ?? null,
    }));
  return [...gates, ...others];
}

/** A limit that only risk.yml names, held against the last result by its value. */
function limitResult(
  report: Report | null,
  metric: string,
  { min = -Infinity, max = Infinity }: { min?: number | undefined; max?: number | undefined },
): string {
  if (!GATE_NAMES.includes(metric)) return 'no metric has this name';
  const id = SHORT_NAMES[metric] ?? metric;
  const value =
    (id === 'confidence' ? report?.confidence.envelope : report?.metrics[id])?.value ?? null;
  if (value === null) return 'not measured';
  return `${value >= min && value <= max ? 'kept' : 'missed'}: ${value.toFixed(2)}; the last run had no gate for it`;
}

function gapsOf(
  { prompt, risk, report, stale, studies, feedback }: AuditInput,
  { coverage, thresholds }: Pick<Audit, 'coverage' | 'thresholds'>,
): string[] {
  const known = new Set((risk?.risks ?? []).map(({ id }) => id));
  const unknown = new Set(
    prompt.cases.flatMap(({ risks = [] }) => risks.filter((id) => !known.has(id))),
  );
  const done = new Set(studies.map(({ study }) => study));
  const open = STUDIES.filter(({ id, hasGenericCommand }) => hasGenericCommand && !done.has(id));
  return [
    ...(risk ? [] : ['There is no risk.yml: purpose, risks and reviewers are not written down.']),
    ...(risk && risk.risks.length === 0 ? ['risk.yml names no risk.'] : []),
    ...(risk && risk.reviewers.length === 0 ? ['Nobody has reviewed it.'] : []),
    ...coverage
      .filter(({ cases }) => cases === 0)
      .map(({ id }) => `No case tests the risk ${id}: give cases \`risks: [${id}]\`.`),
    ...coverage
      .filter(({ cases, measured }) => cases > 0 && measured < cases)
      .map(
        ({ id, cases, measured }) =>
          `${cases - measured} of ${cases} cases of the risk ${id} were not measured.`,
      ),
    ...[...unknown].map((id) => `Cases name the risk ${id}, which risk.yml does not have.`),
    ...(risk?.risks ?? []).flatMap(({ id, mitigation, owner }) => {
      const missing = [
        ...(owner === undefined ? ['owner'] : []),
        ...(mitigation === undefined ? ['mitigation'] : []),
      ];
      return missing.length > 0 ? [`The risk ${id} has no ${missing.join(' and no ')}.`] : [];
    }),
    ...thresholds
      .filter(({ justification }) => justification === null)
      .map(({ metric }) => `Nobody says why the limit of ${metric} is what it is.`),
    ...thresholds
      .filter(({ result }) => /^(?:missed|failed|no metric|not measured)/.test(result))
      .map(
        ({ metric, bound, result }) =>
          `The limit of ${metric} (${bound}) is not shown to be kept: ${result}.`,
      ),
    ...(report ? [] : ['The prompt was never tested.']),
    ...(feedback ? [] : ['Nobody has rated an answer.']),
    ...(stale ? [`The last result is out of date: ${stale} changed since.`] : []),
    ...open.map(({ question, id }) => `Not tested: ${question} (${id})`),
  ];
}

/** Of a later audit. */
export const snapshotOf = ({ files, figures, gaps }: Audit, date: string): AuditSnapshot => ({
  ...{ date, files, gaps },
  figures: Object.fromEntries(figures.map(({ id, envelope }) => [id, envelope.value ?? 0])),
});

function changesSince(
  { last, files }: AuditInput,
  figures: readonly AuditFigure[],
  gaps: readonly string[],
): string[] {
  if (!last) return [];
  const changed = Object.entries(files).filter(([path, print]) => last.files[path] !== print);
  const gone = Object.keys(last.files).filter((path) => files[path] === undefined);
  const closed = last.gaps.filter((gap) => !gaps.includes(gap));
  return [
    ...changed.map(([path]) => `${path} ${last.files[path] === undefined ? 'is new' : 'changed'}.`),
    ...gone.map((path) => `${path} is gone.`),
    ...figures.flatMap(({ id, title, envelope }) => {
      const before = last.figures[id];
      const now = envelope.value ?? 0;
      return before === undefined || Math.abs(before - now) < 0.005
        ? []
        : [`${title}: ${before.toFixed(2)} → ${now.toFixed(2)}.`];
    }),
    ...closed.map((gap) => `No longer open: ${gap}`),
  ];
}
