/** What has come of a run so far, written before it counts: a run that is killed goes on from here. */

import * as z from 'zod';
import { planPartsSchema } from '../plan/planParts.js';
import { trialKey } from '../plan/trial.js';
import type { AppendLog } from '../ports/store.js';
import type { Outcome } from './outcome.js';
import { keptOutcomeSchema } from './outcomeSchema.js';
import type { Vectors } from '../text/cosine.js';
import { vectorLines, type KeptVectors } from './keptVectors.js';
import { sealed, unsealed } from './sealedLine.js';
import { bothUses, NO_AUXILIARY_USE, useSince, type AuxiliaryUse } from './auxiliaryUse.js';

const headerSchema = z.object({
  version: z.literal(1),
  fingerprint: z.string(),
  prompt: z.string(),
  model: z.string(),
  endpoint: z.string(),
  startedAt: z.string(),
  /** Absent in journals from before they were kept. */
  parts: planPartsSchema.optional(),
});
export type JournalHeader = z.infer<typeof headerSchema>;

const sideLine = z.object({
  side: z.object({
    requests: z.number(),
    promptTokens: z.number(),
    completionTokens: z.number(),
    cachedTokens: z.number().default(0),
  }),
});

export interface Journal {
  write(outcome: Outcome): Promise<void>;
  /** What calls beside the trials took since this was last written. */
  writeAuxiliary(use: AuxiliaryUse): Promise<void>;
  /** Embeddings of answers, by their text; `kept`: those that are written already. */
  writeVectors(vectors: Vectors, kept: KeptVectors): Promise<void>;
}

export const journalHeaderLine = (header: JournalHeader): string => sealed(header);

export function readJournalHeader(line: string): JournalHeader | null {
  const header = headerSchema.safeParse(unsealed(line));
  return header.success ? header.data : null;
}

/**
 * The last outcome of each trial in the lines after the header: what was asked again tells what it took before. A line that is
 * not a whole outcome is skipped: its call is made again.
 */
export function readJournal(lines: readonly string[]): Outcome[] {
  const latest = new Map<string, Outcome>();
  for (const line of lines.slice(1)) {
    const outcome = keptOutcomeSchema.safeParse(unsealed(line)).data;
    if (!outcome) continue;
    const key = trialKey(outcome);
    latest.delete(key);
    latest.set(key, outcome);
  }
  return [...latest.values()];
}

/** What the calls beside the trials took, in all parts of the run. */
export const readAuxiliaryUse = (lines: readonly string[]): AuxiliaryUse =>
  lines
    .slice(1)
    .flatMap((line) => sideLine.safeParse(unsealed(line)).data?.side ?? [])
    .reduce(bothUses, NO_AUXILIARY_USE);

export function journalOn(log: AppendLog): Journal {
  return {
    // A skipped trial is no event: it follows from the plan when the run goes on. What was paid for it does not.
    write: (outcome) =>
      outcome.status === 'skipped' && !outcome.earlier
        ? Promise.resolve()
        : log.append(sealed(outcome)),
    writeAuxiliary: (use) => log.append(sealed({ side: use })),
    async writeVectors(vectors, kept) {
      for (const line of vectorLines(vectors, kept)) await log.append(sealed(line));
    },
  };
}

/** Before each outcome, what was used beside the trials since the last: so that whoever goes on knows what is spent. */
export function withAuxiliaryUse(journal: Journal, used: () => AuxiliaryUse) {
  let told = NO_AUXILIARY_USE;
  const tell = async () => {
    const use = useSince(used(), told);
    if (use.requests === 0) return;
    told = used();
    await journal.writeAuxiliary(use);
  };
  return {
    tell,
    writeVectors: journal.writeVectors.bind(journal),
    write: async (outcome: Outcome) => {
      await tell();
      await journal.write(outcome);
    },
  };
}
