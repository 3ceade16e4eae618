import { note } from '../../text/note.js';
import { actOf } from '../../answers/actOf.js';
import type { Answer } from '../../answers/answer.js';
import { mean } from '../../numbers/describe.js';
import { meansByCase } from '../../numbers/meansByCase.js';
import { randomFrom } from '../../numbers/random.js';
import { prescribedRefusals } from '../../prompt/prescribedRefusal.js';
import type { Case } from '../../prompt/prompt.js';
import type { Envelope } from '../../score/envelope.js';
import { pairedTest } from '../../score/pairedTest.js';
import { scoreAnswers } from '../../score/scoreAnswers.js';
import { holm } from '../../score/statistics/holm.js';
import type { CompletedOutcome } from '../../run/outcome.js';
import type { Measured } from '../../study.js';
import { answerWords } from '../../text/answerWords.js';
import { absentEnvelope, rateEnvelope } from '../caseEnvelope.js';
import { studyResult } from '../studyResult.js';
import type { ContextDesign } from './design.js';
import { judgedFindings } from './judged.js';
import { PERTURBATIONS, type Perturbation, triedPlaces } from './perturb.js';
import { regrouped, type Regrouped } from './regroup.js';
import {
  averagePrecision,
  ndcgAt,
  precisionAt,
  recallAt,
  reciprocalRank,
  type Ranking,
} from './retrieval.js';
import type { ContextFindings, ContextResult } from './schema.js';

const KS = [1, 3, 5, 10];

export function measureContext({
  design,
  run,
  input,
  answers,
}: Measured<ContextDesign, null>): ContextResult {
  const { perturbed, plan } = design;
  const made = new Set(perturbed.map(({ id }) => id));
  const cases = plan.prompt.cases.filter(({ id }) => !made.has(id));
  const groups = regrouped(input, perturbed);
  const judged = judgedFindings(
    run.result.outcomes.filter(
      (each): each is CompletedOutcome => each.status === 'completed' && !made.has(each.case),
    ),
    groups.original,
    { isJudged: design.isJudged, seed: plan.seed },
  );
  return studyResult('context', run, {
    findings: {
      cases: cases.length,
      labeled: cases.filter(({ relevant }) => relevant !== undefined).length,
      retrieval: retrievalOf(cases, plan.seed),
      answers: {
        accuracy: accuracyOf(groups.original, plan.seed),
        faithfulness: faithfulnessOf(groups.original, cases, plan.seed),
        relevancy: judged.relevancy,
        judged,
      },
      perturbations: perturbationsOf(groups, {
        gold: answers.gold,
        seed: plan.seed,
        refusals: prescribedRefusals(plan.prompt),
      }),
      positions: positionsOf([...groups.original, ...groups.answersOf('position')], design),
    },
    notes:
      design.leftOut > 0
        ? [
            note('cases-without-passages', {
              leftOut: design.leftOut,
              of: design.leftOut + cases.length,
            }),
          ]
        : [],
  });
}

const randomOf = (name: string, seed: number) => randomFrom('context', name, seed);

function retrievalOf(cases: readonly Case[], seed: number): ContextFindings['retrieval'] {
  const rankings = cases.flatMap(({ contexts = [], relevant }): Ranking[] =>
    relevant === undefined ? [] : [{ ranked: contexts.map(({ id }) => id), relevant }],
  );
  const longest = Math.max(1, ...rankings.map(({ ranked }) => ranked.length));
  const ks = KS.filter((k) => k <= longest);
  const over = (name: string, valueOf: (ranking: Ranking) => number | null) =>
    rateEnvelope(
      name,
      rankings.flatMap((each) => valueOf(each) ?? []),
      { random: randomOf(name, seed), reason: 'no-labels' },
    );
  const byK = (name: string, valueOf: (ranking: Ranking, k: number) => number | null) =>
    Object.fromEntries(ks.map((k) => [k, over(`${name}@${k}`, (each) => valueOf(each, k))]));
  return {
    recall: byK('recall', recallAt),
    precision: byK('precision', precisionAt),
    ndcg: byK('ndcg', ndcgAt),
    hitRate: byK('hitRate', (each, k) => {
      const recall = recallAt(each, k);
      return recall === null ? null : recall > 0 ? 1 : 0;
    }),
    mrr: over('mrr', reciprocalRank),
    contextPrecision: over('contextPrecision', averagePrecision),
  };
}

const accuracyOf = (answers: readonly Answer[], seed: number): Envelope =>
  rateEnvelope('accuracy', [...meansByCase(answers, ({ score }) => score).values()], {
    ...{ random: randomOf('accuracy', seed), reason: 'no-gold' },
  });

