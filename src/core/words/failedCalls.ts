/** Which calls failed, and why. */

import type { NoteParams } from '../text/note.js';
import { variantName } from '../say/figures.js';
import type { Say } from '../say/say.js';
import { failureSaid } from './failureSaid.js';

/** At most this many variants are named. */
const MAX_NAMED = 4;

/** For instance `3 of 48 calls failed (Format 1: 3; HTTP 500). They are excluded; this can bias the results.` */
export function failedCallsText(params: NoteParams, say: Say): string {
  const { failed, tried, variants, reasons, message } = params;
  const figures = { failed: Number(failed), tried: Number(tried) };
  // A report of an earlier version does not say where.
  if (variants === undefined)
    return say(
      '{failed} of {tried} calls failed. They are excluded; this can bias the results.',
      figures,
    );
  const where = pairs(variants);
  const named = where.slice(0, MAX_NAMED).map(([id, n]) => `${variantName(id)}: ${n}`);
  const more = where.length - named.length;
  const places = [...named, ...(more > 0 ? [say('{n} more variants', { n: more })] : [])];
  const why = pairs(reasons).map(([reason, n], _, all) =>
    all.length > 1 ? `${reasonText(reason, say)}: ${n}` : reasonText(reason, say),
  );
  const sentence = say(
    '{failed} of {tried} calls failed ({variants}; {reasons}). They are excluded; this can bias the results.',
    { ...figures, variants: places.join(', '), reasons: why.join(', ') },
  );
  return typeof message === 'string' ? `${sentence} ${failureSaid(message, say)}` : sentence;
}

const pairs = (value: NoteParams[string] | undefined) =>
  (value ?? []) as readonly (readonly [string, number])[];

function reasonText(reason: string, say: Say): string {
  switch (reason) {
    case 'content-filter':
      return say('content filter');
    case 'too-long':
      return say('request too long');
    case 'timeout':
      return say('no answer in time');
    case 'unreachable':
      return say('unreachable');
    case 'not-compatible':
      return say('no completion');
    case 'forbidden':
      return say('forbidden');
    case 'server':
      return say('server error');
    case 'broken-stream':
      return say('unreadable answer');
    default:
      return reason;
  }
}
