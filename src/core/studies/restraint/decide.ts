/**
 * Whether an answer is used or held back. This file imports nothing, so that a program in production can take the very function
 * that was measured: `import { decide } from 'plumbline/decide'`, with the policy that the study's result holds.
 */

export type Action = 'answer' | 'abstain' | 'clarify' | 'fallback' | 'human' | 'cancel';
export type GateName = 'policy' | 'context' | 'cost' | 'goal' | 'confidence';
type Held = Exclude<Action, 'answer'>;

/** As a policy file holds it: plain JSON. */
export interface Policy {
  readonly policy?: readonly {
    readonly name: string;
    readonly pattern: string;
    readonly flags?: string;
    readonly action: Held;
  }[];
  readonly context?: { readonly require: readonly string[]; readonly action: Held };
  readonly cost?: { readonly tokens?: number; readonly usd?: number; readonly action: Held };
  readonly goal?: { readonly statement: string; readonly action: Held };
  readonly confidence?: { readonly min: number; readonly action: Held };
  readonly human?: { readonly when: readonly GateName[] };
}

export interface DecideRequest {
  readonly inputs: Readonly<Record<string, string>>;
  /** Tokens and US dollars the call is expected to take; absent: not known, and not held against it. */
  readonly tokens?: number;
  readonly usd?: number;
  /** Whether somebody found that it pulls against the goal; absent: not looked at. */
  readonly againstGoal?: boolean;
}

export interface DecideAnswer {
  /** In [0,1], in the tier the policy was found with; null: not known, which is not sure. */
  readonly confidence?: number | null;
}

export interface Decision {
  readonly action: Action;
  /** The gate that held it back; null where none did. */
  readonly gate: GateName | null;
  readonly reason: string;
}

/** Gates in order, the first that applies wins. Without an answer, only what can be told before one is asked. Never throws. */
export function decide(policy: Policy, request: DecideRequest, answer?: DecideAnswer): Decision {
  const held = (gate: GateName, action: Held, reason: string): Decision => ({
    action: policy.human?.when.includes(gate) ? 'human' : action,
    ...{ gate, reason },
  });
  for (const { name, pattern, flags, action } of policy.policy ?? []) {
    const found = Object.entries(request.inputs).find(([, value]) =>
      matches(pattern, flags, value),
    );
    if (found) return held('policy', action, `${found[0]} holds what looks like ${name}`);
  }
  const { context, cost, goal, confidence } = policy;
  const missing = context?.require.find((name) => (request.inputs[name] ?? '').trim() === '');
  if (context && missing !== undefined)
    return held('context', context.action, `${missing} is missing`);
  if (cost?.tokens !== undefined && (request.tokens ?? 0) > cost.tokens)
    return held('cost', cost.action, `${request.tokens} tokens are more than ${cost.tokens}`);
  if (cost?.usd !== undefined && (request.usd ?? 0) > cost.usd)
    return held('cost', cost.action, `$${request.usd} is more than $${cost.usd}`);
  if (goal && request.againstGoal === true)
    return held('goal', goal.action, `the request pulls against: ${goal.statement}`);
  if (confidence && answer && (answer.confidence ?? -1) < confidence.min) {
    const known = answer.confidence ?? null;
    return held(
      'confidence',
      confidence.action,
      known === null
        ? 'no confidence is known'
        : `confidence ${Number(known.toFixed(3))} is below ${confidence.min}`,
    );
  }
  return { action: 'answer', gate: null, reason: 'no gate applies' };
}

/** A pattern that is none matches nothing. */
function matches(pattern: string, flags: string | undefined, value: string): boolean {
  try {
    return new RegExp(pattern, flags).test(value);
  } catch {
    return false;
  }
}
