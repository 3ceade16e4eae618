/** What a run took, beside the numbers that were measured. Their ids are the report's own fields. */

import { totalTokens } from '../plan/callEstimate.js';
import { duration, money, thousands } from '../say/figures.js';
import type { Say } from '../say/say.js';
import type { AbsentNumbers, Measured, NumberRow } from './numberRow.js';

const price = (say: Say) => say('Price');
const promptTokensTitle = (say: Say) => say('Prompt tokens');
const answerTokensTitle = (say: Say) => say('Answer tokens');

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
export function costsOf(report: Measured, say: Say): NumberRow[] {
  if (tookNothing(report)) return [];
  return [...(isRecorded(report) ? [] : callRows(report, say)), ...tokenRows(report, say)];
}

function callRows({ totals, costUsd, wallMs }: Measured, say: Say): NumberRow[] {
  const calls = say('HTTP requests, retries and auxiliary calls included');
  return [
    ...(costUsd === null
      ? []
      : [row('costUsd', price(say), [money(costUsd, say), say('of the whole run')])]),
    row('totals.requests', say('Calls'), [thousands(totals.requests, say), calls]),
    row('totals.cached', say('Answers from the cache'), [
      thousands(totals.cached, say),
      say('free'),
    ]),
    row('wallMs', say('Duration'), [
      duration(wallMs),
      say('without the time it waited for a person'),
    ]),
  ];
}

function tokenRows(report: Measured, say: Say): NumberRow[] {
  if (!hasUsage(report)) return [];
  const { promptTokens, completionTokens } = report.usage;
  const said = isRecorded(report) ? say('as recorded') : say('of the whole run');
  return [
    row('usage.promptTokens', promptTokensTitle(say), [thousands(promptTokens, say), said]),
    row('usage.completionTokens', answerTokensTitle(say), [thousands(completionTokens, say), said]),
  ];
}

/** Those of them that are unknown, by why. */
export function absentCostsOf(report: Measured, say: Say): AbsentNumbers[] {
  if (tookNothing(report)) return [];
  return [
    ...(report.costUsd === null ? [{ reason: say('unknown price'), titles: [price(say)] }] : []),
    ...(hasUsage(report)
      ? []
      : [
          {
            reason: say('the endpoint reports no usage'),
            titles: [promptTokensTitle(say), answerTokensTitle(say)],
          },
        ]),
  ];
}
