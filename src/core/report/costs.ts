/** What a run took, beside the numbers that were measured. Their ids are the report's own fields. */

import { totalTokens } from '../plan/callEstimate.js';
import { duration, money, thousands } from '../words/figures.js';
import type { AbsentNumbers, Measured, NumberRow } from './numberRow.js';

const PRICE = 'Price';
const PROMPT_TOKENS = 'Prompt tokens';
const ANSWER_TOKENS = 'Answer tokens';

const isRecorded = ({ models }: Measured) => models[0]?.recorded === true;
/** Answers from elsewhere are scored without a call. */
const tookNothing = ({ totals }: Measured) => totals.requests === 0 && totals.cached === 0;
const hasUsage = ({ usage }: Measured) => totalTokens(usage) > 0;

const row = (
  id: string,
  title: string,
  [value, explanation]: readonly [string, string],
): NumberRow => ({ id, title, value, explanation });

/** Price in US dollars, calls, tokens and time of a run; of recorded answers their tokens alone. */
export function costsOf(report: Measured): NumberRow[] {
  if (tookNothing(report)) return [];
  return [...(isRecorded(report) ? [] : callRows(report)), ...tokenRows(report)];
}

function callRows({ totals, costUsd, wallMs }: Measured): NumberRow[] {
  const calls = 'HTTP requests, retries and auxiliary calls included';
  return [
    ...(costUsd === null ? [] : [row('costUsd', PRICE, [money(costUsd), 'of the whole run'])]),
    row('totals.requests', 'Calls', [thousands(totals.requests), calls]),
    row('totals.cached', 'Answers from the cache', [thousands(totals.cached), 'free']),
    row('wallMs', 'Duration', [duration(wallMs), 'without the time it waited for a person']),
  ];
}

function tokenRows(report: Measured): NumberRow[] {
  if (!hasUsage(report)) return [];
  const { promptTokens, completionTokens } = report.usage;
  const said = isRecorded(report) ? 'as recorded' : 'of the whole run';
  return [
    row('usage.promptTokens', PROMPT_TOKENS, [thousands(promptTokens), said]),
    row('usage.completionTokens', ANSWER_TOKENS, [thousands(completionTokens), said]),
  ];
}

/** Those of them that are unknown, by why. */
export function absentCostsOf(report: Measured): AbsentNumbers[] {
  if (tookNothing(report)) return [];
  return [
    ...(report.costUsd === null ? [{ reason: 'unknown price', titles: [PRICE] }] : []),
    ...(hasUsage(report)
      ? []
      : [{ reason: 'the endpoint reports no usage', titles: [PROMPT_TOKENS, ANSWER_TOKENS] }]),
  ];
}
