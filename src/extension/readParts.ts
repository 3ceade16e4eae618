/** Reads a prompt with what is kept for it. */

import { workspace, type LogOutputChannel, type Uri } from 'vscode';
import { engine } from './engine.js';
import { baselineOf } from './baselines/baselineOf.js';
import { NOTHING_BESIDE, NOTHING_READ, type Entry, type ReadParts } from './entry.js';
import { logError } from './logError.js';
import type { Platform } from './platform.js';
import { textOf } from './promptFiles.js';
import { whyUnavailable } from './trust.js';
import { isOnHost, pathOf } from './fileUri.js';
import { errorSaid } from './say.js';

interface ReadTools {
  readonly platform: Platform;
  readonly log: LogOutputChannel;
  /** Told what could not be kept. */
  readonly warn: (message: string) => void;
}

/** `before`: what was read last; of a file that cannot be read, its results stay. Never throws: `trouble` says why. */
export async function readParts(
  uri: Uri,
  before: Entry | null,
  { platform, log, warn }: ReadTools,
): Promise<ReadParts> {
  let text: string | null = null;
  try {
    const { readPrompt, readResults, thawVariants } = await engine();
    text = await textOf(uri);
    if (!isOnHost(uri)) {
      const parsed = await readPrompt({ path: uri.path, text }, NOTHING_BESIDE);
      return { ...NOTHING_READ, ...parsed, text, trouble: whyUnavailable(uri)?.reason ?? null };
    }
    const place = await platform.placeOf(pathOf(uri));
    const around = await platform.surroundings(place, workspace.isTrusted);
    const { prompt, problems } = await readPrompt({ path: place.path, text }, around);
    const usable = problems.some(({ severity }) => severity === 'error') ? null : prompt;
    const store = await platform.store(place, warn);
    const [frozen, history, results] = await Promise.all([
      store.readVariants(),
      store.history(),
      readResults(store),
    ]);
    const wordings = usable && frozen ? thawVariants(frozen, usable) : [];
    // Read again with every keystroke: the same trouble is said once.
    const warnOnce = before?.text == null ? warn : () => undefined;
    const kept = { store, place, frozen, warn: warnOnce };
    const baseline = usable && (await baselineOf(usable, kept));
    const made = { wordings, frozen, baseline, history, results };
    return { place, text, prompt: usable, problems, trouble: null, ...made };
  } catch (error) {
    const message = errorSaid(error);
    const { history = [], place = null, results = new Map(), trouble = null } = before ?? {};
    // Read again with every keystroke: the same trouble is logged once.
    if (trouble !== message) logError(error, log);
    return { ...NOTHING_READ, text, place, history, results, trouble: message };
  }
}
