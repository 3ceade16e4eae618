/** A file being read: its text, its surroundings, and the problems found so far. */

import { NOTHING_AROUND, type Surroundings } from '../ports/surroundings.js';
import type { Encoding } from '../text/decodeText.js';
import { folderOf, pathIn } from './path.js';
import { unreadText } from './unreadFile.js';
import type { Problem } from './prompt.js';

export type TextPosition = Pick<Problem, 'line' | 'column'>;
export const TOP: TextPosition = { line: 1, column: 1 };

/** What is said of a file that is not UTF-8. */
export const readAs = (what: string, encoding: Encoding): string =>
  `${what} is read as ${encoding}. Save it as UTF-8, so that every program reads the same characters.`;

/** A place in the prompt's own file, or the reference to another file with the place in that one in words. */
export interface Place extends TextPosition {
  /** For example `tests.csv, line 3: `; absent in the prompt's own file. */
  readonly within?: string;
}

/** A place in a file that the prompt's file refers to at `reference`. Line and column are 1-based; column 1 is not said. */
export const placeWithin = (
  reference: TextPosition,
  { path, line, column = 1 }: { path: string; line: number; column?: number },
): Place => ({
  line: reference.line,
  column: reference.column,
  within: `${path}, line ${line}${column > 1 ? `, column ${column}` : ''}: `,
});

export class Reading {
  readonly path: string;
  readonly text: string;
  readonly around: Surroundings;
  readonly problems: Problem[] = [];

  constructor(path: string, text: string, around: Surroundings = NOTHING_AROUND) {
    this.path = path;
    this.text = text;
    this.around = around;
  }

  /** Whether an error was found. */
  get failed(): boolean {
    return this.problems.some(({ severity }) => severity === 'error');
  }

  error(at: Place, message: string): void {
    this.#report({ severity: 'error' }, at, message);
  }

  warning(at: Place, message: string): void {
    this.#report({ severity: 'warning' }, at, message);
  }

  /** What a valid file asks for and Plumbline cannot do. An `error` leaves the prompt unusable. */
  limit(at: Place, message: string, severity: Problem['severity'] = 'warning'): void {
    this.#report({ severity, limit: true }, at, message);
  }

  /** The same problem at the same place is reported once. */
  #report(
    kind: Pick<Problem, 'severity' | 'limit'>,
    { line, column, within = '' }: Place,
    said: string,
  ): void {
    const message = within + said;
    const isKnown = this.problems.some(
      (each) => each.message === message && each.line === line && each.column === column,
    );
    if (!isKnown) this.problems.push({ ...kind, message, line, column });
  }

  /** The text of another file; reports a problem if it is not available. */
  fileNamed(
    name: string,
    at: TextPosition,
  ): { readonly path: string; readonly text: string } | null {
    const path = pathIn(folderOf(this.path), name);
    const text = path === null ? null : this.around.file(path);
    if (path !== null && text !== null) {
      this.#tellEncoding(path, at);
      return { path, text };
    }
    this.error(at, unreadText({ name, path: this.path, kind: 'File' }, this.around));
    return null;
  }

  #tellEncoding(path: string, at: TextPosition): void {
    const encoding = this.around.encoding?.(path) ?? 'UTF-8';
    if (encoding === 'UTF-8') return;
    this.warning(at, readAs(path, encoding));
  }

  /** Adopts the problems of a file this one refers to, reported at the reference. */
  adopt(other: Reading, at: TextPosition): void {
    for (const { message, line, column, ...kind } of other.problems)
      this.#report(kind, placeWithin(at, { path: other.path, line, column }), message);
  }
}
