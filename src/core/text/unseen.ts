/** Characters that no eye can tell apart, or see at all, spelled out. */

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'space',
  '\t': 'tab',
  '\u00A0': 'no-break space',
  '\u00AD': 'soft hyphen',
  '\u2009': 'thin space',
  '\u200B': 'zero-width space',
  '\u202F': 'narrow no-break space',
  '\uFEFF': 'byte order mark',
};

/** Marks, further spaces and format characters; spaces too where there is nothing else. */
export function spelledOut(text: string): string {
  const unseen = text.trim() === '' ? /[\p{Z}\p{Cf}\t]/gu : /(?! )[\p{Z}\p{M}\p{Cf}]/gu;
  return text.replace(unseen, (character) => `⟨${NAMES[character] ?? codePoint(character)}⟩`);
}

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
