/** What a difference of answers is counted in, where it is more than a yes or no. */

import type { Say } from '../../say/say.js';
import type { Report } from './schema.js';

const UNITS = { json: 'fields', toolCalls: 'calls', text: 'words' } as const;

type Units = typeof UNITS;

const hasUnit = (comparedBy: Report['comparedBy']): comparedBy is keyof Units =>
  Object.hasOwn(UNITS, comparedBy);

/** Null for answers that are the same or not, nothing in between, and for those only embeddings compare. */
export const unitOf = ({ comparedBy }: Report, say: Say) =>
  hasUnit(comparedBy) ? say(UNITS[comparedBy]) : null;

/** Whether some answers are neither right nor wrong, but something between. */
export const isGraded = ({ outcomes }: Report): boolean =>
  outcomes.some(({ score }) => score !== null && score !== 0 && score !== 1);

/** `cross`, `within`: hundredths of the scale of METRICS 12.8. */
export const embeddingsText = (figures: { cross: number; within: number }, say: Say) =>
  say(
    "On a scale from 0 (one wording asked twice) to 100 (answers to different cases), embeddings put two variants' answers {cross} apart, one variant's own {within}.",
    figures,
  );
