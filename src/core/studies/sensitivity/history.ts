/** The runs of a prompt as a file of lines: one for each run, and one for each time a user pinned or deleted one. */

import * as z from 'zod';
import { parseJson } from '../../text/jsonDiff.js';
import { readSummary, type RunSummary } from './summary.js';

/** What a user did with a kept run. */
export type RunMark = 'pinned' | 'unpinned' | 'deleted';

const markSchema = z.object({ mark: z.enum(['pinned', 'unpinned', 'deleted']), run: z.string() });

/** The line that marks a run: appended, so that whoever writes to the file at the same time loses nothing. */
export const markLine = ({ startedAt }: Pick<RunSummary, 'startedAt'>, mark: RunMark): string =>
  JSON.stringify({ mark, run: startedAt });

/**
 * Oldest first, without those that were deleted. A run that was scored again has another line: the last one counts, in the place
 * of the first, and its mark stays. Lines that are neither a run nor a mark are skipped.
 */
export function historyOf(lines: readonly string[]): RunSummary[] {
  const runs = new Map<string, RunSummary>();
  const pinned = new Set<string>();
  for (const line of lines) {
    const run = readSummary(line);
    if (run) {
      runs.set(run.startedAt, run);
      continue;
    }
    const marked = markSchema.safeParse(parseJson(line)).data;
    if (marked?.mark === 'deleted') runs.delete(marked.run);
    else if (marked?.mark === 'pinned') pinned.add(marked.run);
    else if (marked) pinned.delete(marked.run);
  }
  return [...runs.values()].map((run) =>
    pinned.has(run.startedAt) ? { ...run, pinned: true } : run,
  );
}
