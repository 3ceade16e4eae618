/** The id of the language that `package.json` contributes without a file name. */
export const PROMPT_LANGUAGE = 'plumbline-prompt';

/** The language a document should have instead of its own; null: it keeps that. Only plain text, which nobody claims, is changed. */
export const languageFor = (path: string, languageId: string): string | null =>
  languageId === 'plaintext' && /\.prompty?$/i.test(path) ? PROMPT_LANGUAGE : null;
