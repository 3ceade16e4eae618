/** `plumbline cases`: suggests cases, and approves or rejects them. */

import { join } from 'node:path';
import { UserError } from '../../core/errors.js';
import type { Endpoint } from '../../core/models/endpoint.js';
import { openCalls } from '../../core/run/openCalls.js';
import { resolveRunSettings } from '../../core/plan/runSettings.js';
import { withSurroundings } from '../../core/ports/surroundings.js';
import { addCases } from '../../core/prompt/cases/addCases.js';
import { applyEdit } from '../../core/prompt/edit.js';
import type { Prompt } from '../../core/prompt/prompt.js';
import { printable } from '../../core/text/printable.js';
import {
  decideOnCases,
  keepProposals,
  parseProposed,
  type ProposedCase,
  type ProposedCases,
} from '../../core/library/cases/proposedCases.js';
import { suggestCases, type Suggestions } from '../../core/library/cases/suggestCases.js';
import type { ModelAsked } from '../../node/endpoint.js';
import { surroundingsOf } from '../../node/surroundings.js';
import { systemClock } from '../../core/ports/systemClock.js';
import { casesFile, findWorkspace, readText, type Workspace } from '../../node/workspace.js';
import { writeText } from '../../node/writeFile.js';
import { cancellable } from '../cancelled.js';
import { withAskedModel } from '../endpoints.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal, type Terminal } from '../output.js';
import { usablePrompt } from '../readPrompt.js';
import { shellWord } from '../../core/text/shellWord.js';
import { worded } from '../../core/say/worded.js';
import { listed } from '../../core/say/listSaid.js';
import { counted } from '../../core/say/plural.js';

interface CasesOptions extends ModelAsked {
  readonly suggest?: number;
  readonly seen?: string;
  readonly approve?: readonly string[];
  readonly reject?: readonly string[];
  readonly json?: boolean;
}

interface CasesWork {
  readonly prompt: Prompt;
  readonly workspace: Workspace;
  readonly options: CasesOptions;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

export async function cases(file: string, options: CasesOptions): Promise<number> {
  const terminal = openTerminal();
  return cancellable(terminal, async (signal) => {
    const workspace = await findWorkspace(file);
    const prompt = await usablePrompt(file, workspace, terminal.say);
    if (options.seen !== undefined) {
      const { seenInputs } = await import('./seenInputs.js');
      return seenInputs(options.seen, prompt, { json: options.json === true, terminal });
    }
    const place: CasesWork = { prompt, workspace, options, terminal, signal };
    const { approve = [], reject = [] } = options;
    if (approve.length + reject.length > 0) await decide(place, approve, reject);
    if (options.suggest !== undefined) await suggest(place, options.suggest);
    show((await readProposed(place))?.cases ?? [], place);
    return EXIT.ok;
  });
}

function show(proposed: readonly ProposedCase[], { options, terminal, prompt }: CasesWork): void {
  if (options.json) return terminal.out(JSON.stringify(proposed, null, 2));
  const pending = proposed.filter(({ status }) => status === 'pending');
  for (const { id, kind, inputs } of pending) {
    const values = Object.entries(inputs).map(([name, value]) => `  ${name}: ${value}`);
    terminal.out(`${terminal.colours.bold(id)}  ${kind}\n${printable(values.join('\n'))}`);
  }
  terminal.say(
    pending.length === 0
      ? worded`No suggested cases are waiting for review.`
      : worded`${counted(pending.length, '1 suggested case', '{n} suggested cases')} to review: plumbline cases ${shellWord(prompt.path)} --approve ID… or --reject ID…`,
  );
}

async function readProposed({ workspace, prompt }: CasesWork): Promise<ProposedCases | null> {
  const path = casesFile(workspace, prompt.path);
  const text = await readText(path);
  if (text === null) return null;
  const { proposed, problems } = parseProposed(text);
  if (proposed) return proposed;
  throw new UserError(
    problems.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`).join('\n'),
  );
}

async function suggest(place: CasesWork, wanted: number): Promise<void> {
  const { prompt, workspace, terminal } = place;
  const kept = await readProposed(place);
  const known = (kept?.cases ?? []).map(({ inputs }) => inputs);
  const { suggested, rejected } = await askModel(place, wanted, known);
  if (suggested.length > 0)
    await writeText(casesFile(workspace, prompt.path), keepProposals(prompt.path, kept, suggested));
  if (suggested.length < wanted)
    terminal.say(
      worded`Only ${suggested.length} of ${wanted} cases could be used: ${listed([...new Set(rejected)])} (${counted(rejected.length, '1 reply', '{n} replies')} rejected). A larger model may do better.`,
    );
}

async function askModel(
  { prompt, workspace, options, terminal, signal }: CasesWork,
  wanted: number,
  known: readonly ProposedCase['inputs'][],
): Promise<Suggestions> {
  const { budget } = resolveRunSettings(prompt, workspace.config, {});
  const work = (endpoint: Endpoint) => {
    const { auxiliary } = openCalls(endpoint, { cache: null, clock: systemClock, signal, budget });
    return suggestCases(prompt, wanted, { ask: auxiliary.ask, known });
  };
  const suggestions = await withAskedModel(prompt, workspace, {
    options,
    terminal,
    signal,
    work,
  });
  signal.throwIfAborted();
  if (suggestions) return suggestions;
  throw new UserError(worded`No model found. Name one with --model.`);
}

/** Writes the prompt's file first, so that an approved case is never lost. */
async function decide(
  place: CasesWork,
  approve: readonly string[],
  reject: readonly string[],
): Promise<void> {
  const { prompt, workspace, terminal } = place;
  const both = approve.filter((id) => reject.includes(id));
  if (both.length > 0)
    throw new UserError(worded`${listed(both)} cannot be both approved and rejected.`);
  const path = casesFile(workspace, prompt.path);
  const text = await readText(path);
  const proposed = await readProposed(place);
  if (text === null || !proposed)
    throw new UserError(worded`${prompt.path} has no suggested cases.`);
  const decided = decideOnCases(decideOnCases(text, approve, 'approved'), reject, 'rejected');
  if (approve.length > 0) {
    const inputs = proposed.cases
      .filter(({ id }) => approve.includes(id))
      .map((each) => each.inputs);
    const written = await writeCases(place, inputs);
    terminal.say(
      worded`Added ${counted(approve.length, '1 case', '{n} cases')} to ${written} without an expected answer. Add one where the answer is known.`,
    );
  }
  await writeText(path, decided);
}

async function writeCases(
  { prompt, workspace }: CasesWork,
  inputs: readonly ProposedCase['inputs'][],
): Promise<string> {
  const source = {
    path: prompt.path,
    text: (await readText(join(workspace.root, prompt.path))) ?? '',
  };
  const { path, edit } = await withSurroundings(surroundingsOf(workspace.root), (around) =>
    addCases(source, inputs, around),
  );
  const file = join(workspace.root, path);
  await writeText(file, applyEdit((await readText(file)) ?? '', edit));
  return path;
}
