import { html, type Markup } from '../../report/html/markup.js';
import { tableMarkup } from '../../report/html/table.js';
import { renderHtmlPage } from '../../report/html/page.js';
import { escaped, tableOf } from '../../report/markdownParts.js';
import { printable } from '../../text/printable.js';
import { number } from '../../words/figures.js';
import type { LibraryReport, ReportedPrompt } from './libraryReport.js';
import { libraryTables, pointWord, type Table } from './libraryReportText.js';
import { repairCommands } from './repairCommands.js';

const TITLE = 'Prompt library';

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

export const libraryPage = (report: LibraryReport): string =>
  renderHtmlPage(
    TITLE,
    html`<h1>${TITLE}</h1>
      ${libraryTables(report).map(section)}
      ${report.advice.length === 0 ? null : html`<pre>${repairCommands(report.advice)}</pre>`}
      ${trends(report.prompts)}`,
  );

const section = ({ title, lead, header, rows }: Table): Markup =>
  html`<section class="study">
    <h2>${title}</h2>
    <p>${lead}</p>
    ${rows.length === 0 ? null : tableMarkup(header, rows)}
  </section>`;

function trends(prompts: readonly ReportedPrompt[]): Markup | null {
  const developed = prompts.filter(({ trend }) => trend.length > 1);
  if (developed.length === 0) return null;
  return html`<section class="study">
    <h2>How they developed</h2>
    ${developed.map(
      ({ path, trend }) =>
        html`<details>
          <summary>${path}</summary>
          <ul>
            ${trend.map(
              (point) =>
                html`<li>
                  ${point.measuredAt.slice(0, 10)}, ${point.commit.slice(0, 8)}: ${pointWord(point)},
                  ${point.effect === null ? '–' : number(point.effect.value)}, ${point.model}
                </li>`,
            )}
          </ul>
        </details>`,
    )}
  </section>`;
}
