/** What each gate would have done with the answers of the run: by the function that runs in production. */

import { decide, type GateName, type Policy } from './decide.js';
import { requestOf, type RestraintAnswer } from './judged.js';
import { EXAMPLES, exampleText } from './examples.js';
import type { RestraintFindings, RestraintMatrix } from './schema.js';

type GateResult = RestraintFindings['gates'][number];

const GATES: readonly GateName[] = ['policy', 'context', 'cost', 'goal', 'confidence'];

/** Each gate of the policy alone, the model's own restraint, and all of it. */
export function gateResults(answers: readonly RestraintAnswer[], policy: Policy): GateResult[] {
  const byItself = (answer: RestraintAnswer) => answer.act !== 'answer';
  // That a request pulls against the goal has to be found by a program: here by one that finds every such request.
  const by = (own: Policy) => (answer: RestraintAnswer) =>
    decide(
      own,
      { ...requestOf(answer), againstGoal: answer.conflict !== null },
      { confidence: answer.confidence },
    ).action !== 'answer';
  const byAll = by(policy);
  const cost = costKnown(answers, policy);
  const isKnown = !cost || (cost.tokens ?? 0) + (cost.usd ?? 0) > 0;
  const present = GATES.filter(
    (gate) => policy[gate] !== undefined && (gate !== 'cost' || isKnown),
  );
  return [
    ...present.map((gate) => resultOf(gate, answers, by({ [gate]: policy[gate] }))),
    resultOf('model', answers, byItself),
    ...(present.length > 0
      ? [resultOf('together', answers, (answer) => byItself(answer) || byAll(answer))]
      : []),
  ];
}

/** Each once; answers arrive in any order. */
const named = (ids: readonly string[]): string[] =>
  [...new Set(ids)].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));

/** Answers whose tokens and dollars are known, where the gate on cost has a limit on them; null: there is no such gate. */
export function costKnown(
  answers: readonly RestraintAnswer[],
  { cost }: Policy,
): NonNullable<RestraintFindings['cost']> | null {
  if (!cost) return null;
  const known = (key: 'tokens' | 'usd') =>
    cost[key] === undefined ? null : answers.filter((each) => each.cost[key] !== null).length;
  return { tokens: known('tokens'), usd: known('usd'), of: answers.length };
}

/**
 * Right is what the case wants: an answer that is right, or, of a case that cannot be answered, none. A model that holds back
 * what could be answered does so wrongly.
 */
function resultOf(
  gate: GateResult['gate'],
  answers: readonly RestraintAnswer[],
  holds: (answer: RestraintAnswer) => boolean,
): GateResult {
  const behind: Record<keyof RestraintMatrix, string[]> = {
    ...{ actedRight: [], actedWrong: [], heldRight: [], heldWrong: [] },
  };
  const { actedRight, actedWrong, heldRight, heldWrong } = behind;
  let heldBack = 0;
  for (const answer of answers) {
    const isHeld = holds(answer);
    if (isHeld) heldBack += 1;
    const wouldBeRight = isRightToUse(answer, isHeld);
    if (wouldBeRight !== null)
      behind[`${isHeld ? 'held' : 'acted'}${wouldBeRight ? 'Right' : 'Wrong'}`].push(answer.case);
  }
  const matrix: RestraintMatrix = {
    actedRight: actedRight.length,
    actedWrong: actedWrong.length,
    heldRight: heldRight.length,
    heldWrong: heldWrong.length,
  };
  return {
    ...{ gate, acted: answers.length - heldBack, heldBack, matrix },
    wrongly: matrix.actedWrong + matrix.heldRight,
    cases: {
      actedRight: named(actedRight),
      actedWrong: named(actedWrong),
      heldRight: named(heldRight),
      heldWrong: named(heldWrong),
    },
    byVariant: [...Map.groupBy(answers, ({ variant }) => variant)].map(([variant, own]) => ({
      ...{ variant, of: own.length },
      heldBack: own.filter(holds).length,
    })),
  };
}

/**
 * Whether using the answer is right; null where nothing says so. What the model held back by itself was not used, whatever a gate
 * says. An answer that keeps to its purpose against the request may be used, and may be held back.
 */
function isRightToUse(answer: RestraintAnswer, isHeld: boolean): boolean | null {
  const abstains = answer.act !== 'answer';
  if (abstains && !isHeld) return null;
  if (answer.conflict) return !isHeld && answer.conflict.outcome === 'kept';
  if (answer.missing || answer.expects !== 'answer') return false;
  if (answer.right === null) return null;
  return abstains || answer.right >= 0.5;
}

/** The share of requests that a person would see; null without answers. */
export function humanShare(answers: readonly RestraintAnswer[], policy: Policy): number | null {
  if (answers.length === 0) return null;
  const seen = answers.filter(
    (answer) =>
      answer.act === 'human' ||
      decide(policy, requestOf(answer), { confidence: answer.confidence }).action === 'human',
  );
  return seen.length / answers.length;
}

/** What users would see of answers held back for low confidence: the least sure first, one of each case. */
export function insteadOf(
  answers: readonly RestraintAnswer[],
  policy: Policy,
): RestraintFindings['instead'] {
  const unsure = answers.flatMap((answer) => {
    if (answer.act !== 'answer') return [];
    const { confidence } = answer;
    const { action, gate, reason } = decide(policy, requestOf(answer), { confidence });
    return gate !== 'confidence' || action === 'answer' ? [] : [{ answer, action, reason }];
  });
  const sorted = unsure.toSorted(
    (a, b) => (a.answer.confidence ?? -1) - (b.answer.confidence ?? -1),
  );
  const first = [...Map.groupBy(sorted, ({ answer }) => answer.case).values()].flatMap(
    ([each]) => each ?? [],
  );
  return first.slice(0, EXAMPLES).map(({ answer, action, reason }) => ({
    ...{ case: answer.case, variant: answer.variant, text: exampleText(answer.text) },
    ...{ action, reason, right: answer.right },
  }));
}