function faithfulnessOf(
  answers: readonly Answer[],
  cases: readonly Case[],
  seed: number,
): Envelope {
  const known = new Map(
    cases.map(({ id, inputs }) => [id, new Set(answerWords(Object.values(inputs).join(' ')))]),
  );
  const values = meansByCase(answers, ({ case: id, text }) => {
    const words = answerWords(text);
    const own = known.get(id);
    return own && words.length > 0 ? mean(words.map((word) => (own.has(word) ? 1 : 0))) : null;
  });
  return {
    ...rateEnvelope('faithfulness', [...values.values()], {
      ...{ random: randomOf('faithfulness', seed), reason: 'no-labels' },
    }),
    config: { method: 'words in the passages or the question' },
  };
}

function perturbationsOf(
  groups: Regrouped,
  { gold, seed, refusals }: { gold: boolean; seed: number; refusals: readonly string[] },
): ContextFindings['perturbations'] {
  const present = PERTURBATIONS.filter((each) => groups.answersOf(each).length > 0);
  const tests = present.map((each) => accuracyTest(groups, each, seed));
  const adjusted = holm(tests.map((test) => test?.p ?? 1));
  return present.map((each, at) => {
    const test = tests[at] ?? null;
    const own = groups.answersOf(each);
    return {
      class: each,
      effect: effectOf(groups, each, gold),
      accuracy: {
        before: test?.a ?? null,
        now: test?.b ?? null,
        difference: test?.difference ?? null,
        pHolm: test ? (adjusted[at] ?? null) : null,
      },
      cases: test?.n ?? new Set(groups.inputOf(each).answers.map((answer) => answer.case)).size,
      guessed:
        each === 'missing'
          ? mean(own.map(({ text }) => (actOf(text, refusals) === 'answer' ? 1 : 0)))
          : null,
    };
  });
}

function effectOf(groups: Regrouped, of: Perturbation, gold: boolean): Envelope {
  const id = gold ? 'pss.excess' : 'divergence.excess';
  return (
    scoreAnswers(groups.inputOf(of), { only: new Set([id]) }).metrics[id] ??
    absentEnvelope(id, 'empty')
  );
}

/** The mean score of a case under the perturbation against as retrieved. */
function accuracyTest(groups: Regrouped, of: Perturbation, seed: number) {
  const { answers, original } = groups.inputOf(of);
  const before = meansByCase(
    answers.filter(({ variant }) => variant === original),
    ({ score }) => score,
  );
  const changed = answers.filter(({ variant }) => variant !== original);
  // Each change of a case counts the same, however often it was asked.
  const byChange = [...Map.groupBy(changed, ({ variant }) => variant).values()].flatMap((own) =>
    [...meansByCase(own, ({ score }) => score)].map(([id, score]) => ({ case: id, score })),
  );
  const now = meansByCase(byChange, ({ score }) => score);
  const pairs = [...now].flatMap(([id, b]) => {
    const a = before.get(id);
    return a === undefined ? [] : [{ a, b }];
  });
  return pairedTest(pairs, {
    binary: false,
    margin: 0.05,
    random: randomFrom('context', of, seed),
  });
}

/** Of the first relevant passage among the others, in [0,1]; null where none is labeled, or there are no others. */
function placeAsRetrieved({ contexts = [], relevant = [] }: Case): number | null {
  const at = contexts.findIndex(({ id }) => relevant.includes(id));
  const others = contexts.filter(({ id }) => !relevant.includes(id)).length;
  if (at < 0 || others < 2) return null;
  // Between the places that are tried it would be counted as one of them.
  return triedPlaces(others).has(at) ? at / others : null;
}

function positionsOf(
  answers: readonly Answer[],
  { perturbed, plan }: ContextDesign,
): ContextFindings['positions'] {
  const placeOf = new Map([
    ...plan.prompt.cases.map((each) => [each.id, placeAsRetrieved(each)] as const),
    ...perturbed.map(({ id, place }) => [id, place] as const),
  ]);
  const placed = answers.filter((each) => (placeOf.get(each.case) ?? null) !== null);
  const exact = (each: Answer) => placeOf.get(each.case) ?? 0;
  // Lists of several lengths share five places.
  const byPlace = Map.groupBy(placed, (each) => Math.round(exact(each) * 4) / 4);
  return [...byPlace]
    .toSorted(([a], [b]) => a - b)
    .map(([, own]) => ({
      place: mean([...new Set(own.map(({ case: id }) => id))].map((id) => placeOf.get(id) ?? 0)),
      accuracy: accuracyOf(own, plan.seed),
    }));
}
