/**
 * Puts a sentence into the reader's language. The template is English, with names in braces for what goes in; the same template
 * is the key of its translation.
 */
export type Say = (template: string, params?: Readonly<Record<string, string | number>>) => string;

export const english: Say = (template, params = {}) =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : whole,
  );
