import { html, type Markup } from '../../report/html/markup.js';
import { tableMarkup } from '../../report/html/table.js';
import { renderHtmlPage } from '../../report/html/page.js';
import { escaped, tableOf } from '../../report/markdownParts.js';
import { printable } from '../../text/printable.js';
import { number } from '../../say/figures.js';
import type { LibraryReport } from './libraryReport.js';
import { alertTable, libraryTables, pointWord, type Table } from './libraryReportText.js';
import { repairCommands } from './repairCommands.js';
import { day, trendChart, trendLegend } from './trendChart.js';
import { figuresOfTrend, modelsOf } from './trendFigures.js';

const TITLE = 'Prompt library';

/** What a scheduled job posts: the alerts that are current. */
export function alertsMarkdown({ alerts, reach }: LibraryReport): string {
  const current = alerts.filter(({ isCurrent }) => isCurrent);
  const { lead, header, rows } = alertTable({ alerts: current, reach });
  const table = rows.length === 0 ? [] : [tableOf(header, rows)];
  return `${[`# ${TITLE}: alerts`, ...(table.length === 0 || reach !== 'whole' ? [lead] : []), ...table].join('\n\n')}\n`;
}

/** `commands`: whether the reader has a terminal, for what tries the advice. */
export const libraryMarkdown = (report: LibraryReport, { commands = true } = {}): string =>
  `${[
    `# ${TITLE}`,
    ...libraryTables(report).flatMap(({ title, lead, header, rows }) => [
      `## ${title}`,
      escaped(lead),
      ...(rows.length === 0 ? [] : [tableOf(header, rows)]),
    ]),
    ...(commands && report.advice.length > 0
      ? [`\`\`\`sh\n${printable(repairCommands(report.advice))}\n\`\`\``]
      : []),
  ].join('\n\n')}\n`;

export function libraryPage(report: LibraryReport): string {
  const [alerts, prompts, ...others] = libraryTables(report).map(section);
  return renderHtmlPage(
    TITLE,
    html`<h1>${TITLE}</h1>
      ${alerts ?? null} ${prompts ?? null} ${trends(report)} ${others}
      ${report.advice.length === 0 ? null : html`<pre>${repairCommands(report.advice)}</pre>`}`,
  );
}

const section = ({ title, lead, header, rows }: Table): Markup =>
  html`<section class="study">
    <h2>${title}</h2>
    <p>${lead}</p>
    ${rows.length === 0 ? null : html`<div class="scroll" tabindex="0">${tableMarkup(header, rows, { stacks: true })}</div>`}
  </section>`;

/** Prompts with a current alert are open. */
function trends({ prompts, alerts }: LibraryReport): Markup | null {
  const developed = prompts.filter(({ trend }) => trend.length > 1);
  if (developed.length === 0) return null;
  const alerted = new Set(alerts.flatMap(({ path, isCurrent }) => (isCurrent ? [path] : [])));
  return html`<section class="study">
    <h2>How they developed</h2>
    ${developed.map(
      (prompt) =>
        html`<details ${alerted.has(prompt.path) ? 'open' : ''}>
          <summary>${prompt.path}</summary>
          ${trendLegend(modelsOf(prompt.trend))}
          <div class="charts">${figuresOfTrend(prompt.trend).map(trendChart)}</div>
          <ul>
            ${prompt.trend.map(
              (point) =>
                html`<li>
                  ${day(point.measuredAt)}, ${point.commit.slice(0, 8)}: ${pointWord(point)},
                  ${point.effect === null ? '–' : number(point.effect.value)}, ${point.model}
                </li>`,
            )}
          </ul>
        </details>`,
    )}
  </section>`;
}
