/** What a difference of answers is counted in, where it is more than a yes or no. */

import type { Say } from '../../words/say.js';
import type { Report } from './schema.js';

const UNITS = { json: 'fields', toolCalls: 'calls', text: 'words' } as const;

/** Null for answers that are the same or not, nothing in between. */
export const unitOf = ({ comparedBy }: Report, say: Say) =>
  comparedBy === 'score' || comparedBy === 'label' || comparedBy === 'meaning'
    ? null
    : say(UNITS[comparedBy]);
