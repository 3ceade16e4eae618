/** Settings from the command line, which override those in files. */

import type { Repeats, RunOverrides } from '../core/plan/runSettings.js';
import type { VariantRequest } from '../core/variants/classes/classes.js';
import { parseShots } from '../core/variants/shots/configuration.js';

/** Named like the options on the command line; absent if not given. */
export interface AskedFor {
  readonly variants?: VariantRequest;
  readonly shots?: readonly string[];
  readonly repeats?: Repeats;
  readonly cells?: number;
  readonly stopEarly?: boolean;
  readonly compare?: 'words' | 'meaning';
  readonly case?: readonly string[];
  readonly sample?: number;
  readonly seed?: number;
  readonly budgetCalls?: number;
  readonly budgetTokens?: number;
  readonly budgetUsd?: number;
  readonly budgetMinutes?: number;
}

/** Throws `UserError` for an invalid few-shot configuration. */
export function overridesOf(asked: AskedFor): RunOverrides {
  const { variants, repeats, cells, stopEarly, compare, sample, seed } = asked;
  const { budgetCalls, budgetTokens, budgetUsd, budgetMinutes } = asked;
  const shots = asked.shots?.flatMap(parseShots);
  const caseIds = asked.case;
  const all = {
    variants,
    shots,
    repeats,
    cells,
    stopEarly,
    compare,
    caseIds,
    sample,
    seed,
    budgetCalls,
    budgetTokens,
    budgetUsd,
    budgetMinutes,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
