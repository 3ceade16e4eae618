/** The answer's tokens, shaded where the model was not sure, and the least sure of them in words. */

import { html } from 'lit';
import type { AnswerView } from '../src/core/report/cell.js';
import { figure } from './figures.js';
import { printable } from '../src/core/text/printable.js';
import * as l10n from '@vscode/l10n';

const LIMITS = [0.6, 0.75, 0.9] as const;
const MAX_TOKENS = 600;

const shade = (probability: number) => {
  const step = LIMITS.findIndex((limit) => probability < limit);
  return step < 0 ? '' : `unsure-${step}`;
};

export function tokenView(tokens: NonNullable<AnswerView['tokens']>) {
  const least = tokens
    .filter(([text, probability]) => probability < LIMITS[2] && text.trim() !== '')
    .sort((a, b) => a[1] - b[1])
    .slice(0, 2);
  return html`
    <div class="code">${tokens
      .slice(0, MAX_TOKENS)
      .map(([text, probability]) =>
        shade(probability)
          ? html`<span class=${shade(probability)} title=${figure(probability)}>${printable(text)}</span>`
          : printable(text),
      )}${tokens.length > MAX_TOKENS ? '…' : ''}</div>
    <p class="small">
      ${l10n.t('Underlined: below 0.90 (dotted), 0.75 (dashed), 0.60 (solid).')}
      ${
        least.length === 0
          ? l10n.t('The model was confident about every token.')
          : html`${l10n.t('Least sure:')}
            ${least.map(
              ([text, probability, next, nextProbability], index) =>
                html`${index > 0 ? ', ' : ''}<code>${printable(text.trim())}</code> ${figure(probability)}${
                  next === undefined
                    ? ''
                    : html` (${l10n.t('next:')} <code>${printable(next.trim())}</code> ${figure(nextProbability ?? 0)})`
                }`,
            )}.`
      }
    </p>
  `;
}
