import { l10n } from 'vscode';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago a time was, in a word or two. */
export function ago(startedAt: string, now = Date.now()): string {
  const past = Math.max(0, now - Date.parse(startedAt));
  if (Number.isNaN(past)) return '';
  if (past < MINUTE) return l10n.t('just now');
  if (past < HOUR) return l10n.t('{0} min ago', Math.floor(past / MINUTE));
  if (past < DAY) return l10n.t('{0} h ago', Math.floor(past / HOUR));
  const days = Math.floor(past / DAY);
  return days === 1 ? l10n.t('yesterday') : l10n.t('{0} days ago', days);
}
