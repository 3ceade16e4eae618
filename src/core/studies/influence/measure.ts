import { versionsOf } from '../../run/modelVersions.js';
import { versionNotes } from '../../run/runNotes.js';
import { BANDS, SIGNIFICANCE } from '../../score/thresholds.js';
import type { Measured } from '../../study.js';
import type { PromptPart } from '../../variants/promptParts.js';
import { studyResult } from '../studyResult.js';
import type { InfluenceDesign } from './design.js';
import type { PartInfluence } from './partEffects.js';
import type { Influence, InfluenceKind, InfluencePart } from './schema.js';

/** A line for every part of the prompt. */
export function measureInfluence({
  design,
  run,
  answers,
  scores,
}: Measured<InfluenceDesign, readonly PartInfluence[]>): Influence {
  const { plan, result } = run;
  const byVariant = new Map(scores.map((each) => [each.variant, each]));
  return studyResult('influence', run, {
    findings: {
      n: new Set(answers.counted.map((each) => each.case)).size,
      R: result.deterministic ? 1 : plan.repeats,
      comparedBy: answers.shape.kind,
      parts: design.parts.map((part) => lineOf(part, byVariant.get(part.id), plan.prompt.messages)),
    },
    notes: versionNotes(versionsOf(result.outcomes)),
  });
}

function lineOf(
  { id, message, text, range }: PromptPart,
  own: PartInfluence | undefined,
  messages: readonly { readonly role: InfluencePart['role'] }[],
): InfluencePart {
  const effect = own?.effect ?? null;
  return {
    ...{ id, text },
    role: messages[message]?.role ?? 'user',
    line: range?.line ?? null,
    column: range?.column ?? null,
    kind: kindOf(own),
    effect: effect?.value ?? null,
    ...(effect?.reason === undefined ? {} : { reason: effect.reason }),
    ci: effect?.ci ?? null,
    n: effect?.n ?? 0,
    p: effect?.p ?? null,
    pHolm: own?.pHolm ?? null,
    accuracy: own?.accuracy?.difference ?? null,
    accuracyCi: own?.accuracy?.ci ?? null,
    accuracyWith: own?.accuracy?.a ?? null,
    accuracyWithout: own?.accuracy?.b ?? null,
    accuracyPHolm: own?.accuracyPHolm ?? null,
  };
}

/** Without the part, every second answer is another, or accuracy falls or rises by as much. */
const DECISIVE = 0.5;

function kindOf(own: PartInfluence | undefined): InfluenceKind {
  const { value = null, ci, p } = own?.effect ?? {};
  const accuracy =
    own?.accuracy && (own.accuracyPHolm ?? 1) < SIGNIFICANCE
      ? Math.abs(own.accuracy.difference)
      : 0;
  // On a server that always gives the same answer there is nothing to permute: then the interval alone decides.
  const moved =
    typeof p === 'number' ? (own?.pHolm ?? 1) < SIGNIFICANCE : ci !== undefined && ci[0] > 0;
  if ((moved && (value ?? 0) > 0) || accuracy > 0)
    return Math.max(value ?? 0, accuracy) >= DECISIVE ? 'decides' : 'matters';
  if (ci && ci[1] <= BANDS.stable) return 'nothing';
  return value === 0 ? 'unseen' : 'open';
}
