/** What a cell of the matrix shows, by what the picker asks for, and the legend of it. */

import * as l10n from '@vscode/l10n';
import { html } from 'lit';
import { GLYPHS, type Glyph } from '../src/core/report/glyphs.js';
import type { MatrixCell, MatrixView } from '../src/core/report/matrix.js';
import { figure } from './figures.js';
import { glyphWords } from './glyphWords.js';
import type { CellMode } from './store.js';

/** Confidence below these is shaded, the lower the stronger. */
const LIMITS = [0.6, 0.8, 0.9] as const;

export function face({ glyph, likeOriginal, confidence }: MatrixCell, mode: CellMode): string {
  if (mode === 'score') return GLYPHS[glyph].sign;
  if (mode === 'same') return GLYPHS[likeOriginal].sign;
  return confidence === null ? GLYPHS.missing.sign : String(Math.round(confidence * 100));
}

export function faceClass({ glyph, likeOriginal, confidence }: MatrixCell, mode: CellMode): string {
  if (mode === 'score') return `is-${glyph}`;
  if (mode === 'same') return `is-${likeOriginal}`;
  if (confidence === null) return 'is-missing';
  const step = LIMITS.findIndex((limit) => confidence < limit);
  return step < 0 ? '' : `unsure-${step}`;
}

export function cellLegend({ rows, legend }: MatrixView, mode: CellMode) {
  if (mode === 'score') return legend.map(glyphItem);
  const cells = rows.flatMap((row) => row.cells);
  if (mode === 'same') {
    const seen = new Set(cells.map(({ likeOriginal }) => likeOriginal));
    return (Object.keys(GLYPHS) as Glyph[]).filter((glyph) => seen.has(glyph)).map(glyphItem);
  }
  const steps = [...LIMITS.keys()].filter((step) =>
    cells.some((cell) => faceClass(cell, mode) === `unsure-${step}`),
  );
  return html`
    <li>${l10n.t('Confidence × 100')}</li>
    ${steps.map((step) => item(`unsure-${step}`, '', l10n.t('below {0}', figure(LIMITS[step] as number))))}
    ${cells.some(({ confidence }) => confidence === null) ? item('is-missing', GLYPHS.missing.sign, l10n.t('not available')) : ''}
  `;
}

const glyphItem = (glyph: Glyph) => item(`is-${glyph}`, GLYPHS[glyph].sign, glyphWords(glyph));

const item = (look: string, sign: string, words: string) =>
  html`<li><span class="cell ${look}"><span aria-hidden="true">${sign}</span></span>${words}</li>`;
