/** Decisions on kept variants, and rechecks of those written for earlier versions of the prompt. */

import { UserError } from '../core/errors.js';
import type { Prompt } from '../core/prompt/prompt.js';
import { variantName } from '../core/say/figures.js';
import { printable } from '../core/text/printable.js';
import { decideOn, freeze, parseFrozen, thawVariants } from '../core/variants/frozen.js';
import { excludeVariants, isRuleMade } from '../core/variants/excluded.js';
import type { Variant } from '../core/variants/variant.js';
import type { Ask } from '../core/ports/model.js';
import type { AuxiliaryCalls } from '../core/run/auxiliaryCalls.js';
import { recheckStale, type Rechecked } from '../core/variants/meaning/recheckStale.js';
import { readFrozen, readText, variantsFile, type Workspace } from '../node/workspace.js';
import { writeText } from '../node/writeFile.js';
import type { Terminal } from './output.js';
import { changesOf } from './variantLines.js';
import { worded, type Worded } from '../core/say/worded.js';
import { listed } from '../core/say/listSaid.js';

export interface Decisions {
  readonly approve: readonly string[];
  readonly reject: readonly string[];
}

/**
 * Applies all decisions or none; returns their ids. `made` are the variants of a test: rejecting one that rules made keeps
 * it as rejected, so that it is not sent again. Throws `UserError` if one is unknown, stale, or both approved and rejected.
 */
export async function decide(
  { workspace, prompt }: { workspace: Workspace; prompt: Prompt },
  made: readonly Variant[],
  decisions: Decisions,
): Promise<Decisions> {
  const path = variantsFile(workspace, prompt.path);
  const text = await withExcluded({ workspace, prompt }, made, decisions.reject);
  const frozen = text === null ? null : parseFrozen(text).frozen;
  if (text === null || !frozen)
    throw new UserError(
      worded`${prompt.path} has no kept variants. Made by rule: ${idsOf(ruleMade(made))}.`,
    );
  const kept = thawVariants(frozen, prompt);
  // Reports call `paraphrase-1` "Paraphrase 1".
  const idOf = (name: string) => kept.find(isCalled(name))?.id ?? name;
  const [approve, reject] = [decisions.approve.map(idOf), decisions.reject.map(idOf)];
  const both = approve.filter((id) => reject.includes(id));
  if (both.length > 0)
    throw new UserError(worded`${listed(both)} cannot be both approved and rejected.`);
  for (const id of [...approve, ...reject]) {
    const found = kept.find((each) => each.id === id);
    if (!found) {
      const known = idsOf([...kept, ...ruleMade(made)]);
      throw new UserError(worded`Unknown variant ${id}. Variants: ${known}.`);
    }
    if (found.status === 'stale')
      throw new UserError(
        worded`${id} was written for an earlier version of ${prompt.path}. Check it again first with --refresh.`,
      );
  }
  const approved = approve.reduce((now, id) => decideOn(now, id, { status: 'approved' }), text);
  const decided = reject.reduce((now, id) => decideOn(now, id, { status: 'rejected' }), approved);
  await writeText(path, decided);
  return { approve, reject };
}

const isCalled =
  (name: string) =>
  ({ id }: Pick<Variant, 'id'>): boolean =>
    id === name || variantName(id) === name;

const idsOf = (variants: readonly Variant[]): Worded =>
  variants.length === 0 ? worded`none` : () => printable(variants.map(({ id }) => id).join(', '));

const ruleMade = (made: readonly Variant[]) =>
  made.filter(({ class: id, status }) => isRuleMade(id) && status === 'generated');

/** The text of the kept variants, with the rejected rule-made ones among them; null if there are none. */
async function withExcluded(
  { workspace, prompt }: { workspace: Workspace; prompt: Prompt },
  made: readonly Variant[],
  reject: readonly string[],
): Promise<string | null> {
  const excluded = reject.flatMap((name) => ruleMade(made).find(isCalled(name)) ?? []);
  if (excluded.length === 0) return readText(variantsFile(workspace, prompt.path));
  return excludeVariants(prompt, await readFrozen(workspace, prompt.path), excluded);
}

/** Rechecks stale variants and shows what changed in the prompt. Those that pass wait for review. */
export async function refresh(
  workspace: Workspace,
  prompt: Prompt,
  {
    asked,
    terminal,
  }: { asked: Pick<AuxiliaryCalls, 'embed'> & { ask: Ask | null }; terminal: Terminal },
): Promise<void> {
  const frozen = await readFrozen(workspace, prompt.path);
  const rechecked = frozen ? await recheckStale(prompt, frozen, asked) : [];
  if (rechecked.length === 0) return terminal.say(worded`No kept variants are stale.`);
  rechecked.forEach((each, index) => {
    const isShown = rechecked[index - 1]?.madeFor === each.madeFor && index > 0;
    if (!isShown) terminal.say(whatChanged(prompt, each, terminal));
    const id = printable(each.variant.id);
    terminal.say(
      each.turnedDown
        ? worded`${id} is still stale: it failed the meaning check (${each.turnedDown.step}): ${printable(each.turnedDown.reason)}`
        : worded`${id} passed the meaning check and is waiting for review`,
    );
  });
  const holding = rechecked.filter(({ turnedDown }) => !turnedDown).map(({ variant }) => variant);
  if (holding.length === 0) return;
  const text = freeze(prompt, frozen, { variants: holding, asked: null });
  await writeText(variantsFile(workspace, prompt.path), text);
}

function whatChanged(prompt: Prompt, { madeFor }: Rechecked, { colours, words }: Terminal): string {
  if (!madeFor) return words('The prompt these were written for was not kept.');
  const changes = changesOf({ messages: madeFor }, prompt, colours);
  return [words('Changes in the prompt since then:'), ...changes].join('\n');
}
