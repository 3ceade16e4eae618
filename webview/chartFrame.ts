/** What the small charts share: their size, and all their values in words. */

import * as l10n from '@vscode/l10n';
import type { ComparisonRow } from '../src/core/report/view.js';
import { drawnWidth } from './drawnWidth.js';
import { figure, range } from './figures.js';

const USUAL_WIDTH = 300;
export const chartWidth = () => drawnWidth('.deeper .chart', USUAL_WIDTH);
/** A little more than the usual letter takes of a text as large as the panel's own. */
export const LETTER = 7;
export const LEFT = 40;
export const RIGHT = 12;

const valueText = ({ name, effect, interval, noise, accuracy }: ComparisonRow) =>
  [
    `${name}: ${effect === null ? l10n.t('not available') : l10n.t('effect {0} {1}', figure(effect), range(interval))}`,
    noise === null ? null : l10n.t('noise {0}', figure(noise)),
    accuracy === null ? null : l10n.t('accuracy {0}', figure(accuracy)),
  ]
    .filter((part) => part !== null)
    .join(', ');

export const label = (rows: readonly ComparisonRow[]) => rows.map(valueText).join('; ');
