/** A file being read: its text, its surroundings, and the problems found so far. */

import { NOTHING_AROUND, type Surroundings } from '../ports/surroundings.js';
import { folderOf, pathIn } from './path.js';
import type { Problem } from './prompt.js';

export type TextPosition = Pick<Problem, 'line' | 'column'>;
export const TOP: TextPosition = { line: 1, column: 1 };

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

  error({ line, column }: TextPosition, message: string): void {
    this.problems.push({ severity: 'error', message, line, column });
  }

  warning({ line, column }: TextPosition, message: string): void {
    this.problems.push({ severity: 'warning', message, line, column });
  }

  /** The text of another file; reports a problem if it is not available. */
  fileNamed(
    name: string,
    at: TextPosition,
  ): { readonly path: string; readonly text: string } | null {
    const path = pathIn(folderOf(this.path), name);
    const text = path === null ? null : this.around.file(path);
    if (path !== null && text !== null) return { path, text };
    this.error(
      at,
      path === null
        ? `${name} is outside the workspace, so it is not read.`
        : `File not found: ${path}`,
    );
    return null;
  }

  /** Adopts the problems of a file this one refers to, reported at the reference. */
  adopt(other: Reading, at: TextPosition): void {
    for (const { severity, message, line } of other.problems)
      this.problems.push({ severity, ...at, message: `${other.path}, line ${line}: ${message}` });
  }
}
