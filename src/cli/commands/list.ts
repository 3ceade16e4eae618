/** `plumbline list`: the prompts of a repository. */

import type { LibraryEntry } from '../../core/library/library.js';
import { summaryLine } from '../../core/studies/sensitivity/summary.js';
import { count } from '../../core/words/figures.js';
import { list as listed } from '../../core/text/list.js';
import { oneLine } from '../../core/text/printable.js';
import { isBelow } from '../../core/prompt/path.js';
import { PromptLibrary } from '../../node/promptLibrary.js';
import { findWorkspaceOf } from '../../node/workspace.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal, type Terminal } from '../output.js';

export async function list(folder: string, { json }: { json?: boolean }): Promise<number> {
  const terminal = openTerminal();
  const workspace = await findWorkspaceOf(folder);
  const library = new PromptLibrary(workspace, { say: terminal.say });
  await library.scan();
  const below = workspace.pathOf(folder);
  const entries = library.entries().filter(({ path }) => isBelow(below, path));
  if (json) terminal.out(JSON.stringify(entries, null, 2));
  else if (entries.length === 0)
    terminal.say(
      'No prompts found. Create one with `plumbline new`; `plumbline list --help` describes which files are found.',
    );
  else entries.forEach((entry) => terminal.out(describe(entry, terminal)));
  return EXIT.ok;
}

function describe(entry: LibraryEntry, { colours, width }: Terminal): string {
  const { path, name, description, state, lastResult, cases, variables, tags, owner } = entry;
  const paint = { good: colours.green, warn: colours.yellow, bad: colours.red } as const;
  const shade = state.kind in paint ? paint[state.kind as keyof typeof paint] : colours.dim;
  const changed = state.changed ? ` (${state.changed} changed since)` : '';
  const facts = [
    count(cases, 'case'),
    variables.length === 0 ? null : `variables: ${listed(variables)}`,
    tags.length === 0 ? null : `tags: ${tags.join(', ')}`,
    owner === null ? null : `owner: ${owner}`,
  ].filter((fact) => fact !== null);
  return [
    `${colours.bold(oneLine(name, width))}  ${shade(state.word)}${changed}`,
    `  ${oneLine(path, width)}`,
    ...(description === null ? [] : [`  ${oneLine(description, width - 2)}`]),
    `  ${oneLine(facts.join(' · '), width * 2)}`,
    ...(lastResult ? [`  ${summaryLine(lastResult)}, ${lastResult.model}`] : []),
  ].join('\n');
}
