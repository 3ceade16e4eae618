/** Four small charts, each with a question as its title and the answer as a sentence. All values stand in the label. */

import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import type { PanelReport, PanelState } from '../src/protocol.js';
import { baselineSection } from './baselineSection.js';
import { callsChart } from './callsChart.js';
import { classesChart, classesSentence } from './classesChart.js';
import { historyChart, historyList, historySentence } from './historyChart.js';
import { reliabilityChart, reliabilitySentence } from './reliabilityChart.js';
import { shotsSection } from './shotsSection.js';

export function deeper(report: PanelReport, state: PanelState) {
  const { history, phase, readOnly } = state;
  if (phase.kind === 'running') return nothing;
  const { classes, calls } = report.view;
  return html`
    <div class="deeper">
      ${shotsSection(report.shots, state)}
      ${classes.length > 1 ? chart(l10n.t('Which kind of change?'), classesSentence(classes), classesChart(classes)) : nothing}
      ${
        report.reliability
          ? chart(
              l10n.t('Does confidence warn you?'),
              reliabilitySentence(report.reliability, report.tier),
              reliabilityChart(report.reliability),
            )
          : nothing
      }
      ${
        readOnly || history.length < 2
          ? nothing
          : chart(l10n.t('How did it develop?'), historySentence(history), [
              historyChart(history),
              historyList(history),
            ])
      }
      ${calls ? chart(l10n.t('How long did calls take?'), calls.sentence, callsChart(calls.rows)) : nothing}
      ${baselineSection(state)}
    </div>
  `;
}

const chart = (title: string, sentence: string, drawing: unknown) => html`
  <section>
    <h2>${title}</h2>
    <p>${sentence}</p>
    ${drawing}
  </section>
`;
