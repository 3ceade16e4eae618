/** What can be seen of a text: compatibility forms and kinds of space are one, and what has no width is gone. */
export const visibleText = (text: string): string =>
  text
    .normalize('NFKC')
    // Zero-width space and joiner, byte-order mark, soft hyphen.
    .replace(/[\u200B\u2060\uFEFF\u00AD]/g, '')
    .replace(/\s+/g, ' ');

/** Letters that differ in nothing but case are one, also where the upper case has more of them: `Große` and `GROSSE`. */
export const casefold = (text: string): string =>
  text.toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ');

/**
 * Two answers are the same when they are equal after this, and nothing more: compatibility forms, case, invisible characters,
 * outer and repeated spaces, surrounding quotes, code fences and Markdown emphasis, one final full stop, comma, semicolon,
 * colon or exclamation mark. Signs, decimal points and commas and lone letters stay, so that "-5", "1.5", "12,5" and "A" keep
 * their meaning.
 */
export function normaliseAnswer(text: string): string {
  let result = casefold(visibleText(unfenced(text))).trim();
  for (let before = ''; before !== result;) {
    before = result;
    result = unwrapped(withoutFinalMark(result));
  }
  return result;
}

/** A text that is one code fence, without it. */
export function unfenced(text: string): string {
  const fence = /^\s*(`{3,}|~{3,})[^\n`]*\n([^]*?)\n?\s*\1\s*$/.exec(text);
  return fence?.[2] ?? text;
}

function withoutFinalMark(text: string): string {
  const isMarked = /[^.。!,;:、][.。!,;:、]$/.test(text);
  return isMarked ? text.slice(0, -1).trimEnd() : text;
}

/** Words that people's models put before the answer, in a few languages. */
const LEAD =
  /^(?:(?:the|my|final|correct|best|predicted) )*(?:answer|label|category|class|classification|intent|sentiment|result|output|response|antwort|kategorie|ergebnis|réponse|catégorie|respuesta|categoría|答案|回答|答え|分类|類別)(?: is)?(?: ?[:=] ?| is )(.+)$/u;

/** The answer after words that only announce it, normalised; null where there are none. */
export function announcedAnswer(text: string): string | null {
  const plain = normaliseAnswer(text)
    .replace(/^[*_#> ]+/, '')
    .replace(/\*\*|__/g, '');
  const said = LEAD.exec(plain)?.[1];
  return said === undefined ? null : normaliseAnswer(said);
}

const WRAPPERS: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['‘', '’'],
  ['«', '»'],
  ['„', '“'],
  ['「', '」'],
  ['『', '』'],
  ['(', ')'],
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
