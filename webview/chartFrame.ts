/** What the small charts share: their size, and all their values in words. */

import * as l10n from '@vscode/l10n';
import type { ComparisonRow } from '../src/core/report/view.js';
import { figure, range } from './figures.js';

export const WIDTH = 300;
export const LEFT = 34;
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
