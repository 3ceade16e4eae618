/** What became of the proposals: how much of the same instructions is followed, case by case, beside the prompt as it is. */

import { randomFrom } from '../../numbers/random.js';
import { pairedTest, type Pair } from '../../score/pairedTest.js';
import { holmOfKnown } from '../../score/statistics/holm.js';
import { BANDS, SIGNIFICANCE } from '../../score/thresholds.js';
import { followedShare, type AnswerLoad } from './adherence.js';
import { CONTROL, type Proposal } from './proposals.js';
import type { LoadFindings } from './schema.js';

/** Of a second pass: the prompt as it is was asked anew in it, because what looks lost by chance comes back by itself. */
export interface TriedLoads {
  readonly control: readonly AnswerLoad[];
  readonly loads: readonly AnswerLoad[];
}

export function triedProposals(
  proposals: readonly Proposal[],
  { control, loads }: TriedLoads,
  { seed, placeOf }: { seed: number; placeOf: (id: string) => number },
): LoadFindings['proposals'] {
  const tests = proposals.map((proposal) => {
    const pairs = pairsOf(proposal, control, loads);
    const random = randomFrom('load', seed, proposal.code);
    return pairedTest(pairs, { binary: false, margin: BANDS.stable, random });
  });
  const adjusted = holmOfKnown(tests.map((test) => test && test.p));
  return proposals.map(({ code, about }, at) => {
    const test = tests[at] ?? null;
    const p = adjusted[at] ?? null;
    const isClear = test !== null && p !== null && p < SIGNIFICANCE;
    return {
      ...{ code, about: about.map(placeOf) },
      before: test?.a ?? null,
      now: test?.b ?? null,
      ...{ ci: test?.ci ?? null, cases: test?.n ?? 0, p },
      word: isClear ? (test.difference > 0 ? 'better' : 'worse') : 'open',
    };
  });
}

/** Shares of the checked instructions that both sides give. */
function pairsOf(
  { wordings }: Proposal,
  control: readonly AnswerLoad[],
  loads: readonly AnswerLoad[],
): Pair[] {
  const ids = new Set(wordings.flatMap(({ given }) => given));
  const own = new Set(wordings.map(({ id }) => id));
  const after = Map.groupBy(
    loads.filter(({ variant }) => own.has(variant)),
    (each) => each.case,
  );
  const before = Map.groupBy(control, (each) => each.case);
  return [...before].flatMap(([caseId, asked]) => {
    const answers = after.get(caseId) ?? [];
    // A half that was not answered would leave the easier one.
    if (new Set(answers.map(({ variant }) => variant)).size < own.size) return [];
    const [a, b] = [followedShare(ids, asked), followedShare(ids, answers)];
    return a === null || b === null ? [] : [{ a, b }];
  });
}

/** Of the second pass: answers the choice did not rest on, or what a server that repeats itself said the first time. */
export function controlOf(loads: readonly AnswerLoad[]): AnswerLoad[] {
  const written = loads.filter(({ variant }) => variant === CONTROL);
  const again = written.filter(({ repeat }) => repeat > 1);
  return again.length > 0 ? again : written;
}
