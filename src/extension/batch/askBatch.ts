/** The one question before several prompts are tested. */

import { l10n, window } from 'vscode';
import { engine } from '../engine.js';
import { reasonsToAsk, type AskAbove } from '../preflight.js';
import type { BatchTotal, Budget } from './runBatch.js';
import { say } from '../say.js';

const NO_LIMIT: Budget = { calls: null, usd: null };

/** Null: within what the user allowed, so nothing is asked. Several prompts that send anything are always asked for. */
export async function batchQuestion(
  total: BatchTotal,
  settings: AskAbove,
): Promise<{ readonly title: string; readonly detail: string } | null> {
  const core = await engine();
  const { prompts, unknown, withoutCases, calls, costUsd } = total;
  const reasons = reasonsToAsk(total, settings, core);
  if (reasons.length === 0 && (prompts === 1 || calls + unknown === 0)) return null;
  const most = calls === 0 ? l10n.t('no new calls') : l10n.t('up to {0}', core.calls(calls, say));
  const title =
    prompts === 1
      ? l10n.t('Test this prompt: {0}, {1}?', most, core.money(costUsd, say))
      : l10n.t('Test {0} prompts: {1}, {2}?', prompts, most, core.money(costUsd, say));
  const notes = [
    ...reasons,
    unknown === 0
      ? null
      : l10n.t(
          '{0} of them are not counted: their calls are not known before they begin.',
          unknown,
        ),
    withoutCases === 0 ? null : l10n.t('Skipped because they have no cases: {0}.', withoutCases),
    l10n.t('They are tested one after the other. You can cancel at any time.'),
  ];
  return { title, detail: notes.filter((note) => note !== null).join('\n') };
}

/** Null where the user does not want it. */
export async function askBatch(total: BatchTotal, settings: AskAbove): Promise<Budget | null> {
  const question = await batchQuestion(total, settings);
  if (!question) return NO_LIMIT;
  const { title, detail } = question;
  const run = l10n.t('Test');
  const limit = l10n.t('Set a limit…');
  const answer = await window.showInformationMessage(title, { modal: true, detail }, run, limit);
  if (answer === run) return NO_LIMIT;
  return answer === limit ? askLimit(total.calls) : null;
}

async function askLimit(calls: number): Promise<Budget | null> {
  const text = await window.showInputBox({
    title: l10n.t('Limit for all of them together'),
    prompt: l10n.t('A number of calls, such as 500, or an amount, such as $0.50.'),
    value: String(Math.max(1, calls)),
    validateInput: (value) =>
      budgetOf(value) ? null : l10n.t('Enter a number of calls or an amount in dollars.'),
  });
  return text === undefined ? null : budgetOf(text);
}

/** `500` is a number of calls, `$0.50` an amount; null for what is neither. */
export function budgetOf(text: string): Budget | null {
  const [, dollar, number] = /^\s*(\$?)\s*(\d+(?:\.\d+)?)\s*$/.exec(text) ?? [];
  const value = Number(number);
  if (!(value > 0)) return null;
  if (dollar) return { calls: null, usd: value };
  return Number.isInteger(value) ? { calls: value, usd: null } : null;
}
