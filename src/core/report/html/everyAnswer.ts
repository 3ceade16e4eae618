/** Every answer of the run, by case: also those that are the original's, which no cell of the matrix leads to. */

import { givenAnswers, type GivenAnswer } from '../givenAnswers.js';
import type { Report } from '../../studies/sensitivity/schema.js';
import { thousands } from '../../words/figures.js';
import { checkText } from '../checkText.js';
import { html, type Markup } from './markup.js';

/** So that a page with ten thousand long answers still opens. */
const MAX_CHARACTERS = 1_000_000;

export function everyAnswer(report: Report): Markup {
  const given = givenAnswers(report);
  let left = MAX_CHARACTERS;
  let leftOut = 0;
  const sections = report.cases.map(({ id, inputs }) => {
    const all = given.get(id) ?? [];
    const shown = all.filter(({ text }) => {
      const fits = text.length <= left;
      if (fits) left -= text.length;
      else leftOut += 1;
      return fits;
    });
    const values = Object.entries(inputs).map(([name, value]) => `${name}: ${value}`);
    return html`<h3>Case ${id}</h3>
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
