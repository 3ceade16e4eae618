/**
 * Warns about many instructions. Models drop more of them as their number grows, the first ones least (IFScale:
 * Jaroslawicz et al., arXiv 2507.11538); small models start well below a hundred.
 */

import type { LintRule } from './finding.js';

const MANY = 50;
const ITEM = /^[ \t]*(?:[-*+•]|\(?\d{1,3}[.)\]])[ \t]+\S/gm;
const ORDER =
  /(?:^|[.!?]\s+|\n)[ \t]*(?:please |always |never |do not |don['’]t |only |you (?:must|should|may not) )/gi;

export const instructionsRule: LintRule = {
  id: 'too-many-instructions',
  check({ prompt }) {
    const given = prompt.messages.filter(({ role }) => role !== 'assistant');
    const count = given.reduce((sum, { content }) => sum + instructionsIn(content), 0);
    if (count <= MANY) return [];
    const message = `About ${count} instructions. Models ignore more of them as their number grows: combine or remove some, or split the task.`;
    return [{ severity: 'info', message, range: prompt.start, fixes: [] }];
  },
};

/** The number of list items or imperative sentences, whichever is larger. */
export const instructionsIn = (text: string): number =>
  Math.max((text.match(ITEM) ?? []).length, (text.match(ORDER) ?? []).length);
