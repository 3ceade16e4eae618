/** Variants a person turned down, rule-made ones too: by id in the prompt's `exclude:`, or by text in the kept variants. */

import type { Message } from '../ports/model.js';
import type { Prompt } from '../prompt/prompt.js';
import { RULE_CLASSES } from './classes/classes.js';
import { decideOn, freeze, type FrozenVariants } from './frozen.js';
import { checkMeaning } from './meaning/meaningCheck.js';
import type { Variant } from './variant.js';

export interface Excluded {
  readonly ids: ReadonlySet<string>;
  /** Identities of the messages, see `identityOf`. */
  readonly texts: ReadonlySet<string>;
}

/** Equal for equal messages. */
export const identityOf = (messages: readonly Message[]): string =>
  JSON.stringify(messages.map(({ role, content }) => [role, content]));

/** Whether variants of the class are made by rule, so that none is kept unless it was rejected. */
export const isRuleMade = (classId: string): boolean =>
  RULE_CLASSES.some(({ id }) => id === classId);

export const excludedOf = (
  { settings }: Pick<Prompt, 'settings'>,
  frozen: FrozenVariants | null,
): Excluded => ({
  ids: new Set(settings.exclude ?? []),
  texts: new Set(
    (frozen?.variants ?? [])
      .filter(({ class: id, status }) => isRuleMade(id) && status === 'rejected')
      .map(({ messages }) => identityOf(messages)),
  ),
});

type Made = Pick<Variant, 'id' | 'class' | 'change' | 'messages'>;

/**
 * The new text of the kept variants with rule-made ones as rejected. They are recognized by their text, so that another seed
 * does not bring them back; an id that is taken gets a number.
 */
export function excludeVariants(
  prompt: Prompt,
  frozen: FrozenVariants | null,
  variants: readonly Made[],
): string {
  const taken = new Set((frozen?.variants ?? []).map(({ id }) => id));
  const added = variants.map((each) => {
    const id = freeId(each.id, taken);
    taken.add(id);
    return { ...each, id, gate: checkMeaning(prompt, each.messages, { renumbered: true }) };
  });
  const text = freeze(prompt, frozen, { variants: added, asked: null });
  return added.reduce((now, { id }) => decideOn(now, id, { status: 'rejected' }), text);
}

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  let id = wanted;
  for (let number = 2; taken.has(id); number++) id = `${wanted}.${number}`;
  return id;
}
