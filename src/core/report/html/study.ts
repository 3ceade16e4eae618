import type { Shade, StudyView } from '../../words/studyView.js';
import { html, type Markup } from './markup.js';

/** What a study found, as a folded section of the HTML report. */
export const studySection = (view: StudyView): Markup => html`
  <section class="study" aria-labelledby="study-${view.study}">
    <h2 id="study-${view.study}">${view.title}</h2>
    ${view.stopped === null ? null : html`<p class="notice" role="status">${view.stopped}</p>`}
    ${view.sentence === null ? null : html`<p class="lead">${view.sentence}</p>`}
    <details>
      <summary>${view.facts.join(' · ')}</summary>
      <table>
        <tbody>
          ${view.rows.map(
            ({ tone, title, sentence, figures, shades }) => html`<tr class="${tone}">
              <th scope="row">${title}</th>
              <td>${figures ?? ''}</td>
              <td>${shades ? shades.map(shade) : sentence}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </details>
    ${view.advice === null ? null : html`<p>${view.advice}</p>`}
    ${
      view.notes.length === 0
        ? null
        : html`<ul>
            ${view.notes.map((note) => html`<li>${note}</li>`)}
          </ul>`
    }
  </section>
`;

const shade = ({ text, level, said }: Shade): Markup =>
  html`<span class="shade-${level}" title="${said}">${text}</span>`;
