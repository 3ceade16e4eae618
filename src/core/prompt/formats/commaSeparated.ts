/** Lists in one text, as promptfoo writes them: `a, "b, c", d`. */

const ITEM = /\s*(?:"((?:[^"\\]|\\[\s\S]|"")*)"\s*(?=,|$)|([^\s",][^,]*|(?=,|$)))(?:,|$)/y;

/**
 * The items without white space around them; empty ones are left out. A quoted item may contain commas, and a quotation mark as
 * `""` or `\"`. Null if a quoted item is not closed, or has text after it.
 */
export function commaSeparated(text: string): string[] | null {
  const items: string[] = [];
  for (let at = 0; at < text.length; at = ITEM.lastIndex) {
    ITEM.lastIndex = at;
    const found = ITEM.exec(text);
    if (!found || found[0] === '') return null;
    const [, quoted, plain = ''] = found;
    const item = quoted === undefined ? plain.trim() : unquoted(quoted);
    if (item !== '') items.push(item);
  }
  return items;
}

const unquoted = (text: string) =>
  text.replace(/""|\\(["\\])/g, (_, escaped?: string) => escaped ?? '"');
