/** What changed in an answer: by path where both are JSON, by argument where both are calls, else word by word. */

import type { DiffPart } from '../../text/diff.js';
import type { JsonChange } from '../../text/jsonDiff.js';
import type { CellView, PathRow } from '../cell.js';
import { html, type Markup } from './markup.js';

export function answerDiff({ paths, words }: CellView): Markup {
  if (paths) return pathTable(paths);
  return words.length > 0 ? diffBlock(words) : html`<p class="small">Both answers are empty.</p>`;
}

const CHANGES: Readonly<Record<JsonChange, { readonly sign: string; readonly words: string }>> = {
  same: { sign: '=', words: 'same' },
  changed: { sign: '≠', words: 'changed' },
  typeChanged: { sign: '≠', words: 'another type' },
  added: { sign: '+', words: 'only here' },
  removed: { sign: '−', words: 'only in the original' },
};

const pathTable = (rows: readonly PathRow[]) =>
  html`<div class="scroll">
    <table class="paths">
      <thead>
        <tr>
          <th scope="col">Path</th>
          <th scope="col">Original</th>
          <th scope="col">This variant</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ path, kind, before, after }) =>
            html`<tr>
              <th scope="row">
                <span role="img" title="${CHANGES[kind].words}" aria-label="${CHANGES[kind].words}"
                  >${CHANGES[kind].sign}</span
                >
                <code>${path}</code>
              </th>
              <td>${before.map(mark)}</td>
              <td>${after.map(mark)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

/** White space counts inside. */
const diffBlock = (diff: readonly DiffPart[]) => html`<div class="text">${diff.map(mark)}</div>`;

export function mark({ kind, text }: DiffPart): Markup {
  if (kind === 'added') return html`<ins>${text}</ins>`;
  if (kind === 'removed') return html`<del>${text}</del>`;
  return html`${text}`;
}
