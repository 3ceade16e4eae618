import { env, l10n } from 'vscode';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago a time was, in the editor's language: "5 minutes ago", "yesterday". Empty for what is not a time. */
export function ago(startedAt: string, now = Date.now()): string {
  const past = Math.max(0, now - Date.parse(startedAt));
  if (Number.isNaN(past)) return '';
  if (past < MINUTE) return l10n.t('just now');
  const relative = new Intl.RelativeTimeFormat(env.language, { numeric: 'auto' });
  if (past < HOUR) return relative.format(-Math.floor(past / MINUTE), 'minute');
  if (past < DAY) return relative.format(-Math.floor(past / HOUR), 'hour');
  return relative.format(-Math.floor(past / DAY), 'day');
}
