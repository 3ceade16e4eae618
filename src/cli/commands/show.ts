/** `plumbline show`: prints cells of a run with their wording and answers. */

import { caseSaid } from '../../core/say/caseWords.js';
import { UserError } from '../../core/errors.js';
import { cellOf, promptChanges, tellingCells, type CellAddress } from '../../core/report/cell.js';
import { renderCell } from '../../core/report/cellText.js';
import type { Report } from '../../core/studies/sensitivity/schema.js';
import { EXIT } from '../exitCodes.js';
import { reportNamed } from '../keptReport.js';
import { oneLine } from '../../core/text/printable.js';
import { plural } from '../../core/say/plural.js';
import type { Say } from '../../core/say/say.js';
import { previewExtract, previewLine } from '../../core/report/extractPreview.js';
import { findWorkspace, readText } from '../../node/workspace.js';
import { readPromptFile } from '../readPrompt.js';
import { openTerminal, type Terminal } from '../output.js';
import { worded, type Worded } from '../../core/say/worded.js';

interface ShowOptions {
  readonly case?: string;
  readonly variant?: string;
  readonly shots?: string;
  readonly most?: number;
}

const DEFAULT_MOST = 3;

export async function show(name: string, options: ShowOptions): Promise<number> {
  const terminal = openTerminal();
  const { words } = terminal;
  const report = await reportNamed(name);
  const { case: caseId = null, variant = null, shots = null, most = DEFAULT_MOST } = options;
  mustBeOne(
    (id) => worded`The run has no case ${id}.`,
    caseId,
    report.cases.map(({ id }) => id),
  );
  mustBeOne(
    (id) => worded`The run has no variant ${id}.`,
    variant,
    report.variants.map(({ id }) => id),
  );
  mustBeOne((id) => worded`The run has no few-shot configuration ${id}.`, shots, report.plan.shots);
  const choice = { case: caseId, variant, shots };
  const differing = cellsFor(report, choice);
  if (differing.length === 0) terminal.say(sameText(choice, words));
  const cells = differing.length > 0 ? differing : sameCells(report, choice);
  for (const address of cells.slice(0, most)) {
    const cell = cellOf(report, address, { say: words });
    if (cell) terminal.out(renderCell(cell, promptChanges(report, address.variant), terminal));
  }
  if (cells.length > most) {
    const more = cells.length - most;
    const moreText =
      differing.length > 0
        ? plural(words, more, '1 more cell differs.', '{n} more cells differ.')
        : plural(words, more, '1 more cell.', '{n} more cells.');
    terminal.say(`${moreText} ${words('Select with --most, --case and --variant.')}`);
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
  const { words } = terminal;
  terminal.out(
    words('What `extract: {extract}` would read of these answers:', {
      extract: JSON.stringify(extract),
    }),
  );
  previews.slice(0, most).forEach((each) => terminal.out(`  ${previewLine(each, short, words)}`));
  const found = previews.filter(({ read }) => read !== null).length;
  terminal.say(
    previews.length === 1
      ? words('It finds an answer in {found} of 1 different text. Run the test again to use it.', {
          found,
        })
      : words(
          'It finds an answer in {found} of {n} different texts. Run the test again to use it.',
          { found, n: previews.length },
        ),
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

function sameText({ case: caseId, variant }: Choice, words: Say): string {
  const named = { case: caseSaid(caseId ?? '', words), variant: variant ?? '' };
  if (caseId === null)
    return variant === null
      ? words("No answer differs from the original prompt's:")
      : words("No answer with {variant} differs from the original prompt's:", named);
  return words("No answer to {case} differs from the original prompt's:", named);
}

function mustBeOne(
  none: (asked: string) => Worded,
  asked: string | null,
  known: readonly string[],
): void {
  if (asked === null || known.includes(asked)) return;
  throw new UserError(worded`${none(asked)} It has: ${known.join(', ')}.`);
}
