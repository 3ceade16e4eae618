/** What a reader of any result should know about its calls. */

import { note, type Note } from '../text/note.js';
import { completedOf } from './accounting.js';
import type { ModelVersion } from './modelVersions.js';
import type { FailedOutcome, Outcome } from './outcome.js';

/** Of its calls, whatever was asked: those that failed, that were cut, and what came with the answers. */
export const callNotes = (outcomes: readonly Outcome[]): Note[] => [
  ...failureNotes(outcomes),
  ...truncationNotes(outcomes),
  ...contentNotes(outcomes),
  ...usageNotes(outcomes),
];

/**
 * `failed-calls`: how many of how many, in which variants, and why; `no-answer-variant`: a variant whose calls all failed, which
 * no number covers; `no-answer-cases`: the same for cases.
 */
export function failureNotes(outcomes: readonly Outcome[]): Note[] {
  const tried = outcomes.filter(({ status }) => status !== 'skipped');
  const failed = outcomes.filter((each) => each.status === 'failed');
  if (failed.length === 0) return [];
  const counted = (key: (each: FailedOutcome) => string) =>
    [...Map.groupBy(failed, key)]
      .map(([name, some]) => [name, some.length] as const)
      .toSorted((a, b) => b[1] - a[1]);
  const [message] = counted(({ error }) => error).map(([text]) => text);
  const cases = unansweredIn(tried, (each) => each.case);
  return [
    note('failed-calls', {
      failed: failed.length,
      tried: tried.length,
      variants: counted(({ variant }) => variant),
      reasons: counted(reasonOf),
      message: message ?? null,
    }),
    ...unansweredIn(tried, ({ variant }) => variant).map(([variant, own]) =>
      note('no-answer-variant', { variant, calls: own.length }),
    ),
    ...(cases.length > 0
      ? [
          note('no-answer-cases', {
            cases: cases.map(([id]) => id),
            left: new Set(tried.map((each) => each.case)).size - cases.length,
          }),
        ]
      : []),
  ];
}

/** Variants of which every call failed. */
export const unansweredVariants = (outcomes: readonly Outcome[]): string[] =>
  unansweredIn(
    outcomes.filter(({ status }) => status !== 'skipped'),
    ({ variant }) => variant,
  ).map(([variant]) => variant);

/** Groups without any answer; none where nothing at all was answered. */
function unansweredIn(tried: readonly Outcome[], key: (each: Outcome) => string) {
  const groups = [...Map.groupBy(tried, key)];
  const without = groups.filter(([, own]) => own.every(({ status }) => status === 'failed'));
  return without.length === groups.length ? [] : without;
}

/** `HTTP 500`, or the kind of failure. */
const reasonOf = ({ failure, httpStatus }: FailedOutcome): string =>
  failure === 'content-filter' || failure === 'too-long' || httpStatus === undefined
    ? (failure ?? 'unknown')
    : `HTTP ${httpStatus}`;

/** `content-left-out`: kinds of content beside the text of answers. */
function contentNotes(outcomes: readonly Outcome[]): Note[] {
  const partly = completedOf(outcomes).filter(({ leftOut }) => leftOut !== undefined);
  const kinds = new Set(partly.flatMap(({ leftOut = [] }) => leftOut));
  return kinds.size === 0
    ? []
    : [note('content-left-out', { answers: partly.length, kinds: [...kinds] })];
}

/** `truncated-answers`: cut by their limit of tokens; `unfinished-reasoning`: cut before they began. */
export function truncationNotes(outcomes: readonly Outcome[]): Note[] {
  const completed = completedOf(outcomes);
  const cut = completed.filter(({ finishReason }) => finishReason === 'length');
  const unbegun = cut.filter(({ text }) => text.trim() === '');
  const of = completed.length;
  return [
    ...(unbegun.length > 0 ? [note('unfinished-reasoning', { answers: unbegun.length, of })] : []),
    ...(cut.length > unbegun.length
      ? [note('truncated-answers', { answers: cut.length - unbegun.length, of })]
      : []),
  ];
}

/** `empty-answers`: most answers are empty, though not cut. What is compared then is mostly nothing with nothing. */
export function emptyNotes(outcomes: readonly Outcome[]): Note[] {
  const completed = completedOf(outcomes).filter(({ finishReason }) => finishReason !== 'length');
  const empty = completed.filter(({ text }) => text.trim() === '').length;
  const of = completed.length;
  return empty > of / 2 ? [note('empty-answers', { answers: empty, of })] : [];
}

/** `estimated-usage`, where the endpoint reports none. */
const usageNotes = (outcomes: readonly Outcome[]): Note[] =>
  completedOf(outcomes).some(({ usage }) => usage?.estimated) ? [note('estimated-usage')] : [];

/** `model-changed`, with the answers of each version, where there are several. */
export function versionNotes(versions: readonly ModelVersion[]): Note[] {
  const [main, ...others] = versions;
  if (!main || others.length === 0) return [];
  return [
    note('model-changed', {
      counted: main.version,
      versions: versions.map(({ version, answers }) => [version, answers] as const),
    }),
  ];
}
