/** What the instrument says of runs whose truth is known, counted: verdict words, and the names of causes. */

import { scoreAnswers } from '../../src/core/score/scoreAnswers.js';
import { evidenceOf } from '../../src/core/studies/sensitivity/evidence.js';
import {
  VERDICT_CODES,
  verdictKind,
  verdictOf,
  type Verdict,
  type VerdictCode,
} from '../../src/core/studies/sensitivity/verdict.js';
import { simulationPlan } from './simulatedRuns.js';
import { culpritsOf, simulatedInput, type Truth } from './simulatedTruths.js';

export interface Characteristics {
  readonly runs: number;
  /** Runs that came to each word. */
  readonly words: Readonly<Record<VerdictCode, number>>;
  /** Runs with a warning, and those of them that name the true culprits, or others. */
  readonly warned: number;
  readonly namedRight: number;
  readonly namedWrong: number;
}

/** The numbers a verdict rests on. */
const NEEDED = new Set(['pss.excess', 'pss.within', 'accuracy']);

/** `believed`: the server was found to be deterministic, so that nothing is asked twice. */
export function characteristicsOf(
  truth: Truth,
  { runs, believed }: { runs: number; believed: boolean },
): Characteristics {
  const plan = simulationPlan(truth.cases);
  const verdicts = Array.from({ length: runs }, (_, seed): Verdict => {
    const input = simulatedInput(truth, seed, believed);
    const scores = scoreAnswers(input, { only: NEEDED });
    return verdictOf(evidenceOf(plan, input, { scores, gold: true }));
  });
  const warnings = verdicts.filter(({ code }) => ['warn', 'bad'].includes(verdictKind(code)));
  const names = warnings.flatMap((verdict) => namesOf(verdict) ?? []);
  const right = names.filter((each) => each === culpritsOf(truth.shape).join()).length;
  return {
    runs,
    words: countsOf(verdicts.map(({ code }) => code)),
    warned: warnings.length,
    namedRight: right,
    namedWrong: names.length - right,
  };
}

function namesOf({ cause, params }: Verdict): string | null {
  if (cause) return cause.names.join();
  return typeof params['variant'] === 'string' ? params['variant'] : null;
}

function countsOf(codes: readonly VerdictCode[]): Record<VerdictCode, number> {
  const counts = VERDICT_CODES.map((code) => [code, codes.filter((each) => each === code).length]);
  return Object.fromEntries(counts) as Record<VerdictCode, number>;
}
