import { svg, type SVGTemplateResult } from 'lit';

const icon = (shape: SVGTemplateResult) =>
  svg`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${shape}</svg>`;

export const warning = () =>
  icon(svg`<path class="stroke" d="M8 2 14.5 13.5h-13zM8 6.5v3.5M8 11.4v1"/>`);
export const pass = () =>
  icon(
    svg`<circle class="stroke" cx="8" cy="8" r="6.2"/><path class="stroke" d="m5 8.2 2.1 2.1 4-4.4"/>`,
  );
export const question = () =>
  icon(
    svg`<circle class="stroke" cx="8" cy="8" r="6.2"/><path class="stroke" d="M6 6.3a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.3M8 11v1"/>`,
  );
export const up = () => icon(svg`<path class="stroke" d="m3.5 10 4.5-4.5L12.5 10"/>`);
export const down = () => icon(svg`<path class="stroke" d="m3.5 6 4.5 4.5L12.5 6"/>`);
