/**
 * Puts a sentence into the reader's language. The template is English, with names in braces for what goes in; the same template
 * is the key of its translation.
 */
export interface Say {
  (template: string, params?: Readonly<Record<string, string | number>>): string;
  /** Whose numbers go with the texts, as a BCP 47 tag; absent: they are written as in English. */
  readonly locale?: string;
}

export const english: Say = (template, params = {}) =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : whole,
  );
