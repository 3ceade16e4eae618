/** What a text marks as not its own words: placeholders, quotations, code, addresses. */

/** What a case fills in, in every template language, and template logic. */
export const PLACEHOLDER =
  /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}|\$\{[^}\n]*\}|\{[\p{L}_][\p{L}\p{N}_]*\}|\$(?:ARGUMENTS|[1-9])(?![\p{L}\p{N}_])/gu;

/** The placeholders of a text without their spaces, each once, in the order of their first use. */
export const placeholdersIn = (text: string): string[] => [
  ...new Set((text.match(PLACEHOLDER) ?? []).map((found) => found.replace(/\s/g, ''))),
];

export const CODE = /```[\s\S]*?```|`[^`\n]+`/g;

export const ADDRESS = /\bhttps?:\/\/[^\s)>\]"'”’»]+(?<![.,;:!?])/g;

/** In the quotation marks of any language. */
const QUOTED =
  /"([^"\n]*)"|“([^”\n]*)”|„([^“”"\n]*)[“”"]|«([^»\n]*)»|»([^«\n]*)«|‹([^›\n]*)›|‘([^’\n]*)’(?!\p{L})|「([^」\n]*)」|『([^』\n]*)』|(?<![\p{L}\p{N}])'([^'\n]+)'(?![\p{L}\p{N}])/gu;

/** What is quoted, without the marks. Quotes around a placeholder quote nothing. */
export const quotedTexts = (text: string): string[] =>
  [...text.matchAll(QUOTED)]
    .map(([, ...groups]) => groups.find((group) => group !== undefined) ?? '')
    .map((quoted) => quoted.trim())
    .filter((quoted) => quoted.replace(PLACEHOLDER, '').trim() !== '');

/** Code spans and blocks without their fences and outer spaces; those that hold nothing but a placeholder are not code. */
export const codeTexts = (text: string): string[] =>
  (text.match(CODE) ?? [])
    .map((code) => code.replace(/^```[^\n`]*\n|^`+|`+$/g, '').trim())
    .filter((code) => code.replace(PLACEHOLDER, '').trim() !== '');
