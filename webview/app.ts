/** The panel from top to bottom. A reader may stop after any section and know something complete. */

import { html, nothing } from 'lit';
import type { PanelReport, PanelState } from '../src/protocol.js';
import { deeper } from './charts.js';
import { header } from './header.js';
import { matrixSection, type MatrixLook } from './matrixSection.js';
import { allNumbers, tiles } from './numbers.js';
import {
  doneStrip,
  earlierNotice,
  emptyPhase,
  failedPhase,
  needsModelPhase,
  preflightPhase,
  preparingPhase,
  runningPhase,
  staleNotice,
  stoppedNotice,
  unavailablePhase,
  unfinishedNotice,
} from './phases.js';
import { studySections } from './studySection.js';
import { reviewSection } from './review.js';
import * as l10n from '@vscode/l10n';
import { verdictSection } from './verdict.js';
import { whySection } from './why.js';

export function app(state: PanelState, look: MatrixLook) {
  const { report } = state;
  return html`
    <div class="panel">
      ${header(state)} ${phase(state)} ${unfinishedNotice(state)} ${earlierNotice(state)}
      ${staleNotice(state)}
      ${report ? results(report, state, look) : html`${reviewSection(state)} ${studySections(state)}`}
    </div>
  `;
}

function phase(state: PanelState) {
  const { phase: now } = state;
  switch (now.kind) {
    case 'empty':
      return emptyPhase(now, state);
    case 'unavailable':
      return unavailablePhase(now);
    case 'preparing':
      return preparingPhase(now);
    case 'preflight':
      return preflightPhase(now);
    case 'running':
      return runningPhase(now);
    case 'failed':
      return failedPhase(now);
    case 'needsModel':
      return needsModelPhase(now);
    case 'done':
      return now.strip === null ? nothing : doneStrip(now.strip);
  }
}

const results = (report: PanelReport, state: PanelState, look: MatrixLook) => html`
  ${report.view.recorded ? html`<p class="notice">${report.view.recorded}</p>` : nothing}
  ${report.view.stopped ? stoppedNotice(report.view.stopped, state) : nothing}
  <div class="top">${verdictSection(report, state)} ${tiles(report)}</div>
  ${allNumbers(report)} ${reviewSection(state)}
  <div class="columns">
    ${matrixSection(report, state, look)} ${whySection(state.cell, state)} ${deeper(report, state)}
  </div>
  ${studySections(state)}
  ${
    report.view.notes.length === 0
      ? nothing
      : html`<section class="block" aria-labelledby="notes-title">
          <h2 id="notes-title">${l10n.t('Notes')}</h2>
          <ul class="points">
            ${report.view.notes.map((note) => html`<li>${note}</li>`)}
          </ul>
        </section>`
  }
  <footer class="small">${report.view.footer}</footer>
`;
