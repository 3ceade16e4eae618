/** What a reader of the report should know: of the wordings, the checks, the calls and the grader. */

import type { Answer } from '../../answers/answer.js';
import { PARAPHRASE } from '../../variants/classes/paraphrase.js';
import type { Plan } from '../../plan/planRun.js';
import type { Prompt } from '../../prompt/prompt.js';
import { completedOf } from '../../run/accounting.js';
import type { Outcome } from '../../run/outcome.js';
import type { ModelVersion } from '../../run/modelVersions.js';
import type { RunFacts } from '../../run/runFacts.js';
import { callNotes, versionNotes } from '../../run/runNotes.js';
import { note, type Note } from '../../text/note.js';
import type { VariantSet } from '../../variants/makeVariants.js';
import { stepCounts } from '../../variants/meaning/rejectionCounts.js';
import { commonProblem, type Evidence } from './evidence.js';
import { headlineShots } from '../../variants/shots/configuration.js';
import { isCounted } from '../../variants/variant.js';
import { scoredAlike } from './scoredAlike.js';
import type { Verdict } from './verdict.js';
import { notRunNotes, type ListedCheck } from './listedChecks.js';

export interface NoteSources {
  readonly wordings: VariantSet;
  readonly evidence: Evidence;
  readonly verdict: Pick<Verdict, 'code'>;
  readonly checks: readonly ListedCheck[];
  readonly versions: readonly ModelVersion[];
  readonly answers?: readonly Answer[];
}

export function notesOf(
  { plan, result, endpoint, auxiliaryNotes }: RunFacts,
  { wordings, evidence, verdict, checks, versions, answers = [] }: NoteSources,
): Note[] {
  return [
    ...mixedNotes(evidence),
    ...endpoint.notes,
    ...variantNotes(wordings, plan.prompt).filter(
      ({ code }) =>
        code !== 'no-expected-answers' ||
        (evidence.comparedBy !== 'score' && !evidence.unreadJudge),
    ),
    ...notRunNotes(checks, plan.cases.length),
    ...plan.notes,
    ...auxiliaryNotes,
    ...graderNotes(evidence, plan),
    ...meaningNotes(result.outcomes, plan),
    ...callNotes(result.outcomes),
    ...readingNotes(answers),
    ...alikeNotes(answers, plan, { ...evidence, code: verdict.code }),
    ...versionNotes(versions),
  ];
}

/**
 * `mixed-cases`: only some cases can be scored. The verdict rests on those, so that both ways to compare are given: by scores, and
 * by the answers of all cases. `unread`: scores are missing because replies of the judge could not be read. Effects as `value`, `low` and `high`; without those that are not known.
 */
function mixedNotes({ comparedBy, scores, unreadJudge }: Evidence): Note[] {
  const answered = scores.cases.filter(({ answers }) => answers > 0);
  const scored = answered.filter(({ accuracy }) => accuracy !== null).length;
  if (comparedBy !== 'score' || scored === 0 || scored === answered.length) return [];
  const figures = (id: string) => {
    const { value = null, ci = null } = scores.metrics[id] ?? {};
    const [low, high] = ci ?? [];
    return Object.entries({ value, low, high }).flatMap(([name, figure]) =>
      typeof figure === 'number' ? [[name, figure] as const] : [],
    );
  };
  return [
    note('mixed-cases', {
      ...{ scored, of: answered.length },
      ...(unreadJudge ? { unread: true } : {}),
      ...{ byScore: figures('pss.excess'), byAnswer: figures('divergence.excess') },
    }),
  ];
}

/** `json-first-of-several`: answers that hold several values, of which the first was read. */
function readingNotes(answers: readonly Answer[]): Note[] {
  const several = answers.filter(({ isFirstOfSeveral }) => isFirstOfSeveral).length;
  return several === 0
    ? []
    : [note('json-first-of-several', { answers: several, of: answers.length })];
}

/**
 * `meanings-compared`: by whom, and how many of its decisions stayed when the answers were asked about in the other order;
 * `meanings-unread`: answers it did not decide about.
 */
