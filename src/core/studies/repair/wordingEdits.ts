/** Edits that take a variant for the prompt: one a person approved, or another format. */

import { candidatesOf, saidIn } from '../../variants/ruleVariants.js';
import { format } from '../../variants/classes/format.js';
import { structure } from '../../variants/classes/structure.js';
import { excludedOf } from '../../variants/excluded.js';
import { thawVariants } from '../../variants/frozen.js';
import { HAND_WRITTEN, wordingId } from '../../prompt/settings/settings.js';
import type { Message } from '../../ports/model.js';
import { notTried, type EditCode, type EditSources, type Proposed } from './edit.js';

const MAX_ADOPTED = 3;
/** Formats tried, of each class. Every one gets the same calls as any other edit, so a bandit would save little (METRICS 2.2). */
const FORMATS = [
  [format, 2],
  [structure, 1],
] as const;

export const wordingEdits = (sources: EditSources): Proposed[] => [
  ...approved(sources),
  ...formats(sources),
];

const taken = (
  code: EditCode,
  { messages, ...params }: { id: string; change: string; messages: readonly Message[] },
): Proposed => ({ edit: { code, params }, kind: 'whole', apply: () => messages });

function approved({ prompt, frozen }: EditSources): Proposed[] {
  const kept = frozen ? thawVariants(frozen, prompt) : [];
  const { variants } = prompt.settings;
  const byHand = (Array.isArray(variants) ? variants : []).map((wording, index) => ({
    id: wordingId(wording, index),
    change: wording.change ?? '',
    messages: wording.messages,
  }));
  const written = kept.filter(
    ({ status, class: id }) => status === 'approved' && id !== HAND_WRITTEN,
  );
  const found = [...byHand, ...written].slice(0, MAX_ADOPTED);
  if (found.length === 0) return [notTried('adopt-variant', 'none-approved')];
  return found.map(({ id, change, messages }) => taken('adopt-variant', { id, change, messages }));
}

function formats({ prompt, frozen, seed }: EditSources): Proposed[] {
  const shared = { seed, said: saidIn(prompt), excluded: excludedOf(prompt, frozen) };
  const found = FORMATS.flatMap(([of, most]) =>
    candidatesOf(prompt, of, { most, ...shared }).candidates.map(({ change, messages, number }) =>
      taken('change-format', { id: `${of.id}-${number}`, change, messages }),
    ),
  );
  return found.length === 0 ? [notTried('change-format', 'no-format')] : found;
}
