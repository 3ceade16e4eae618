/** `plumbline list`: the prompts of a repository. */

import type { LibraryEntry } from '../../core/library/library.js';
import { summaryLine } from '../../core/studies/sensitivity/summary.js';
import { list as listed } from '../../core/text/list.js';
import { oneLine } from '../../core/text/printable.js';
import { isBelow } from '../../core/prompt/path.js';
import { PromptLibrary } from '../../node/promptLibrary.js';
import { findWorkspaceOf } from '../../node/workspace.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal, type Terminal } from '../output.js';
import { worded, type Worded } from '../../core/say/worded.js';
import { cases as casesSaid } from '../../core/say/plural.js';
import { type Say } from '../../core/say/say.js';
import type { Change } from '../../core/library/promptState.js';

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
      worded`No prompts found. Create one with \`plumbline new\`; \`plumbline list --help\` describes which files are found.`,
    );
  else entries.forEach((entry) => terminal.out(describe(entry, terminal)));
  return EXIT.ok;
}

const CHANGED: Readonly<Record<Change, Worded>> = {
  prompt: worded`prompt changed`,
  files: worded`included files changed`,
  cases: worded`cases changed`,
  wordings: worded`approved wordings changed`,
  settings: worded`settings changed`,
  model: worded`model changed`,
  age: worded`measured too long ago`,
};

/** As the state is called; a verdict by its own word. */
function stateSaid({ word, kind }: LibraryEntry['state'], say: Say): string {
  switch (kind) {
    case 'none':
      return say('never tested');
    case 'stale':
      return say('stale');
    case 'unreadable':
      return say('cannot be read');
    default:
      return say(word);
  }
}

function describe(entry: LibraryEntry, { colours, width, words }: Terminal): string {
  const { path, name, description, state, lastResult, cases, variables, tags, owner } = entry;
  const paint = { good: colours.green, warn: colours.yellow, bad: colours.red } as const;
  const shade = state.kind in paint ? paint[state.kind as keyof typeof paint] : colours.dim;
  const changed = state.changed ? ` (${CHANGED[state.changed](words)})` : '';
  const facts = [
    casesSaid(cases, words),
    variables.length === 0 ? null : words('variables: {names}', { names: listed(variables) }),
    tags.length === 0 ? null : words('tags: {names}', { names: tags.join(', ') }),
    owner === null ? null : words('owner: {owner}', { owner }),
  ].filter((fact) => fact !== null);
  return [
    `${colours.bold(oneLine(name, width))}  ${shade(stateSaid(state, words))}${changed}`,
    `  ${oneLine(path, width)}`,
    ...(description === null ? [] : [`  ${oneLine(description, width - 2)}`]),
    `  ${oneLine(facts.join(' · '), width * 2)}`,
    ...(lastResult ? [`  ${summaryLine(lastResult, words)}, ${lastResult.model}`] : []),
  ].join('\n');
}
