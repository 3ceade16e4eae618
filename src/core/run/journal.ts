/** What has come of a run so far, written before it counts: a run that is killed goes on from here. */

import { z } from 'zod';
import type { AppendLog } from '../ports/store.js';
import type { Outcome } from './outcome.js';

const headerSchema = z.object({
  version: z.literal(1),
  fingerprint: z.string(),
  prompt: z.string(),
  model: z.string(),
  endpoint: z.string(),
  startedAt: z.string(),
});
export type JournalHeader = z.infer<typeof headerSchema>;

const addressed = z.looseObject({
  variant: z.string(),
  shots: z.string(),
  case: z.string(),
  repeat: z.number(),
  status: z.enum(['completed', 'failed']),
});

export interface Journal {
  write(outcome: Outcome): Promise<void>;
}

export const journalHeaderLine = (header: JournalHeader): string => JSON.stringify(header);

export function readJournalHeader(line: string): JournalHeader | null {
  const header = headerSchema.safeParse(parsed(line));
  return header.success ? header.data : null;
}

/** The outcomes of the lines after the header; damaged lines are passed over, so that their calls are made again. */
export function readJournal(lines: readonly string[]): Outcome[] {
  return lines.slice(1).flatMap((line) => {
    const outcome = addressed.safeParse(parsed(line));
    return outcome.success ? [outcome.data as unknown as Outcome] : [];
  });
}

export function journalOn(log: AppendLog): Journal {
  return {
    // A skipped trial is no event: it follows from the plan when the run goes on.
    write: (outcome) =>
      outcome.status === 'skipped' ? Promise.resolve() : log.append(JSON.stringify(outcome)),
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
