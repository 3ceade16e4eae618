import type { Measured } from '../../study.js';
import { studyResult } from '../studyResult.js';
import type { RestraintDesign } from './design.js';
import { expectedOf } from './expected.js';
import { conflictsIn, missingIn } from './failures.js';
import { costKnown, gateResults, humanShare, insteadOf } from './gates.js';
import { groundingIn, schemaKept } from './grounding.js';
import { callFacts, restraintAnswers, type RestraintAnswer } from './judged.js';
import { policyOf } from './policyOf.js';
import type { Restraint } from './schema.js';
import { findThreshold, TARGET_RISK } from './threshold.js';

export function measureRestraint({
  design,
  run,
  answers,
  input,
}: Measured<RestraintDesign, null>): Restraint {
  const { restraint, missing, conflicts, judgedContexts, plan } = design;
  const { prompt, variants } = plan;
  const outcomes = run.passes.flatMap((pass) => pass.outcomes);
  const { tier, answers: all } = restraintAnswers(answers.counted, {
    ...{ prompt, variants, labels: input.labels },
    ...{ missing, conflicts },
    callOf: callFacts(outcomes, run.endpoint.price),
  });
  const whole = all.filter((each) => each.missing === null && each.conflict === null);
  const wanted = whole.filter(({ expects }) => expects === 'answer');
  const target = restraint.confidence?.risk ?? TARGET_RISK;
  const found = findThreshold(wanted, tier, { target, seed: plan.seed });
  const policy = policyOf(
    { ...restraint, confidence: restraint.confidence ?? {} },
    found.threshold?.confidence ?? null,
  );
  const gates = gateResults(all, policy);
  const asInUse = gateResults(whole, policy).find(({ gate }) => gate === 'together');
  const missingContext = missingIn(all, plan.seed);
  // A label is no statement that a context could support.
  const grounding = groundingIn(input.labels === null ? whole : [], {
    ...{ prompt, seed: plan.seed },
    required: restraint.context?.require ?? [],
    judge: judgedContexts.size > 0 ? plan.judge : null,
  });
  return studyResult('restraint', run, {
    findings: {
      ...found,
      ...{ missingContext, goalConflict: conflictsIn(all, { policy, seed: plan.seed }) },
      grounding,
      schemaKept: schemaKept(whole, prompt),
      instead: insteadOf(whole, policy),
      gates,
      cost: costKnown(all, policy),
      human: humanShare(whole, policy),
      policy: { ...policy },
      expected: expectedOf(whole, {
        ...{ policy, grounding, seed: plan.seed, outcomes },
      }),
      expectedRates: {
        heldBack: asInUse && whole.length > 0 ? asInUse.heldBack / whole.length : null,
        lowConfidence: lowConfidence(whole, policy.confidence?.min ?? null),
        guessedWithoutContext: missingContext.rate,
        grounded: grounding?.rate ?? null,
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