function meaningNotes(
  outcomes: readonly Outcome[],
  { comparesMeaning, judge, model }: Plan,
): Note[] {
  if (!comparesMeaning) return [];
  const given = completedOf(outcomes).filter(({ text }) => text.trim() !== '');
  const meanings = given.flatMap(({ meaning }) => meaning ?? []);
  const total = (key: 'asked' | 'again' | 'stayed') =>
    meanings.reduce((sum, each) => sum + (each[key] ?? 0), 0);
  const unread = given.filter(({ meaning }) => (meaning?.of ?? null) === null);
  const unreadable = meanings.filter(({ reply }) => reply !== undefined);
  const example = unreadable[0]?.reply ?? '';
  const [again, stayed] = [total('again'), total('stayed')];
  return [
    ...(meanings.some(({ of, asked }) => of !== null && asked !== undefined)
      ? [
          note('meanings-compared', {
            judge,
            own: judge === model,
            asked: total('asked'),
            again,
            stayed,
          }),
        ]
      : []),
    ...(unread.length > 0
      ? [
          note('meanings-unread', {
            ...{ judge, unread: unread.length, of: given.length, example },
            ...commonProblem(unreadable),
          }),
        ]
      : []),
  ];
}

/** `scored-alike`, beside an all-clear: what counts as right may not be all that matters. */
function alikeNotes(
  answers: readonly Answer[],
  { shots, variants }: Plan,
  { comparedBy, judged, code }: Pick<Evidence, 'comparedBy' | 'judged'> & Pick<Verdict, 'code'>,
) {
  if (comparedBy !== 'score' || judged || (code !== 'stable' && code !== 'no-movement')) return [];
  const counted = new Set(variants.filter(isCounted).map(({ id }) => id));
  const headline = headlineShots(shots);
  const own = answers.filter((each) => each.shots === headline && counted.has(each.variant));
  const cases = scoredAlike(own);
  const of = new Set(own.map((each) => each.case)).size;
  return cases === 0 ? [] : [note('scored-alike', { cases, of })];
}

/** A judged score is worth what its judge is. */
function graderNotes({ judged, unreadJudge, scores }: Evidence, { model, judge }: Plan): Note[] {
  const unread = unreadJudge ? [note('judge-unread', { judge, ...unreadJudge })] : [];
  if (!judged) return unread;
  const agreement = scores.metrics['judge.jss']?.value ?? null;
  return [...unread, note('judged', { judge, own: judge === model, agreement })];
}

/** Of variants that could not be made, wait for a person, or were approved although a rule was against them. */
export function variantNotes(
  { paraphrases, shortfalls, rejections, variants, unused, spare }: VariantSet,
  { cases }: Pick<Prompt, 'cases'>,
): Note[] {
  const rejected = rejections.filter((each) => each.class === PARAPHRASE);
  const passed = [...variants, ...unused, ...spare].filter(
    ({ gate, status }) => gate.entails === true && status !== 'stale',
  );
  const pending = variants.filter(({ status }) => status === 'pending').length;
  // What kept paraphrases from being made is said once.
  const isSaidBefore = shortfalls.some((each) => each.class === PARAPHRASE);
  const says = paraphrases > 0 && !isSaidBefore;
  const stale = unused.filter(({ status }) => status === 'stale').length;
  const broken = variants.filter(
    ({ gate, status }) => status === 'approved' && gate.invariants.length > 0,
  );
  const noGold = cases.length > 0 && cases.every(({ expected }) => expected === null);
  return [
    ...shortfalls.map((each) => note('fewer-variants', { ...each })),
    ...(says && rejected.length > 0
      ? [
          note('paraphrases-rejected', {
            rejected: rejected.length,
            written: rejected.length + passed.length,
            steps: stepCounts(rejected),
          }),
        ]
      : []),
    ...(pending > 0 ? [note('unreviewed', { variants: pending })] : []),
    ...broken.map(({ id, gate }) =>
      note('approved-against-rule', { variant: id, rules: gate.invariants }),
    ),
    ...(says && stale > 0 ? [note('stale-variants', { variants: stale })] : []),
    ...(noGold ? [note('no-expected-answers')] : []),
  ];
}
