/** When two short texts count as the same answer. */

/**
 * Forms of a character that only differ in how it is set: full and half width, vertical and small forms, ligatures, contextual
 * and styled forms of letters. Other compatibility characters (`²`, `½`, `①`, `㎏`) say something else than their parts.
 */
const SET_FORMS =
  /[\uFF00-\uFFEF\uFE10-\uFE1F\uFE30-\uFE6F\uFB00-\uFDFF\uFE70-\uFEFC\u0132\u0133\u0149\u01C4-\u01CC\u01F1-\u01F3\u00B5\u017F\u2025\u2026\u2103\u2109\u2160-\u217F\u2E80-\u2FD5\u{1D400}-\u{1D7FF}]+/gu;

/** What can be seen of a text: forms of a character are one, hyphens and minus too, apostrophes too, and what has no width is gone. */
export const visibleText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(SET_FORMS, (forms) => forms.normalize('NFKC'))
    .replace(/[\u2010\u2011\u2212]/g, '-')
    // Apostrophes as they are set, and single quotation marks.
    .replace(/[\u2018\u2019\u02BC]/g, "'")
    // Zero-width space and joiner, byte-order mark, soft hyphen.
    .replace(/[\u200B\u2060\uFEFF\u00AD]/g, '')
    .replace(/\s+/g, ' ');

/** Letters that differ in nothing but case are one, also where the upper case has more of them: `Große` and `GROSSE`. */
export const casefold = (text: string): string =>
  text.toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ');

/**
 * Two answers are the same when they are equal after this, and nothing more: forms of characters, case, invisible characters,
 * outer and repeated spaces, surrounding quotes, code fences, tags such as `<answer>` and Markdown emphasis, one final full stop, comma, semicolon or
 * colon, or exclamation marks. Signs, decimal points and commas, factorials, names such as `__init__` and lone letters stay, so
 * that "-5", "1.5", "12,5", "3!" and "A" keep their meaning.
 */
export const normaliseAnswer = (text: string): string => casefold(bareText(text));

/** The same with its own case. */
function bareText(text: string): string {
  let result = visibleText(unfenced(text)).trim();
  for (let before = ''; before !== result;) {
    before = result;
    result = unwrapped(withoutFinalMark(result));
  }
  return result;
}

/** A text that is one code fence, without it. */
export function unfenced(text: string): string {
  const whole = text.trim();
  const [first = '', fence = ''] = /^(`{3,}|~{3,})[^\n`]*\n/.exec(whole) ?? [];
  const isOne =
    fence !== '' && whole.endsWith(fence) && whole.length >= first.length + fence.length;
  return isOne ? whole.slice(first.length, -fence.length).trimEnd() : text;
}

const withoutFinalMark = (text: string): string =>
  text.replace(/(?<=[^.。!,;:、])(?:[.。,;:、]|(?<!\d ?)!+)$/, '').trimEnd();

/** Words that people's models put before the answer, in a few languages. */
const LEAD =
  /^(?:(?:the|my|final|correct|best|predicted) )*(?:answer|label|category|class|classification|intent|sentiment|result|output|response|antwort|kategorie|ergebnis|réponse|catégorie|respuesta|categoría|答案|回答|答え|分类|類別)(?: is)?(?: ?[:=] ?| is )(.+)$/iu;

/** The answer after words that only announce it, normalised; null where there are none. */
export function announcedAnswer(text: string): string | null {
  const plain = bareText(text)
    .replace(/^[*_#> ]+/, '')
    .replaceAll('**', '')
    // Emphasis that ends with the words that announce.
    .replace(/(?<=\w)[*_]+(?= ?[:=])|(?<=[:=])[*_]+(?= )/, '');
  const said = LEAD.exec(plain)?.[1];
  return said === undefined ? null : normaliseAnswer(said);
}

const WRAPPERS: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['«', '»'],
  ['„', '“'],
  ['「', '」'],
  ['『', '』'],
  ['(', ')'],
  ['**', '**'],
  ['`', '`'],
];

/** Tags in which models put a whole answer; the closing one is sometimes where they are told to stop. */
const ANSWER_TAGS = /^<(answer|final_answer|output|response|result|solution)>([^<]+)(?:<\/\1>)?$/i;

function unwrapped(text: string): string {
  for (const [open, close] of WRAPPERS) {
    if (text.length > open.length + close.length && text.startsWith(open) && text.endsWith(close)) {
      return text.slice(open.length, -close.length).trim();
    }
  }
  return ANSWER_TAGS.exec(text)?.[2]?.trim() ?? emphasised(text) ?? text;
}

/** What is inside `*…*`, `_…_` or `__…__`; null where these marks may be part of a pattern or a name. */
function emphasised(text: string): string | null {
  const [, marks = '', inner = ''] =
    /^(\*|__?)((?=(?:\*\*)?["'“(]?[-+$€£]?[\p{L}\p{N}]).*[\p{L}\p{N}"'”).!%](?:\*\*)?)\1$/su.exec(
      text,
    ) ?? [];
  if (inner === '' || inner.includes(marks)) return null;
  return NAMES[marks]?.test(inner) ? null : inner;
}

/** Identifiers by the underscores around them: `__init__` and `__FILE__`, but not `__Yes__`; `_id2_`, but not `_yes_`. */
const NAMES: Readonly<Record<string, RegExp>> = {
  __: /^(?:[a-z][a-z0-9_]*|[A-Z][A-Z0-9_]*)$/,
  _: /^[A-Za-z]\w*[\d_]\w*$/,
};
