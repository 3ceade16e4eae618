/** What was read out of an answer, the same in every view. */

import { oneLine } from '../text/printable.js';
import { REFUSAL } from '../text/refusal.js';
import { english, type Say } from '../say/say.js';
import type { ReportOutcome } from '../studies/sensitivity/schema.js';

/** `read`: a label or value, or the whole text where its checks pass it as it is. */
export type Reading = 'read' | 'declined' | 'unreadable' | 'empty';

type Read = Pick<ReportOutcome, 'answer' | 'score'> & { readonly text: string | null };

/** An answer that its checks pass, wholly or in part, is never unreadable: nothing had to be read out of it. */
export function readingOf({ text, answer, score }: Read): Reading {
  if (answer === REFUSAL) return 'declined';
  if ((text ?? '') === '') return 'empty';
  if (answer !== null) return 'read';
  return (score ?? 0) > 0 ? 'read' : 'unreadable';
}

/** The label or value, or the whole text. */
export const answered = ({ text, answer }: Read): string => answer ?? text ?? '';

/** For instance `billing`, `declined` or `not readable`; a text that nothing was read out of is cut. */
export function readingText(outcome: Read, say: Say = english): string {
  const reading = readingOf(outcome);
  if (reading === 'read') return outcome.answer ?? oneLine(answered(outcome), 80);
  if (reading === 'empty') return say('empty');
  return reading === 'declined' ? say('declined') : say('not readable');
}
