/** The report as one HTML file: opens offline, needs no script for its figures, and runs none but its own. */

import { answerDiff, mark } from './html/answerDiff.js';
import { everyAnswer } from './html/everyAnswer.js';
import { comparisonChart, scaleChart } from './html/charts.js';
import { html, type Markup } from './html/markup.js';
import { renderHtmlPage } from './html/page.js';
import { allNumbers } from './html/numbers.js';
import { callsChart } from './html/callsChart.js';
import { studySection } from './html/study.js';
import { cellOf, firstCell, promptChanges, type AnswerView, type CellView } from './cell.js';
import { GLYPHS } from './glyphs.js';
import type { MatrixView } from './matrix.js';
import type { Report } from '../studies/sensitivity/schema.js';
import type { Tile } from './tiles.js';
import { viewOf, type ReportView } from './view.js';
import { readingText } from './reading.js';
import { english } from '../say/say.js';
import { number, thousands, variantName } from '../say/figures.js';
import type { StudyView } from '../words/studyView.js';

const ICONS = { good: '✓', quiet: '✓', open: '?', warn: '⚠', bad: '⚠' } as const;

/** Answers shown with their difference, so that a page stays light with ten thousand outcomes. */
const MAX_DETAILS = 400;
const MAX_CELLS = 6000;

/** `studies`: sections of other studies of the same prompt. */
export function renderHtml(report: Report, studies: readonly StudyView[] = []): string {
  const view = viewOf(report, english, MAX_CELLS);
  const { verdict } = view;
  const body = html`
          <header>
            <h1>
              ${view.title}
              ${view.recorded ? html`<span class="tag">recorded answers</span>` : null}
            </h1>
            <div class="meta">${[view.path, ...view.facts].join(' · ')}</div>
            ${view.description ? html`<p class="small">${view.description}</p>` : null}
            ${view.recorded ? html`<p class="notice">${view.recorded}</p>` : null}
            ${view.stopped ? html`<p class="notice" role="status">${view.stopped}</p>` : null}
          </header>
          ${
            view.unanswered === null
              ? results(report, view)
              : html`<p class="notice" role="alert">${view.unanswered}</p>`
          }
          ${
            view.notes.length > 0
              ? html`<section aria-labelledby="notes">
                  <h2 id="notes">Notes</h2>
                  <ul>
                    ${view.notes.map((note) => html`<li>${note}</li>`)}
                  </ul>
                </section>`
              : null
          }
          ${studies.map(studySection)}
          <footer class="small">${view.footer}</footer>`;
  return renderHtmlPage(`${view.title}: ${verdict.word}`, body);
}

function results(report: Report, view: ReportView): Markup {
  const { verdict } = view;
  const details = detailsOf(report, view.matrix);
  return html`
    <div class="top ${verdict.kind}">
      <section class="verdict ${verdict.kind}" aria-labelledby="verdict">
        <h2 id="verdict">
          <span aria-hidden="true">${ICONS[verdict.kind]}</span> ${verdict.word}
        </h2>
        <p class="lead">${verdict.sentence}</p>
        ${view.caveats.map((text) => html`<p class="caveat">${text}</p>`)}
        ${view.scale ? scaleChart(view.scale) : null}
        <dl>
          ${(['found', 'cause', 'advice'] as const).map((part) =>
            verdict[part] === null
              ? null
              : html`<dt>${part.charAt(0).toUpperCase() + part.slice(1)}</dt>
                  <dd>${verdict[part]}</dd>`,
          )}
        </dl>
      </section>
      <section class="tiles" aria-label="Numbers">${view.tiles.map(tile)}</section>
    </div>
    ${gates(view)}
    <section aria-labelledby="where">
      <div class="where">
        <div>
          <h2 id="where">Where does it change?</h2>
          ${matrix(view.matrix, details)}
        </div>
        <div>
          <h2>Why</h2>
          ${why(report, details)}
        </div>
      </div>
    </section>
    <section aria-labelledby="deeper">
      <h2 id="deeper">Deeper</h2>
      <div class="deeper">${classesChart(view)} ${shotsChart(view)}</div>
      ${callsSection(view)}
      <details>
        <summary>All numbers and what they mean</summary>
        ${allNumbers(view)}
      </details>
      <details>
        <summary>What each variant changed in the prompt</summary>
        ${changes(report)}
      </details>
      ${everyAnswer(report)}
    </section>`;
}

