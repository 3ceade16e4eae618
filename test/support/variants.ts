import { NOTHING_FOUND } from '../../src/core/variants/meaning/meaningCheck.js';
import type { Variant } from '../../src/core/variants/variant.js';

/** A wording, said by what matters. */
export const variantOf = (part: Pick<Variant, 'id' | 'messages'> & Partial<Variant>): Variant => ({
  class: part.id === 'original' ? 'original' : 'format',
  stress: false,
  change: '',
  gate: NOTHING_FOUND,
  status: part.id === 'original' ? 'original' : 'generated',
  ...part,
});
