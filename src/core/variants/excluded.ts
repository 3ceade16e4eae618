/** Variants a person turned down, rule-made ones too: by id in the prompt's `exclude:`, or by text in the kept variants. */

import type { Message } from '../ports/model.js';
import type { Prompt } from '../prompt/prompt.js';
import { RULE_CLASSES } from './classes/classes.js';
import type { FrozenVariants } from './frozen.js';

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