const classesChart = ({ classes }: ReportView) =>
  classes.length === 0
    ? null
    : html`<div>
        <h3>Which kind of change?</h3>
        <p class="small">Each together with the original.</p>
        ${comparisonChart(classes)}
      </div>`;

const callsSection = ({ calls }: ReportView) =>
  calls === null
    ? null
    : html`<details>
        <summary>How long did calls take?</summary>
        <p>${calls.sentence}</p>
        ${callsChart(calls.rows)}
      </details>`;

const shotsChart = ({ shots, shotsSentence }: ReportView) =>
  shots.length === 0
    ? null
    : html`<div>
        <h3>Would examples help?</h3>
        ${comparisonChart(shots)}
        ${shotsSentence === null ? null : html`<p>${shotsSentence}</p>`}
      </div>`;

function tile({ title, term, value, interval, exact, detail }: Tile): Markup {
  const figure =
    value === null
      ? html`<b class="none">not available</b>`
      : html`<b class="${interval === null && !exact ? 'thin' : ''}">${value}</b>
          <div>${interval ?? (exact ? '' : 'no interval yet')}</div>`;
  return html`<div class="tile">
    <div>${title}</div>
    <div class="small">${term}</div>
    ${figure}
    <div class="small">${detail}</div>
  </div>`;
}

function gates({ gates: all }: ReportView): Markup | null {
  if (all.length === 0) return null;
  const signs = { passed: '✓ passed', failed: '✗ failed', inconclusive: '? cannot tell' } as const;
  return html`<section aria-labelledby="gates">
    <h2 id="gates">Gates</h2>
    <table>
      ${all.map(
        ({ text, result }) =>
          html`<tr>
            <td>${text}</td>
            <td>${signs[result]}</td>
          </tr>`,
      )}
    </table>
  </section>`;
}

interface Details {
  /** By the id a cell leads to. */
  readonly shown: ReadonlyMap<string, CellView>;
  readonly leftOut: number;
}

const detailId = (variant: string, column: number) => `${variant}--${column}`;

function detailsOf(report: Report, { shots, columns, rows }: MatrixView): Details {
  const telling = rows.flatMap((row) =>
    columns
      .filter((_, index) => row.cells[index]?.tells)
      .map((column) => ({ row: row.id, column })),
  );
  const shown = new Map<string, CellView>();
  for (const { row, column } of telling.slice(0, MAX_DETAILS)) {
    const cell = cellOf(report, { variant: row, case: column.id, shots });
    if (cell?.compared) shown.set(detailId(row, column.number), cell);
  }
  return { shown, leftOut: Math.max(0, telling.length - MAX_DETAILS) };
}

function matrix(
  { columns, rows, figureTitle, legend, leftOut }: MatrixView,
  { shown }: Details,
): Markup {
  const header = columns.map(({ id, number: n }) => html`<th scope="col" title="${id}">${n}</th>`);
  const body = rows.map((row, index) => {
    const cells = row.cells.map(({ glyph, label }, at) => {
      const sign = GLYPHS[glyph].sign;
      const id = detailId(row.id, columns[at]?.number ?? 0);
      const inner = shown.has(id)
        ? html`<a class="cell ${glyph}" href="#${id}" title="${label}" aria-label="${label}"
            >${sign}</a
          >`
        : html`<span class="cell ${glyph}" role="img" title="${label}" aria-label="${label}"
            >${sign}</span
          >`;
      return html`<td>${inner}</td>`;
    });
    const firstStress = row.stress && !rows[index - 1]?.stress;
    const kind = index === 0 ? 'original' : firstStress ? 'stress' : '';
    const tags = [row.stress ? 'stress' : null, row.unreviewed ? 'unreviewed' : null].filter(
      (each) => each !== null,
    );
    return html`<tr class="${kind}">
      <th scope="row" title="${row.change}">
        ${row.name}${tags.map((each) => html` <span class="small">${each}</span>`)}
      </th>
      ${cells}
      <td class="figure">${row.figure}</td>
    </tr>`;
  });
  return html`<div class="scroll">
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">Variant</th>
            ${header}
            <th scope="col">${figureTitle}</th>
          </tr>
        </thead>
        <tbody>
          ${body}
        </tbody>
      </table>
    </div>
    <div class="legend small">
      ${legend.map((glyph) => html`<span><span class="cell ${glyph}" aria-hidden="true">${GLYPHS[glyph].sign}</span> ${GLYPHS[glyph].words}</span>`)}
    </div>
    <p class="small">
      Cases by their number in the file, most effect first. A cell leads to what changed.${leftOut > 0 ? ` ${thousands(leftOut)} more cases, of no more effect than these, are in the JSON report.` : null}
    </p>`;
}

