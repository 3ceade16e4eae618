/** A journal in a log, whatever a host keeps logs in. */

import type { AppendLog } from '../ports/store.js';
import { NO_AUXILIARY_USE } from './auxiliaryUse.js';
import {
  journalHeaderLine,
  readAuxiliaryUse,
  readJournal,
  readJournalHeader,
  type JournalHeader,
} from './journal.js';
import { NO_VECTORS, readVectors } from './keptVectors.js';
import type { OpenJournal } from './runStore.js';

/** Of a run that begins: writes the header. */
export async function newJournal(log: AppendLog, header: JournalHeader): Promise<OpenJournal> {
  await log.append(journalHeaderLine(header));
  return {
    ...{ log, earlier: [], use: NO_AUXILIARY_USE },
    ...{ parts: header.parts ?? null, vectors: NO_VECTORS },
  };
}

/** With all that an earlier part of the run has left in the log. */
export async function openJournal(log: AppendLog): Promise<OpenJournal> {
  const lines = await log.read();
  return {
    log,
    earlier: readJournal(lines),
    use: readAuxiliaryUse(lines),
    parts: readJournalHeader(lines[0] ?? '')?.parts ?? null,
    vectors: readVectors(lines),
  };
}
