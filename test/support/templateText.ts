/** A lit template as its text, without a DOM: what a reader would see, and the static markup around it. */

interface Template {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
}

const isTemplate = (value: unknown): value is Template =>
  typeof value === 'object' && value !== null && 'strings' in value && 'values' in value;

export function templateText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(templateText).join('');
  if (!isTemplate(value)) return '';
  return value.strings.map((text, at) => text + templateText(value.values[at])).join('');
}
