/** Brackets, quotation marks and markup that belong together. */

const PAIRS: readonly (readonly [string, string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['“', '”'],
];

/** Whether brackets and markup that open here also close here. */
export function isBalanced(text: string): boolean {
  const count = (part: string) => text.split(part).length - 1;
  const paired = PAIRS.every(([open, close]) => count(open) === count(close));
  return paired && ['"', '**', '`'].every((mark) => count(mark) % 2 === 0);
}
