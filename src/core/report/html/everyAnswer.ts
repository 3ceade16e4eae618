/** Every answer of the run, by case: also those that are the original's, which no cell of the matrix leads to. */

import { givenAnswers, type GivenAnswer } from '../givenAnswers.js';
import type { Report } from '../../studies/sensitivity/schema.js';
import { caseHeading } from '../../text/caseTitle.js';
import { thousands } from '../../say/figures.js';
import { checkText } from '../checkText.js';
import { html, type Markup } from './markup.js';

/** So that a page with ten thousand long answers still opens. An answer takes its text and the markup around it. */
const MAX_CHARACTERS = 1_500_000;
const MARKUP = 250;

export function everyAnswer(report: Report): Markup {
  const given = givenAnswers(report);
  let left = MAX_CHARACTERS;
  let leftOut = 0;
  const take = (text: string) => {
    const fits = text.length + MARKUP <= left;
    if (fits) left -= text.length + MARKUP;
    return fits;
  };
  const sections = report.cases.map(({ id, inputs }) => {
    const all = given.get(id) ?? [];
    const values = Object.entries(inputs).map(([name, value]) => `${name}: ${value}`);
    const isShown = take(values.join(''));
    const shown = isShown ? all.filter(({ text }) => take(text)) : [];
    leftOut += all.length - shown.length;
    if (!isShown) return null;
    return html`<h3>${caseHeading(id)}</h3>
      ${values.map((value) => html`<p class="small">${value}</p>`)}
      ${all.length === 0 ? html`<p>No call for this case was answered.</p>` : shown.map(answer)}`;
  });
  return html`<details>
    <summary>Every answer</summary>
    ${sections}
    ${
      leftOut > 0
        ? html`<p class="small">
            ${thousands(leftOut)} more answers would make this page too large. plumbline show prints
            them with --case.
          </p>`
        : null
    }
  </details>`;
}

const answer = ({ text, by, reasoning, checks }: GivenAnswer) =>
  html`<div class="small">
      ${[...by].map(([name, times]) => (times > 1 ? `${name} (${times} times)` : name)).join(' · ')}
    </div>
    <div class="text">${text === '' ? '(empty)' : text}</div>
    ${checks.map((check) => html`<div class="small">${checkText(check)}</div>`)}
    ${
      reasoning === null
        ? null
        : html`<details>
            <summary class="small">Reasoning</summary>
            <div class="text">${reasoning}</div>
          </details>`
    }`;
