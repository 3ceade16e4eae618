/** What was expected beside what was answered, and what each check found. */

import { html, nothing } from 'lit';
import * as l10n from '@vscode/l10n';
import type { CellView, CheckView } from '../src/core/report/cell.js';
import { CHECK_SIGNS } from '../src/core/report/glyphs.js';
import { printable } from '../src/core/text/printable.js';
import { sideBySide } from './diffs.js';
import { expectedAndAnswered, pathTable } from './pathTable.js';

export function expectedSection({ againstExpected, compared }: CellView) {
  const checks = compared?.answer.checks ?? [];
  if (!againstExpected && checks.length === 0) return nothing;
  return html`
    <div class="sub expected">
      ${
        againstExpected
          ? html`<div class="head"><h3>${l10n.t('Expected and answered')}</h3></div>
              ${
                againstExpected.paths
                  ? pathTable(againstExpected.paths, expectedAndAnswered())
                  : sideBySide(againstExpected.words, [l10n.t('Expected'), l10n.t('Answered')])
              }`
          : nothing
      }
      ${checks.length === 0 ? nothing : checkList(checks)}
    </div>
  `;
}

const checkList = (checks: readonly CheckView[]) => html`
  <div class="head">
    <h3>${l10n.t('Checks')}</h3>
    <span class="small">${l10n.t('{0} of {1} passed', checks.filter(({ result }) => result === 'passed').length, checks.length)}</span>
  </div>
  <ul class="answer-checks">
    ${checks.map(
      ({ result, what, grade, why }) =>
        html`<li><b>${CHECK_SIGNS[result]} ${wordOf(result)}</b> ${printable(what)} ${grade === null ? nothing : html`<span class="num">${grade}</span>`}${why === null ? nothing : html`<div class="small">${printable(why)}</div>`}</li>`,
    )}
  </ul>
`;

function wordOf(result: CheckView['result']): string {
  switch (result) {
    case 'passed':
      return l10n.t('passed');
    case 'partly':
      return l10n.t('partly correct');
    case 'failed':
      return l10n.t('failed');
    case 'not run':
      return l10n.t('not run');
  }
}
