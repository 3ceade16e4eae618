/** What benches that hold the instrument against known truths print: Markdown tables, and limits that were kept or broken. */

import { readFileSync, writeFileSync } from 'node:fs';

export interface Limit {
  readonly what: string;
  readonly most: number;
  readonly value: number;
}

/** The first number on the command line. */
export const runsAsked = (otherwise: number): number =>
  Number(process.argv.slice(2).find((each) => /^\d+$/.test(each)) ?? otherwise);

export const share = (part: number, of: number): string =>
  part === 0 ? '–' : `${((100 * part) / of).toFixed(part === of ? 0 : 1)} %`;

export const table = (head: readonly string[], body: readonly (readonly string[])[]): string =>
  [head, head.map((_, at) => (at === 0 ? '---' : '---:')), ...body]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

export const limitTable = (limits: readonly Limit[]): string =>
  table(
    ['limit', 'at most', 'measured', ''],
    limits.map(({ what, most, value }) => [
      what,
      `${(100 * most).toFixed(1)} %`,
      `${(100 * value).toFixed(1)} %`,
      value <= most ? 'kept' : 'broken',
    ]),
  );

/** Prints, fails where a limit is broken, and writes between the marks of docs/statistics.md with `--write`. */
export function finish(mark: string, text: string, limits: readonly Limit[]): void {
  process.stdout.write(`${text}\n`);
  if (limits.some(({ value, most }) => value > most)) process.exitCode = 1;
  if (!process.argv.includes('--write')) return;
  const path = 'docs/statistics.md';
  const [before, , after] = readFileSync(path, 'utf8').split(new RegExp(`<!-- /?${mark} -->`));
  writeFileSync(path, `${before}<!-- ${mark} -->\n\n${text}\n\n<!-- /${mark} -->${after}`);
}
