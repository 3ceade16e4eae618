/** Instructions that contradict or repeat each other: no answer can follow both, whatever the model. */

import { conflictsIn } from '../../variants/instructions/conflicts.js';
import { instructionsOf, withoutMarker } from '../../variants/instructions/instructions.js';
import type { LintRule } from './finding.js';

/** Longer prompts repeat themselves on purpose, in sections for different situations. */
const MOST_INSTRUCTIONS = 60;

export const conflictsRule: LintRule = {
  id: 'conflicting-instructions',
  check({ prompt, text }) {
    const instructions = instructionsOf(prompt, text);
    if (instructions.length > MOST_INSTRUCTIONS) return [];
    return conflictsIn(instructions).flatMap(({ kind, a, b }) => {
      const [first, second] = [instructions[a], instructions[b]];
      const range = second?.range ?? null;
      if (!first || !range) return [];
      const quoted = `“${withoutMarker(first.text).replace(/\s+/g, ' ')}”`;
      const where = first.range ? ` (line ${first.range.line})` : '';
      const message =
        kind === 'opposite'
          ? `No answer can follow this and ${quoted}${where}. Keep one of them.`
          : `This says the same as ${quoted}${where}. Keep one of them.`;
      const severity = kind === 'opposite' ? ('warning' as const) : ('info' as const);
      return [{ severity, message, range, fixes: [] }];
    });
  },
};
