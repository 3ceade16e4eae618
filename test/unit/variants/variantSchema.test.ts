import { expect, it } from 'vitest';
import { variantSchema } from '../../../src/core/variants/variantSchema.js';

it('reads variants of reports that were written before wordings were flagged', () => {
  const old = {
    ...{ id: 'paraphrase-1', class: 'paraphrase', stress: false, change: 'Shorter' },
    messages: [{ role: 'user', content: 'Say it.' }],
    gate: { invariants: [], drift: 0.4, entails: true },
    status: 'approved',
  };
  expect(variantSchema.parse(old).gate).toEqual({
    ...{ invariants: [], drift: 0.4, entails: true },
    ...{ flags: [], risk: null, cosine: null, missing: [], added: [] },
  });
});
