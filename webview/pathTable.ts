/** Two JSON values side by side, a row for each path. */

import { html } from 'lit';
import * as l10n from '@vscode/l10n';
import type { PathRow } from '../src/core/report/cell.js';
import { part } from './diffs.js';

const SIGNS = { same: '=', changed: '≠', typeChanged: '≠', added: '+', removed: '−' } as const;

interface Sides {
  readonly titles: readonly [before: string, after: string];
  /** What is said of a path that only one side has. */
  readonly only: readonly [before: string, after: string];
}

export const answersOf = (): Sides => ({
  titles: [l10n.t('Original'), l10n.t('This variant')],
  only: [l10n.t('only in the original'), l10n.t('only here')],
});

export const expectedAndAnswered = (): Sides => ({
  titles: [l10n.t('Expected'), l10n.t('Answered')],
  only: [l10n.t('missing in the answer'), l10n.t('not expected')],
});

export function pathTable(rows: readonly PathRow[], { titles, only }: Sides) {
  const words: Readonly<Record<PathRow['kind'], string>> = {
    same: l10n.t('same'),
    changed: l10n.t('changed'),
    typeChanged: l10n.t('different type'),
    added: only[1],
    removed: only[0],
  };
  return html`
    <table class="paths">
      <thead>
        <tr>
          <th scope="col">${l10n.t('Path')}</th>
          <th scope="col">${titles[0]}</th>
          <th scope="col">${titles[1]}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ path, kind, before, after }) => html`
            <tr>
              <th scope="row">
                <span title=${words[kind]} role="img" aria-label=${words[kind]}>${SIGNS[kind]}</span>
                <code>${path}</code>
              </th>
              <td>${before.map(part)}</td>
              <td>${after.map(part)}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
