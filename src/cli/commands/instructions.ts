/** `plumbline instructions`: lists a prompt's instructions with what checks them, and suggests checks for the rest. */

import { stringify } from 'yaml';
import { UserError } from '../../core/errors.js';
import type { Endpoint } from '../../core/models/endpoint.js';
import { resolveRunSettings } from '../../core/plan/runSettings.js';
import { systemClock } from '../../core/ports/systemClock.js';
import type { Prompt } from '../../core/prompt/prompt.js';
import { openCalls } from '../../core/run/openCalls.js';
import { printable } from '../../core/text/printable.js';
import { checkName } from '../../core/variants/instructions/instructionCheck.js';
import {
  instructionsOf,
  unmatchedChecks,
  withoutMarker,
  type Instruction,
} from '../../core/variants/instructions/instructions.js';
import { suggestChecks } from '../../core/variants/instructions/suggestChecks.js';
import type { ModelAsked } from '../../node/endpoint.js';
import { findWorkspace, readText, type Workspace } from '../../node/workspace.js';
import { cancellable } from '../cancelled.js';
import { withAskedModel } from '../endpoints.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal, type Terminal } from '../output.js';
import { usablePrompt } from '../readPrompt.js';
import { worded } from '../../core/say/worded.js';
import { counted } from '../../core/say/plural.js';

interface InstructionsOptions extends ModelAsked {
  readonly suggestChecks?: boolean;
  readonly json?: boolean;
}

interface Place {
  readonly prompt: Prompt;
  readonly workspace: Workspace;
  readonly options: InstructionsOptions;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

export async function instructions(file: string, options: InstructionsOptions): Promise<number> {
  const terminal = openTerminal();
  return cancellable(terminal, async (signal) => {
    const workspace = await findWorkspace(file);
    const prompt = await usablePrompt(file, workspace, terminal.say);
    const text = (await readText(file)) ?? '';
    const found = instructionsOf(prompt, text);
    const place: Place = { prompt, workspace, options, terminal, signal };
    for (const at of unmatchedChecks(prompt, text))
      terminal.say(
        worded`No sentence begins like “${prompt.settings.instructionChecks?.[at]?.instruction ?? ''}”, so its check is not used.`,
      );
    if (options.suggestChecks) await suggest(found, place);
    else show(found, place);
    return EXIT.ok;
  });
}

function show(found: readonly Instruction[], { options, terminal }: Place): void {
  const rows = found.map(({ text, range, checks }) => ({
    line: range?.line ?? null,
    text: withoutMarker(text),
    check: checks.length === 0 ? null : checks.map(checkName).join(', '),
  }));
  if (options.json) return terminal.out(JSON.stringify(rows, null, 2));
  for (const { line, text, check } of rows)
    terminal.out(`${String(line ?? '').padStart(4)}  ${printable(text)}\n      ${check ?? '–'}`);
  const open = rows.filter(({ check }) => check === null).length;
  const all = counted(rows.length, '1 instruction', '{n} instructions');
  terminal.say(
    open > 0
      ? worded`${all}, of which ${open} cannot be checked by a rule. --suggest-checks asks a model for checks.`
      : worded`${all}, all of them checked by rules.`,
  );
}

async function suggest(found: readonly Instruction[], place: Place): Promise<void> {
  const { prompt, workspace, options, terminal, signal } = place;
  const open = found.filter(({ checks }) => checks.length === 0);
  if (open.length === 0) return terminal.say(worded`Every instruction has a check.`);
  const { budget } = resolveRunSettings(prompt, workspace.config, {});
  const work = (endpoint: Endpoint) => {
    const { auxiliary } = openCalls(endpoint, { cache: null, clock: systemClock, signal, budget });
    return suggestChecks(open, auxiliary.ask);
  };
  const suggested = await withAskedModel(prompt, workspace, { options, terminal, signal, work });
  signal.throwIfAborted();
  if (!suggested) throw new UserError(worded`No model found. Name one with --model.`);
  if (options.json) terminal.out(JSON.stringify(suggested, null, 2));
  else if (suggested.length > 0)
    terminal.out(stringify({ instructionChecks: suggested }).trimEnd());
  terminal.say(
    suggested.length === 0
      ? worded`The model named no check for ${counted(open.length, '1 instruction', '{n} instructions')}.`
      : worded`${counted(suggested.length, '1 check', '{n} checks')} for ${counted(open.length, '1 open instruction', '{n} open instructions')}. Read them, and put those that are right under \`sensitivity:\` of the prompt: none counts before.`,
  );
}
