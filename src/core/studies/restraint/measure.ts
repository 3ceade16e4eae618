import { mean } from '../../numbers/describe.js';
import { meansByCase } from '../../numbers/meansByCase.js';
import { randomFrom } from '../../numbers/random.js';
import { rateInterval } from '../../score/statistics/caseIntervals.js';
import type { Measured } from '../../study.js';
import { studyResult } from '../studyResult.js';
import type { RestraintDesign } from './design.js';
import { gateResults, humanShare } from './gates.js';
import { restraintAnswers, type RestraintAnswer } from './judged.js';
import { policyOf } from './policyOf.js';
import type { Restraint, RestraintFindings } from './schema.js';
import { findThreshold, TARGET_RISK } from './threshold.js';

const EXAMPLES = 5;
const LONGEST = 200;

export function measureRestraint({
  design,
  run,
  answers,
  input,
}: Measured<RestraintDesign, null>): Restraint {
  const { restraint, missing, plan } = design;
  const { prompt, variants } = plan;
  const { tier, answers: all } = restraintAnswers(answers.counted, {
    ...{ prompt, variants, labels: input.labels },
    missing: new Set(missing.map(({ id }) => id)),
  });
  const whole = all.filter(({ isMissing }) => !isMissing);
  const wanted = whole.filter(({ expects }) => expects === 'answer');
  const found = findThreshold(wanted, tier, restraint.confidence?.risk ?? TARGET_RISK);
  const policy = policyOf(
    { ...restraint, confidence: restraint.confidence ?? {} },
    found.threshold?.confidence ?? null,
  );
  const gates = gateResults(all, policy);
  const together = gates.find(({ gate }) => gate === 'together');
  const missingContext = missingIn(
    all.filter(({ isMissing }) => isMissing),
    plan.seed,
  );
  return studyResult('restraint', run, {
    findings: {
      ...found,
      missingContext,
      gates,
      human: humanShare(whole, policy),
      policy: { ...policy },
      expectedRates: {
        heldBack: together ? together.heldBack / (together.heldBack + together.acted) : null,
        lowConfidence: lowConfidence(whole, policy.confidence?.min ?? null),
        guessedWithoutContext: missingContext.rate,
      },
    },
    notes: [],
  });
}

function lowConfidence(answers: readonly RestraintAnswer[], min: number | null): number | null {
  const known = answers.filter(({ confidence }) => confidence !== null);
  if (min === null || known.length === 0) return null;
  return known.filter(({ confidence }) => (confidence ?? 0) < min).length / known.length;
}

function missingIn(
  answers: readonly RestraintAnswer[],
  seed: number,
): RestraintFindings['missingContext'] {
  const guesses = answers.filter(({ act }) => act === 'answer');
  const perCase = [...meansByCase(answers, ({ act }) => (act === 'answer' ? 1 : 0)).values()];
  const byVariant = [...Map.groupBy(answers, ({ variant }) => variant)].map(([variant, own]) => ({
    ...{ variant, of: own.length },
    guessed: own.filter(({ act }) => act === 'answer').length,
  }));
  const rates = byVariant.map(({ guessed, of }) => guessed / of);
  return {
    guessed: guesses.length,
    abstained: answers.filter(
      ({ act, text }) => (act === 'abstain' || act === 'human') && text.trim() !== '',
    ).length,
    empty: answers.filter(({ text }) => text.trim() === '').length,
    clarified: answers.filter(({ act }) => act === 'clarify').length,
    of: answers.length,
    rate: perCase.length === 0 ? null : mean(perCase),
    ci: perCase.length === 0 ? null : rateInterval(perCase, randomFrom('restraint', seed)).ci,
    byVariant,
    spread: rates.length < 2 ? null : Math.max(...rates) - Math.min(...rates),
    examples: guesses.slice(0, EXAMPLES).map(({ case: id, variant, text }) => ({
      ...{ case: id, variant },
      text: text.slice(0, LONGEST),
    })),
  };
}
