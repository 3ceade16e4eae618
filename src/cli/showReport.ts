import { renderTerminal } from '../core/report/terminal.js';
import { viewOf } from '../core/report/view.js';
import type { Report } from '../core/studies/sensitivity/schema.js';
import type { Terminal } from './output.js';

/** More than the widest terminal shows. */
const MOST_CASES = 300;

/** Where the JSON report goes to standard output, what is for people goes beside it. */
export function showReport(report: Report, terminal: Terminal, { json }: { json?: string }): void {
  const view = viewOf(report, terminal.words, MOST_CASES * report.variants.length);
  (json === '-' ? terminal.say : terminal.out)(renderTerminal(view, terminal));
}