function why(report: Report, { shown, leftOut }: Details): Markup {
  if (shown.size === 0) return html`<p>Every variant gave the original wording's answers.</p>`;
  const first = firstCell(report);
  const isFirst = (cell: CellView) => cell.variant === first?.variant && cell.case === first.case;
  const [any] = shown.keys();
  const chosen = [...shown].find(([, cell]) => isFirst(cell))?.[0] ?? any;
  return html`${[...shown].map(([id, cell]) => detail(id, cell, id === chosen))}${
    leftOut > 0
      ? html`<p class="small">${leftOut} more answers differ; “Every answer” below lists them.</p>`
      : null
  }`;
}

function detail(id: string, cell: CellView, isFirst: boolean): Markup {
  const fact = (title: string, value: Markup | string, aside: string) =>
    html`<div><span>${title}</span>${value} ${aside}</div>`;
  const said = (view: AnswerView) =>
    view.reading === 'read' ? html`<code>${readingText(view)}</code>` : readingText(view);
  const { answer, original } = cell.compared as NonNullable<CellView['compared']>;
  return html`<article class="detail${isFirst ? ' first' : ''}" id="${id}" tabindex="-1">
    <h3>${cell.title}</h3>
    ${cell.inputs.map(([name, value]) => html`<div class="input"><span class="small">${name}</span><br />${value}</div>`)}
    <div class="facts">
      ${cell.expected === null ? null : fact('Expected', html`<code>${cell.expected}</code>`, '')}
      ${fact('Original answered', said(original), `${GLYPHS[cell.originalGlyph].sign} ${GLYPHS[cell.originalGlyph].words}${sure(original.confidence)}`)}
      ${fact('This variant answered', said(answer), `${GLYPHS[cell.glyph].sign} ${GLYPHS[cell.glyph].words}${sure(answer.confidence)}${answer.cut ? ', cut by length' : ''}`)}
    </div>
    <div class="small">
      What changed in the answer: <del>only in the original's</del> <ins>only in this one</ins>
    </div>
    ${answerDiff(cell)} ${meanings(cell)}
  </article>`;
}

const meanings = ({ meanings: groups }: CellView) =>
  groups.length === 0
    ? null
    : html`<div class="small">Answers to this case, by what they mean</div>
        <ul>
          ${groups.map(({ says, answers, wordings }) => html`<li>${answers} × “${says}”: ${wordings}</li>`)}
        </ul>`;

const sure = (confidence: number | null) =>
  confidence === null ? '' : `, confidence ${number(confidence)}`;

const changes = (report: Report) =>
  html`${report.variants.slice(1).map(
    ({ id, change }) =>
      html`<h3>${variantName(id)}</h3>
        <p class="small">${change}</p>
        ${promptChanges(report, id)
          .filter(({ changed }) => changed)
          .map(
            ({ role, lines }) =>
              html`<div class="small">${role}</div>
                <div class="text">${lines.map(({ parts }, at) => html`${at > 0 ? '\n' : ''}${parts.map(mark)}`)}</div>`,
          )}`,
  )}`;
