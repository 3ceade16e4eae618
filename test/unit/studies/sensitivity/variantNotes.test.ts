import { describe, expect, it } from 'vitest';
import { tallyOf } from '../../../../src/core/run/tally.js';
import { wordingNotes } from '../../../../src/core/studies/sensitivity/variantNotes.js';
import { onlyThese, originalOf, type VariantSet } from '../../../../src/core/variants/makeVariants.js';
import type { Outcome } from '../../../../src/core/run/outcome.js';
import { completion } from '../../../support/fakes.js';
import { promptFrom, TRIAGE } from '../../../support/prompts.js';

const prompt = promptFrom(TRIAGE);
const original = originalOf(prompt);
const notesOf = (part: Partial<VariantSet>) =>
  wordingNotes({ ...onlyThese([original]), ...part }, prompt);
const REJECTED = {
  class: 'paraphrase',
  change: 'c',
  step: 'invariants',
  reason: 'r',
} as const;
const SHORTFALL = { class: 'paraphrase', wanted: 2, made: 1, reason: 'r' };

describe('the notes on wordings', () => {
  it('say once what became of paraphrases', () => {
    const stale = { ...original, status: 'stale' as const };
    const made = { paraphrases: 2, rejections: [REJECTED], unused: [stale] };
    expect(notesOf(made)).toEqual([
      'Of 1 wording a model wrote, the meaning gate turned down 1: 1 at invariants.',
      '1 kept wording was made for an earlier version of the prompt, and not sent.',
    ]);
    expect(notesOf({ ...made, shortfalls: [SHORTFALL] })).toEqual([
      '1 of 2 paraphrase variants: r.',
    ]);
    expect(notesOf({ ...made, paraphrases: 0 })).toEqual([]);
  });

  it('count those that wait for review in words', () => {
    const pending = { ...original, status: 'pending' as const };
    const rest = 'for review: shown as unreviewed, outside every headline number.';
    expect(notesOf({ variants: [original, pending] })).toEqual([`1 wording waits ${rest}`]);
    expect(notesOf({ variants: [original, pending, pending] })).toEqual([
      `2 wordings wait ${rest}`,
    ]);
  });
});

const ANSWERED: Outcome = {
  ...{ variant: 'original', shots: 'file', case: '1', repeat: 1, status: 'completed' },
  ...completion('x'),
  ...{ servedBy: 'm', cached: false, requests: 1 },
};

describe('a tally', () => {
  it('names the speed of a model that is asked, and none of answers that are replayed', () => {
    const tally = tallyOf(10, null);
    tally.add(ANSWERED);
    expect(tally.facts(500)).toContain('2.0 calls/s');
    expect(tally.facts(0.4).join(' ')).not.toContain('calls/s');
  });

  it('counts what an earlier part of the run answered as done, and not as speed', () => {
    const tally = tallyOf(10, null, [ANSWERED]);
    tally.add(ANSWERED);
    expect(tally.done).toBe(1);
    expect(tally.facts(500).join(' ')).not.toContain('calls/s');
    tally.add({ ...ANSWERED });
    expect(tally.facts(500)).toContain('2.0 calls/s');
  });
});
