/** `plumbline show`: what is behind the cells of a run. */

import { UserError } from '../../core/errors.js';
import { cellOf, promptChanges, tellingCells } from '../../core/report/cell.js';
import { renderCell } from '../../core/report/cellText.js';
import type { Report } from '../../core/studies/sensitivity/schema.js';
import { EXIT } from '../exitCodes.js';
import { reportNamed } from '../keptReport.js';
import { openTerminal } from '../output.js';

interface ShowOptions {
  readonly case?: string;
  readonly variant?: string;
  readonly shots?: string;
  readonly most?: number;
}

const DEFAULT_MOST = 3;

export async function show(name: string, options: ShowOptions): Promise<number> {
  const terminal = openTerminal();
  const report = await reportNamed(name);
  const { case: caseId = null, variant = null, shots = null, most = DEFAULT_MOST } = options;
  mustBeOne(
    'case',
    caseId,
    report.cases.map(({ id }) => id),
  );
  mustBeOne(
    'variant',
    variant,
    report.variants.map(({ id }) => id),
  );
  mustBeOne('few-shot configuration', shots, report.plan.shots);
  const cells = cellsFor(report, { case: caseId, variant, shots });
  for (const address of cells.slice(0, most)) {
    const cell = cellOf(report, address);
    if (cell) terminal.out(renderCell(cell, promptChanges(report, address.variant), terminal));
  }
  if (cells.length === 0) terminal.out('Every answer is that of the original wording.');
  if (cells.length > most)
    terminal.say(`${cells.length - most} more cells differ: --most, --case and --variant choose.`);
  return EXIT.ok;
}

/** A single cell is shown even where it tells nothing. */
function cellsFor(report: Report, choice: Parameters<typeof tellingCells>[1] & object) {
  const { case: caseId, variant } = choice;
  const [headline = 'file'] = report.plan.shots;
  if (caseId !== null && variant !== null)
    return [{ case: caseId, variant, shots: choice.shots ?? headline }];
  return tellingCells(report, choice);
}

function mustBeOne(what: string, asked: string | null, known: readonly string[]): void {
  if (asked === null || known.includes(asked)) return;
  throw new UserError(`The run has no ${what} ${asked}. It has: ${known.join(', ')}.`);
}
