/** Which words matter: one versioned JSON with a line for every part of the prompt, in words a person can act on. */

import * as z from 'zod';
import { fingerprint } from '../prompt/fingerprint.js';
import { scoreInfluence, type PartInfluence } from '../score/influence.js';
import type { PromptPart } from '../variants/promptParts.js';
import { totalsOf, usageOf, type RunFacts } from './accounting.js';
import { observationsOf, scoreInputOf } from './scoreInput.js';
import { BANDS } from './verdict.js';
import { inOneVersion, versionNotes, versionsOf } from './versions.js';
import { count, number } from './words.js';

export const INFLUENCE_VERSION = 1;

/**
 * `decides`: without it, answers change in half of the cases or more; `matters`: they change, beyond noise; `nothing`: the
 * whole interval is at most the limit of what is called stable; `unseen`: none moved, and there are too few cases to rule an
 * effect out; `open`: noise leaves it open.
 */
export const INFLUENCE_KINDS = ['decides', 'matters', 'nothing', 'unseen', 'open'] as const;
export type InfluenceKind = (typeof INFLUENCE_KINDS)[number];

export const influenceSchema = z.object({
  version: z.literal(INFLUENCE_VERSION),
  startedAt: z.string(),
  prompt: z.object({ path: z.string(), name: z.string(), fingerprint: z.string() }),
  model: z.string(),
  /** Cases and repeats the figures cover. */
  n: z.number(),
  R: z.number(),
  deterministic: z.boolean(),
  /** What answers are compared by. */
  comparedBy: z.enum(['label', 'json', 'toolCalls', 'text']),
  totals: z.object({ planned: z.number(), completed: z.number(), failed: z.number() }),
  usage: z.object({ promptTokens: z.number(), completionTokens: z.number() }),
  stopped: z.enum(['cancelled', 'budget', 'provider']).nullable(),
  parts: z.array(
    z.object({
      id: z.string(),
      role: z.enum(['system', 'user', 'assistant']),
      text: z.string(),
      /** 1-based, in the file; null where the file writes the part in another form. */
      line: z.number().nullable(),
      column: z.number().nullable(),
      kind: z.enum(INFLUENCE_KINDS),
      /** How far answers move without it, less what asking twice moves; null where it cannot be computed. */
      effect: z.number().nullable(),
      ci: z.tuple([z.number(), z.number()]).readonly().nullable(),
      p: z.number().nullable(),
      pHolm: z.number().nullable(),
      /** Accuracy without it minus accuracy with it; null without expected answers. */
      accuracy: z.number().nullable(),
      accuracyPHolm: z.number().nullable(),
      sentence: z.string(),
    }),
  ),
  notes: z.array(z.string()),
});

export type Influence = z.infer<typeof influenceSchema>;
export type InfluencePart = Influence['parts'][number];

export function buildInfluence(facts: RunFacts, parts: readonly PromptPart[]): Influence {
  const { plan, result } = facts;
  const { shape, observations: all } = observationsOf(facts);
  const observations = inOneVersion(all, result.outcomes);
  const input = scoreInputOf(facts, observations, shape);
  const byVariant = new Map(scoreInfluence(input).map((each) => [each.variant, each]));
  const { planned, completed, failed } = totalsOf(facts);
  return {
    version: INFLUENCE_VERSION,
    startedAt: facts.startedAt.toISOString(),
    prompt: {
      path: plan.prompt.path,
      name: plan.prompt.name,
      fingerprint: fingerprint(plan.prompt.messages),
    },
    model: plan.model,
    n: new Set(observations.map((each) => each.case)).size,
    R: result.deterministic ? 1 : plan.repeats,
    deterministic: result.deterministic,
    comparedBy: shape.kind,
    totals: { planned, completed, failed },
    usage: usageOf(facts),
    stopped: result.stopped?.kind ?? null,
    parts: parts.map((part) => lineOf(part, byVariant.get(part.id), plan.prompt.messages)),
    notes: [...plan.notes, ...versionNotes(versionsOf(result.outcomes))],
  };
}

function lineOf(
  { id, message, text, range }: PromptPart,
  own: PartInfluence | undefined,
  messages: readonly { readonly role: InfluencePart['role'] }[],
): InfluencePart {
  const effect = own?.effect ?? null;
  const kind = kindOf(own);
  return {
    id,
    role: messages[message]?.role ?? 'user',
    text,
    line: range?.line ?? null,
    column: range?.column ?? null,
    kind,
    effect: effect?.value ?? null,
    ci: effect?.ci ?? null,
    p: effect?.p ?? null,
    pHolm: own?.pHolm ?? null,
    accuracy: own?.accuracy?.difference ?? null,
    accuracyPHolm: own?.accuracy?.pHolm ?? null,
    sentence: sentenceOf(kind, own),
  };
}

const SIGNIFICANT = 0.05;
/** Without the part, every second answer is another. */
const DECISIVE = 0.5;

function kindOf(own: PartInfluence | undefined): InfluenceKind {
  const { value = null, ci, p } = own?.effect ?? {};
  if (value === null) return 'open';
  // A server that always says the same leaves nothing to permute: then the interval alone decides.
  const moved =
    typeof p === 'number' ? (own?.pHolm ?? 1) < SIGNIFICANT : ci !== undefined && ci[0] > 0;
  if (moved && value > 0) return value >= DECISIVE ? 'decides' : 'matters';
  if (ci && ci[1] <= BANDS.stable) return 'nothing';
  return value === 0 ? 'unseen' : 'open';
}

function sentenceOf(kind: InfluenceKind, own: PartInfluence | undefined): string {
  const { value = null, n = 0, ci } = own?.effect ?? {};
  if (value === null) return 'Too little was measured to tell.';
  const moved = `${Math.round(value * 100)} of 100 answers`;
  const accuracy = accuracySentence(kind, own);
  const high = ci ? ` up to ${number(ci[1])}` : '';
  const sentences: Record<InfluenceKind, string> = {
    decides: `Decides: without it ${moved} are others.`,
    matters: `Matters: without it ${moved} are others.`,
    nothing: 'Changes nothing: answers are the same without it.',
    unseen: `No answer moved without it, but ${count(n, 'case')} cannot rule out an effect${high}.`,
    open: `Cannot be told: the effect is ${number(value)}${ci ? `, but it could be anything from ${number(ci[0])} to ${number(ci[1])}` : `, from ${count(n, 'case')}`}.`,
  };
  return [sentences[kind], accuracy].filter((each) => each !== null).join(' ');
}

/** Whether it helps or harms; a difference that may be chance is called that. */
function accuracySentence(kind: InfluenceKind, own: PartInfluence | undefined): string | null {
  const found = own?.accuracy;
  if (!found || kind === 'nothing' || kind === 'unseen') return null;
  const points = Math.abs(Math.round(found.difference * 100));
  if (points === 0) return 'Accuracy is the same without it.';
  const lower = found.difference < 0;
  if (found.pHolm >= SIGNIFICANT)
    return `Accuracy is ${points} points ${lower ? 'lower' : 'higher'} without it, which may be chance.`;
  return lower
    ? `It earns ${points} points of accuracy.`
    : `It costs ${points} points of accuracy.`;
}
