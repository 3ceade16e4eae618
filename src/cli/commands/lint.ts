/** `plumbline lint`: reports problems in prompt files. */

import { join, relative, resolve } from 'node:path';
import { isUserError } from '../../core/errors.js';
import { lintPrompt, type Finding } from '../../core/library/library.js';
import { PromptLibrary } from '../../node/promptLibrary.js';
import { promptPaths } from '../../node/promptPaths.js';
import { findWorkspace, readText } from '../../node/workspace.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal, type Terminal } from '../output.js';
import { placed, readPromptFile } from '../readPrompt.js';
import { counted } from '../../core/say/plural.js';
import { worded } from '../../core/say/worded.js';

interface PlacedFinding extends Pick<Finding, 'rule' | 'severity' | 'message'> {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Without files, checks the whole library. Warnings fail only with `strict`. */
export async function lint(
  files: readonly string[],
  { json, strict }: { json?: boolean; strict?: boolean },
): Promise<number> {
  const terminal = openTerminal();
  const all =
    files.length > 0 ? await promptPaths(files, terminal) : await libraryFiles(terminal.say);
  const found = (await Promise.all(all.map(findingsIn))).flat();
  if (json) terminal.out(JSON.stringify(found, null, 2));
  else {
    found.forEach((each) => terminal.out(`${placed(each.path, each)} (${each.rule})`));
    const of = (severity: string) => found.filter((each) => each.severity === severity).length;
    terminal.say(
      worded`${counted(all.length, '1 prompt', '{n} prompts')}: ${counted(of('error'), '1 error', '{n} errors')}, ${counted(of('warning'), '1 warning', '{n} warnings')}, ${counted(of('info'), '1 hint', '{n} hints')}`,
    );
  }
  if (found.some(({ severity }) => severity === 'error')) return EXIT.badInput;
  return strict && found.some(({ severity }) => severity === 'warning') ? EXIT.gateFailed : EXIT.ok;
}

async function libraryFiles(say: Terminal['say']): Promise<string[]> {
  const workspace = await findWorkspace(resolve('plumbline.yml'));
  const library = new PromptLibrary(workspace, { say });
  await library.scan();
  return library.entries().map(({ path }) => relative('', join(workspace.root, path)));
}

async function findingsIn(path: string): Promise<PlacedFinding[]> {
  try {
    const workspace = await findWorkspace(path);
    const configText = await readText(join(workspace.root, 'plumbline.yml'));
    const parsed = await readPromptFile(path, workspace);
    const text = (await readText(path)) ?? '';
    return lintPrompt(parsed, { text, config: workspace.config, configText }).map(
      ({ rule, severity, message, range: { line, column } }) => ({
        path,
        rule,
        severity,
        message,
        line,
        column,
      }),
    );
  } catch (error) {
    if (!isUserError(error)) throw error;
    return [{ path, rule: 'read', severity: 'error', message: error.message, line: 1, column: 1 }];
  }
}
