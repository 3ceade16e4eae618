/** The classes of variants, as people read them. */

import type { Say } from '../say/say.js';

const NAMES: Readonly<Record<string, (say: Say) => string>> = {
  paraphrase: (say) => say('Paraphrase'),
  format: (say) => say('Format'),
  structure: (say) => say('Structure'),
  order: (say) => say('Order'),
  persona: (say) => say('Persona'),
  'output-format': (say) => say('Output-format'),
  role: (say) => say('Role'),
  politeness: (say) => say('Politeness'),
  synonym: (say) => say('Synonym'),
  whitespace: (say) => say('Whitespace'),
  typo: (say) => say('Typo'),
  keyboard: (say) => say('Keyboard'),
  distractor: (say) => say('Distractor'),
  truncation: (say) => say('Truncation'),
  handwritten: (say) => say('Handwritten'),
};

/** Another class than those there are keeps its id, with a capital letter. */
export const className = (id: string, say: Say): string =>
  NAMES[id]?.(say) ?? `${id.charAt(0).toUpperCase()}${id.slice(1)}`;
