/** What a case is called in a sentence of the reader's language. */

import { isCalledCase } from '../text/caseTitle.js';
import type { Say } from './say.js';

/** "case kettle"; an id that says so itself stands alone: "case-31". */
export const caseSaid = (id: string, say: Say): string =>
  isCalledCase(id) ? id : say('case {id}', { id });

/** At the head of a sentence. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
