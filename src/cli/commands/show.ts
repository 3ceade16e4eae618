/** `plumbline show`: prints cells of a run with their wording and answers. */

import { caseTitle } from '../../core/text/caseTitle.js';
import { UserError } from '../../core/errors.js';
import { cellOf, promptChanges, tellingCells, type CellAddress } from '../../core/report/cell.js';
import { renderCell } from '../../core/report/cellText.js';
import type { Report } from '../../core/studies/sensitivity/schema.js';
import { EXIT } from '../exitCodes.js';
import { reportNamed } from '../keptReport.js';
import { oneLine } from '../../core/text/printable.js';
import { count } from '../../core/words/figures.js';
import { previewExtract, previewLine } from '../../core/report/extractPreview.js';
import { findWorkspace, readText } from '../../node/workspace.js';
import { readPromptFile } from '../readPrompt.js';
import { openTerminal, type Terminal } from '../output.js';

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
  const choice = { case: caseId, variant, shots };
  const differing = cellsFor(report, choice);
  if (differing.length === 0)
    terminal.say(`No answer${scopeOf(choice)} differs from the original prompt's:`);
  const cells = differing.length > 0 ? differing : sameCells(report, choice);
  for (const address of cells.slice(0, most)) {
    const cell = cellOf(report, address);
    if (cell) terminal.out(renderCell(cell, promptChanges(report, address.variant), terminal));
  }
  if (cells.length > most) {
    const what = differing.length > 0 ? 'more cells differ' : 'more cells';
    terminal.say(`${cells.length - most} ${what}. Select with --most, --case and --variant.`);
  }
  await showExtract(name, report, { most, terminal });
  return EXIT.ok;
}

/** Where the prompt file's `extract:` is not the one of the run: what it would read. */
async function showExtract(
  name: string,
  report: Report,
  { most, terminal }: { most: number; terminal: Terminal },
): Promise<void> {
  if (/\.json$/i.test(name) || (await readText(name)) === null) return;
  const { prompt } = await readPromptFile(name, await findWorkspace(name));
  const extract = prompt?.settings.extract;
  const before = report.settings.extract;
  if (!extract || JSON.stringify(extract) === JSON.stringify(before)) return;
  const previews = previewExtract(report, extract);
  const short = (text: string) => oneLine(text, Math.floor(terminal.width / 2) - 10);
  terminal.out(`What \`extract: ${JSON.stringify(extract)}\` would read of these answers:`);
  previews.slice(0, most).forEach((each) => terminal.out(`  ${previewLine(each, short)}`));
  const nothing = previews.filter(({ read }) => read === null).length;
  terminal.say(
    `It finds an answer in ${previews.length - nothing} of ${count(previews.length, 'different text')}. Run the test again to use it.`,
  );
}

/** Null: all of them. */
type Choice = Parameters<typeof tellingCells>[1] & object;

/** A single requested cell is shown even if nothing differs. */
function cellsFor(report: Report, choice: Choice): CellAddress[] {
  const { case: caseId, variant } = choice;
  if (caseId !== null && variant !== null)
    return [{ case: caseId, variant, shots: shotsOf(report, choice) }];
  return tellingCells(report, choice);
}

/** If nothing differs: the answers of the requested variant, or of the original, those that are not right first. */
function sameCells(report: Report, choice: Choice): CellAddress[] {
  const variant = choice.variant ?? report.variants[0]?.id;
  if (variant === undefined) return [];
  const shots = shotsOf(report, choice);
  const isRight = (id: string) =>
    report.outcomes.some(
      (each) => each.case === id && each.variant === variant && each.score === 1,
    );
  return report.cases
    .filter(({ id }) => choice.case === null || id === choice.case)
    .toSorted((a, b) => Number(isRight(a.id)) - Number(isRight(b.id)))
    .map(({ id }) => ({ case: id, variant, shots }));
}

const shotsOf = ({ plan }: Report, { shots }: Choice) => shots ?? plan.shots[0] ?? 'file';

const scopeOf = ({ case: caseId, variant }: Choice) =>
  (caseId === null ? '' : ` to ${caseTitle(caseId)}`) +
  (variant === null ? '' : ` with ${variant}`);

function mustBeOne(what: string, asked: string | null, known: readonly string[]): void {
  if (asked === null || known.includes(asked)) return;
  throw new UserError(`The run has no ${what} ${asked}. It has: ${known.join(', ')}.`);
}
