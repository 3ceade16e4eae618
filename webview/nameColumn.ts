/** The matrix's column of names: as wide as they need where there is room, else with signs in place of the tags' words. */

import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import type { MatrixRow } from '../src/core/report/matrix.js';
import type { Grid } from './grid.js';

const MIN_WIDTH = 108;
/** Of the matrix, where names and cells do not both find room. */
const MAX_SHARE = 0.55;
const PADDING = 10;
export const FIGURE_WIDTH = 36;

export interface NameColumn {
  /** In CSS pixels. */
  readonly width: number;
  /** Whether tags are signs, which the legend explains. */
  readonly signs: boolean;
}

const TAGS = {
  stress: { sign: '△', word: () => l10n.t('stress') },
  unreviewed: { sign: '◇', word: () => l10n.t('unreviewed') },
} as const;
type Tag = keyof typeof TAGS;

const tagsOf = (row: MatrixRow) => (Object.keys(TAGS) as Tag[]).filter((tag) => row[tag]);

/** `room`: the width the matrix has on the screen; `measure`: the width of a text. */
export function nameColumn(
  { matrix, order, column }: Grid,
  room: number,
  measure: (text: string) => number = measured,
): NameColumn {
  const widest = (tagText: (tag: Tag) => string) =>
    PADDING +
    Math.ceil(
      Math.max(
        ...matrix.rows.map((row) => measure([row.name, ...tagsOf(row).map(tagText)].join(' '))),
      ),
    );
  const free = room - order.length * column - FIGURE_WIDTH;
  const inWords = Math.max(
    MIN_WIDTH,
    widest((tag) => TAGS[tag].word()),
  );
  if (inWords <= free) return { width: inWords, signs: false };
  const inSigns = Math.min(
    widest((tag) => TAGS[tag].sign),
    room * MAX_SHARE,
  );
  return { width: Math.max(MIN_WIDTH, inSigns), signs: true };
}

let pen: CanvasRenderingContext2D | null = null;

/** As bold as the name of the chosen row. */
function measured(text: string): number {
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return 0;
  const { fontSize, fontFamily } = getComputedStyle(document.body);
  pen.font = `600 ${fontSize} ${fontFamily}`;
  return pen.measureText(text).width;
}

/** A name too long for its column loses the end of its words, never its number or its tags. */
export function nameAndTags(row: MatrixRow, { signs }: NameColumn) {
  const [, stem, number] = /^(.*?)( \d+)?$/.exec(row.name) ?? [];
  return html`<span class="parts"
    ><span class="stem">${stem}</span><span>${number ?? ''}</span>${tagsOf(row).map((tag) => {
      const word = TAGS[tag].word();
      return signs
        ? html`<small title=${word}> <span aria-hidden="true">${TAGS[tag].sign}</span><span class="sr">${word}</span></small>`
        : html`<small> ${word}</small>`;
    })}</span
  >`;
}

export const tagLegend = (rows: readonly MatrixRow[]) =>
  (Object.keys(TAGS) as Tag[]).map((tag) =>
    rows.some((row) => row[tag])
      ? html`<li><span class="cell"><span aria-hidden="true">${TAGS[tag].sign}</span></span>${TAGS[tag].word()}</li>`
      : nothing,
  );
