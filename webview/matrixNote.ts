/** Below the matrix: the name of the row or column that is chosen, and that there is more than what is in sight. */

import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import { columnTitle } from './caseNames.js';
import { thousands } from './figures.js';
import { CELL, columnAt, inSight, type Grid } from './grid.js';
import type { Sight } from './matrix.js';
import type { Place } from './matrixFocus.js';
import { FIGURE_WIDTH, type NameColumn } from './nameColumn.js';

export interface Notable {
  readonly focus: Place;
  readonly sight: Sight;
  readonly names: NameColumn;
}

export function matrixNote(grid: Grid, { focus, sight, names }: Notable) {
  const name = nameOf(grid, focus);
  const more = moreText(grid, { sight, names });
  return html`
    <p class="named small" title=${name}>${name}</p>
    ${more === null ? nothing : html`<p class="more small">${more}</p>`}
  `;
}

function nameOf({ matrix, order }: Grid, { row, col }: Place): string {
  const place = order[col];
  if (place !== undefined) return columnTitle(columnAt(matrix, place));
  const chosen = matrix.rows[row];
  return chosen ? [chosen.name, chosen.change].filter(Boolean).join(': ') : '';
}

/** Which cases and variants are in sight; null where all of them are. */
function moreText(
  { matrix, order, column }: Grid,
  { sight, names }: Omit<Notable, 'focus'>,
): string | null {
  const { left, top, width, height } = sight;
  const across = { scroll: left, size: width - names.width - FIGURE_WIDTH, unit: column };
  const cases = inSight(order.length, across);
  // The head stays in sight; the row of effects comes after all others.
  const variants = inSight(matrix.rows.length, { scroll: top, size: height - CELL });
  if (!cases && !variants) return null;
  const text = !variants
    ? l10n.t('{0} of {1} cases', countOf(cases), thousands(order.length))
    : !cases
      ? l10n.t('{0} of {1} variants', countOf(variants), thousands(matrix.rows.length))
      : l10n.t(
          '{0} of {1} cases and {2} of {3} variants',
          ...[countOf(cases), thousands(order.length)],
          ...[countOf(variants), thousands(matrix.rows.length)],
        );
  return l10n.t('In sight: {0}. Scroll, or move with the arrow keys.', text);
}

const countOf = (seen: readonly [number, number] | null) =>
  thousands(seen ? seen[1] - seen[0] + 1 : 0);
