/**
 * Two answers are the same when they are equal after this normalization: compatibility forms, case, outer and repeated
 * spaces, surrounding quotes and Markdown emphasis, one final period. Signs, decimal points and single letters are kept,
 * so that "-5", "1.5" and "A" keep their meaning.
 */
export function normaliseAnswer(text: string): string {
  let result = text.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');
  if (result.endsWith('.') && !result.endsWith('..')) result = result.slice(0, -1).trimEnd();
  for (let before = ''; before !== result;) {
    before = result;
    result = unwrapped(result);
  }
  if (result.endsWith('.') && !result.endsWith('..')) result = result.slice(0, -1).trimEnd();
  return result;
}

const WRAPPERS: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['‘', '’'],
  ['«', '»'],
  ['**', '**'],
  ['__', '__'],
  ['*', '*'],
  ['_', '_'],
  ['`', '`'],
];

function unwrapped(text: string): string {
  for (const [open, close] of WRAPPERS) {
    if (text.length > open.length + close.length && text.startsWith(open) && text.endsWith(close)) {
      return text.slice(open.length, -close.length).trim();
    }
  }
  return text;
}
