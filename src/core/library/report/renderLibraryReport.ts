import { html, type Markup } from '../../report/html/markup.js';
import { tableMarkup } from '../../report/html/table.js';
import { renderHtmlPage } from '../../report/html/page.js';
import { escaped, tableOf } from '../../report/markdownParts.js';
import { number } from '../../words/figures.js';
import type { LibraryReport, ReportedPrompt } from './libraryReport.js';
import { libraryTables, pointWord, type Table } from './libraryReportText.js';

const TITLE = 'Prompt library';

/** `commandOf`: see `libraryTables`. */
export const libraryMarkdown = (
  report: LibraryReport,
  commandOf?: Parameters<typeof libraryTables>[1],
): string =>
  `${[
    `# ${TITLE}`,
    ...libraryTables(report, commandOf).flatMap(({ title, lead, header, rows }) => [
      `## ${title}`,
      escaped(lead),
      ...(rows.length === 0 ? [] : [tableOf(header, rows)]),
    ]),
  ].join('\n\n')}\n`;

export const libraryPage = (report: LibraryReport): string =>
  renderHtmlPage(
    TITLE,
    html`<h1>${TITLE}</h1>
      ${libraryTables(report).map(section)} ${trends(report.prompts)}`,
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
