/** `plumbline variants FILE --import WORDINGS`: checks wordings from anywhere and keeps them for review. */

import { basename } from 'node:path';
import { UserError } from '../../core/errors.js';
import { printable } from '../../core/text/printable.js';
import { freeze } from '../../core/variants/frozen.js';
import {
  importWordings,
  type Imported,
  type ImportResult,
} from '../../core/variants/imported/importWordings.js';
import { readWordings, type ImportedWording } from '../../core/variants/imported/readWordings.js';
import { notJudgedText } from '../../core/variants/meaning/notJudged.js';
import { number } from '../../core/say/figures.js';
import { readDecoded, readFrozen, variantsFile } from '../../node/workspace.js';
import { writeText } from '../../node/writeFile.js';
import { EXIT } from '../exitCodes.js';
import type { Terminal } from '../output.js';
import { placed } from '../readPrompt.js';
import type { Judge, VariantsWork } from '../variantsWork.js';
import { worded } from '../../core/say/worded.js';

/** `judged` runs work with a model, or with none. */
export async function importFile(
  file: string,
  work: VariantsWork,
  judged: <T>(work: (judge: Judge) => Promise<T>) => Promise<T>,
): Promise<number> {
  const { prompt, workspace, options, terminal } = work;
  const wordings = await wordingsIn(file, terminal);
  const frozen = await readFrozen(workspace, prompt.path);
  const change = `Imported from ${basename(file)}`;
  const result = await judged((judge) =>
    importWordings(prompt, wordings, { frozen, change, ...judge }),
  );
  const { variants } = result;
  const isKept = variants.length > 0 && !options.dryRun;
  const path = variantsFile(workspace, prompt.path);
  if (isKept) await writeText(path, freeze(prompt, frozen, { variants, asked: null }));
  show(result, isKept, work);
  if (isKept)
    terminal.say(
      worded`Kept for review in ${path}. Approve or reject them by id with --approve and --reject; --approve also takes rejected ones.`,
    );
  return EXIT.ok;
}

/** Prints warnings. Throws `UserError` for a file that cannot be read. */
async function wordingsIn(file: string, terminal: Terminal): Promise<readonly ImportedWording[]> {
  const read = await readDecoded(file);
  if (read === null) throw new UserError(worded`File not found: ${file}`);
  const { wordings, problems } = readWordings(file, read.text);
  const said = problems.map((each) => placed(file, each));
  if (problems.some(({ severity }) => severity === 'error')) throw new UserError(said.join('\n'));
  said.forEach((line) => terminal.say(line));
  return wordings;
}

function show({ imported, variants }: ImportResult, isKept: boolean, work: VariantsWork): void {
  const { options, terminal } = work;
  const shown = isKept ? imported : imported.map((each) => ({ ...each, id: null }));
  if (options.json) terminal.out(JSON.stringify(shown, null, 2));
  else shown.forEach((each) => terminal.out(describe(each, terminal)));
  const of = (status: Imported['status']) =>
    imported.filter((each) => each.status === status).length;
  terminal.say(
    worded`${of('passed')} passed, ${of('flagged')} flagged and ${of('rejected')} rejected by the meaning check.`,
  );
  const unread = notJudgedText(variants);
  if (unread !== null) terminal.say(unread);
}

function describe({ text, status, flags, risk, reason, id }: Imported, { colours }: Terminal) {
  const head = `${colours.bold(id ?? status)}  ${id === null ? '' : `${status}, `}risk ${number(risk)}`;
  const found = [...(reason === null ? [] : [reason]), ...flags.map((flag) => flag.text)];
  return [head, ...text.trim().split('\n'), ...found.map((each) => `- ${each}`)]
    .map((line, at) => (at === 0 ? line : `  ${printable(line)}`))
    .join('\n');
}
