/** HTML that cannot be broken by what it shows: every value is escaped unless it is markup made here. */

import { printable } from '../../text/printable.js';

export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Part = Markup | string | number | null | readonly Part[];

/** Values are text, lists are joined, null is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  const pieces = strings.map(
    (text, index) => text + (index < values.length ? textOf(values[index] as Part) : ''),
  );
  return new Markup(pieces.join(''));
}

function textOf(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(textOf).join('');
  return escaped(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string) =>
  printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
