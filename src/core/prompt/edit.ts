/** A change to a file's text that leaves every other byte unchanged. */
export interface SourceEdit {
  /** UTF-16 offsets into the text before the edit. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The smallest edit that turns one text into the other. */
export function smallestEdit(before: string, after: string): SourceEdit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

/** The text after the edit. */
export const applyEdit = (text: string, edit: SourceEdit): string =>
  text.slice(0, edit.start) + edit.text + text.slice(edit.end);
