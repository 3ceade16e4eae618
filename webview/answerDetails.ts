/** What belongs to one answer beside its text: what each check found, and what the model wrote before it, folded. */

import { html, nothing } from 'lit';
import * as l10n from '@vscode/l10n';
import type { AnswerView } from '../src/core/report/cell.js';
import { printable } from '../src/core/text/printable.js';

export function answerDetails({ checks, reasoning }: AnswerView) {
  return html`
    ${checks.length === 0 ? nothing : html`<ul class="small">${checks.map(checkLine)}</ul>`}
    ${
      reasoning === null
        ? nothing
        : html`<details>
            <summary class="small">${l10n.t('Reasoning')}</summary>
            <div class="text">${printable(reasoning)}</div>
          </details>`
    }
  `;
}

const SIGNS = { passed: '✓', failed: '✗', 'not run': '?' } as const;

const checkLine = ({ result, line }: AnswerView['checks'][number]) =>
  html`<li>${SIGNS[result]} ${printable(line)}</li>`;
