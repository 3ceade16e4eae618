import type { Variant } from '../../src/core/variants/variant.js';

/** A wording, said by what matters. */
export const variantOf = (part: Pick<Variant, 'id' | 'messages'> & Partial<Variant>): Variant => ({
  class: part.id === 'original' ? 'original' : 'format',
  stress: false,
  change: '',
  gate: { invariants: [], drift: 0, entails: null, cosine: null, missing: [], added: [] },
  status: part.id === 'original' ? 'original' : 'generated',
  ...part,
});
