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

type Tokens = NonNullable<AnswerView['tokens']>;

/** Brackets, quotes and commas, also of a code fence. */
const SYNTAX = /^[\s{}[\]:,"`]*$/;
const JSON_ANSWER = /^\s*(?:```\w*\s*)?[{[]/;
const STRING = /"(?:[^"\\]|\\.)*"(?<key>\s*:)?/g;

/** Where the keys are in an answer that is JSON: how it is written, and nothing of what it says. */
const keysIn = (text: string): (readonly [from: number, to: number])[] =>
  [...text.matchAll(STRING)].flatMap(({ 0: all, index, groups }) =>
    groups?.['key'] === undefined ? [] : [[index, index + all.length] as const],
  );

/** The tokens that say something and that the model was not sure of. */
function unsureOf(tokens: Tokens) {
  const text = tokens.map(([each]) => each).join('');
  const isJson = JSON_ANSWER.test(text);
  const keys = isJson ? keysIn(text) : [];
  let at = 0;
  const placed = tokens.map((token) => ({ token, from: at, to: (at += token[0].length) }));
  const unsure = placed.filter(
    ({ token: [said, probability] }) => probability < LIMITS[2] && said.trim() !== '',
  );
  const telling = unsure.filter(
    ({ token: [said], from, to }) =>
      !isJson || !(SYNTAX.test(said) || keys.some(([begin, end]) => from >= begin && to <= end)),
  );
  return { isSure: unsure.length === 0, telling: telling.map(({ token }) => token) };
}

export function tokenView(tokens: Tokens) {
  const { isSure, telling } = unsureOf(tokens);
  const least = telling.toSorted((a, b) => a[1] - b[1]).slice(0, 2);
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
          ? isSure
            ? l10n.t('The model was confident about every token.')
            : l10n.t('The model was unsure only of how the JSON is written.')
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
