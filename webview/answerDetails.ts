/** What belongs to one answer beside its text: how it was read, and what the model wrote before it, folded. */

import { html, nothing } from 'lit';
import * as l10n from '@vscode/l10n';
import type { AnswerView } from '../src/core/report/cell.js';
import { cut } from '../src/core/text/graphemes.js';
import { printable } from '../src/core/text/printable.js';

const SHORT = 80;
export const short = (text: string) => printable(cut(text, SHORT)).replace(/\s+/g, ' ');

/** Null: it was read, and is shown as code. */
export function notRead({ reading }: Pick<AnswerView, 'reading'>): string | null {
  switch (reading) {
    case 'empty':
      return l10n.t('empty answer');
    case 'declined':
      return l10n.t('declined');
    case 'unreadable':
      return l10n.t('unreadable');
    case 'read':
      return null;
  }
}

export const readOut = ({ answer, text }: AnswerView): string => short(answer ?? text);

export const reasoningOf = ({ reasoning }: AnswerView) =>
  reasoning === null
    ? nothing
    : html`<details>
        <summary class="small">${l10n.t('Reasoning')}</summary>
        <div class="text">${printable(reasoning)}</div>
      </details>`;
