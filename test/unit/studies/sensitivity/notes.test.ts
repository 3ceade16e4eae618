import { describe, expect, it } from 'vitest';
import { variantNotes } from '../../../../src/core/studies/sensitivity/notes.js';
import { noteText } from '../../../../src/core/words/notes.js';
import { english } from '../../../../src/core/say/say.js';
import {
  onlyThese,
  originalOf,
  type VariantSet,
} from '../../../../src/core/variants/makeVariants.js';
import { promptFrom, TRIAGE } from '../../../support/prompts.js';

const prompt = promptFrom(TRIAGE);
const original = originalOf(prompt);
const notesOf = (part: Partial<VariantSet>) =>
  variantNotes({ ...onlyThese([original]), ...part }, prompt).map((note) =>
    noteText(note, english),
  );
const REJECTED = {
  class: 'paraphrase',
  change: 'c',
  step: 'invariants',
  reason: 'r',
} as const;
const SHORTFALL = { class: 'paraphrase', wanted: 2, made: 1, reason: 'r' };

describe('the notes on variants', () => {
  it('say once what became of paraphrases', () => {
    const stale = { ...original, status: 'stale' as const };
    const made = { paraphrases: 2, rejections: [REJECTED], unused: [stale] };
    expect(notesOf(made)).toEqual([
      'The meaning check rejected 1 of 1 paraphrases a model wrote: 1 at invariants.',
      '1 kept variant was made for an earlier version of the prompt and was not sent.',
    ]);
    expect(notesOf({ ...made, shortfalls: [SHORTFALL] })).toEqual([
      '1 of 2 paraphrase variants: r.',
    ]);
    expect(notesOf({ ...made, paraphrases: 0 })).toEqual([]);
  });

  it('count those that wait for review in words', () => {
    const pending = { ...original, status: 'pending' as const };
    const rest = 'waiting for review: shown as unreviewed, not counted in any headline number.';
    expect(notesOf({ variants: [original, pending] })).toEqual([`1 variant is ${rest}`]);
    expect(notesOf({ variants: [original, pending, pending] })).toEqual([`2 variants are ${rest}`]);
  });
});
