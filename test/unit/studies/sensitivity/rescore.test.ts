import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { resolveRunSettings } from '../../../../src/core/plan/runSettings.js';
import { fingerprint } from '../../../../src/core/prompt/fingerprint.js';
import {
  journalOf,
  overridesOfRun,
  rescore,
} from '../../../../src/core/studies/sensitivity/rescore.js';
import type { Report } from '../../../../src/core/studies/sensitivity/schema.js';
import { sensitivity } from '../../../../src/core/studies/sensitivity/sensitivity.js';
import { decideOn } from '../../../../src/core/variants/frozen.js';
import { completion, fakeProvider } from '../../../support/fakes.js';
import { promptFrom, TRIAGE } from '../../../support/prompts.js';
import { endpointOn, memoryStore, studied } from '../../../support/studies.js';

const prompt = promptFrom(TRIAGE);
const paraphrase = (number: number, system: string) => ({
  ...{
    id: `paraphrase-${number}`,
    class: 'paraphrase',
    status: 'pending',
    change: 'In other words',
  },
  messages: [
    { role: 'system', content: system },
    { role: 'user', content: prompt.messages[1]?.content },
  ],
});
const KEPT = stringify({
  ...{ version: 1, prompt: prompt.path, original: fingerprint(prompt.messages) },
  variants: [
    paraphrase(
      1,
      'Sorting tickets is your work. First read the ticket. Keep it short. Give one label.',
    ),
    paraphrase(
      2,
      'Your job: sort tickets. Begin by reading the ticket. Stay brief. One label only.',
    ),
  ],
});

/** A run with both paraphrases, and what a person decides on them afterwards. */
async function reviewed() {
  const store = memoryStore();
  store.variants = KEPT;
  const { result } = await studied(
    sensitivity,
    prompt,
    endpointOn(fakeProvider(() => completion('bug'))),
    { overrides: { variants: { paraphrase: 2 }, stopEarly: false }, store },
  );
  let last: Report = result;
  return {
    shown: () => last,
    async change(text: string): Promise<Report> {
      store.variants = text;
      const journal = await store.findJournal(journalOf(last));
      if (!journal) throw new Error('the journal is not found');
      const own = { variants: { paraphrase: 2 }, stopEarly: false, ...overridesOfRun(last) };
      last = await rescore({ prompt, text: TRIAGE }, last, {
        settings: resolveRunSettings(prompt, {}, own),
        frozen: await store.readVariants(),
        outcomes: journal.earlier,
        parts: journal.parts,
        vectors: journal.vectors,
        price: null,
      });
      return last;
    },
    decide(id: string, status: 'approved' | 'rejected' | 'pending') {
      return this.change(decideOn(store.variants ?? '', id, { status }));
    },
  };
}

const statuses = ({ variants }: Report) =>
  Object.fromEntries(variants.map(({ id, status }) => [id, status]));

describe('numbers after decisions on variants', () => {
  it('follow one decision after the other, also after a rejection has changed the plan', async () => {
    const review = await reviewed();
    expect(statuses(await review.decide('paraphrase-1', 'rejected'))).toEqual({
      original: 'original',
      'paraphrase-2': 'pending',
    });
    const approved = await review.decide('paraphrase-2', 'approved');
    expect(statuses(approved)['paraphrase-2']).toBe('approved');
    expect(approved.metrics['accuracy']?.n).not.toBeNull();
  });

  it('take a rejection back with the answers there were', async () => {
    const review = await reviewed();
    const before = review.shown();
    await review.decide('paraphrase-1', 'rejected');
    const undone = await review.decide('paraphrase-1', 'pending');
    expect(statuses(undone)).toEqual(statuses(before));
    expect(undone.outcomes.map(({ text }) => text)).toEqual(
      before.outcomes.map(({ text }) => text),
    );
  });

  it('hold no answers to other words', async () => {
    const review = await reviewed();
    const messages = [{ role: 'system' as const, content: 'Sort tickets; one label each.' }];
    const text = decideOn(KEPT, 'paraphrase-1', { status: 'approved', messages });
    expect(statuses(await review.change(text))).not.toHaveProperty('paraphrase-1');
  });
});
