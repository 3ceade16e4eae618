import type { NumberGroup } from '../numberRow.js';
import type { ReportView } from '../view.js';
import { html, type Markup } from './markup.js';

/** All numbers by what they are about: the first few, and the others folded. */
export function allNumbers({ numbers, absentNumbers }: ReportView): Markup {
  const others = groupsOf(numbers, false);
  const count = others.reduce((sum, { rows }) => sum + rows.length, 0);
  return html`${groupsOf(numbers, true).map(group)}
  ${
    count === 0
      ? null
      : html`<details>
          <summary>${count} more</summary>
          ${others.map(group)}
        </details>`
  }
  ${absentNumbers.map(({ reason, titles }) => html`<p class="small">Not available: ${titles.join(', ')} (${reason}).</p>`)}`;
}

const groupsOf = (numbers: readonly NumberGroup[], first: boolean): NumberGroup[] =>
  numbers.flatMap((each) => {
    const rows = each.rows.filter(({ isFirst }) => isFirst === first);
    return rows.length === 0 ? [] : [{ ...each, rows }];
  });

const group = ({ title, rows }: NumberGroup) =>
  html`<h3>${title}</h3>
    <dl class="figures">
      ${rows.map(
        (row) =>
          html`<div>
            <dt>${row.title} <code class="small">${row.id}</code></dt>
            <dd>${row.value}</dd>
            <dd class="small">${row.explanation}</dd>
          </div>`,
      )}
    </dl>`;
