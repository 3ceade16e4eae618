import { html, type Markup } from './markup.js';

/** A picture as wide as this where there is room; the label says all that it shows. */
export const drawing = (
  label: string,
  [width, height]: readonly [number, number],
  content: Markup,
): Markup =>
  html`<svg viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-label="${label}">
    ${content}
  </svg>`;
