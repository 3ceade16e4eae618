/** Markdown for the reference pages. */

/** Text in a cell or paragraph: nothing in it is markup, except code in backticks. */
export const plain = (text) =>
  text
    .split(/(`[^`]*`)/)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/[<>*_\\[\]]/g, '\\$&')))
    .join('')
    .replace(/\|/g, '\\|')
    .replace(/\s*\n\s*/g, '<br>');

export const code = (text) => `\`${text.replace(/\|/g, '\\|')}\``;

/** A table without the columns that have nothing in any row; empty without rows. */
export function table(columns, rows) {
  if (rows.length === 0) return '';
  const kept = columns.map((_, at) => at === 0 || rows.some((row) => row[at] !== ''));
  const line = (cells) => `| ${cells.filter((_, at) => kept[at]).join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}
