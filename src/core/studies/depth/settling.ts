/** Where the tokens of an answer settle, and the share that settles late (Chen et al., arXiv 2602.13517; METRICS 11). */

import { mean } from '../../numbers/describe.js';

export interface DepthConfig {
  /** The divergence, in nats, from which on a layer says what the last one says. */
  readonly g: number;
  /** The share of the layers after which a token counts as deep. */
  readonly rho: number;
  /** Blocks of the whole model. */
  readonly layers: number;
}

export const DEFAULTS = { g: 0.5, rho: 0.85 } as const;

/** The first layer that counts as late; 1-based. */
export const cutoffOf = ({ rho, layers }: Pick<DepthConfig, 'rho' | 'layers'>): number =>
  Math.ceil(rho * layers);

/**
 * The layers that are read beside the last: the one before the cutoff, which alone decides, and four for the picture.
 */
export function layersToRead(layers: number, rho: number): number[] {
  const last = cutoffOf({ rho, layers }) - 1;
  const four = [1, 2, 3, 4].map((part) => Math.round((part * last) / 5));
  return [...new Set([...four, last])].filter((layer) => layer >= 1);
}

/** The first of these layers whose divergence from the last falls to `g`: first passage, whatever it does later; null: none does. */
export function settledAt(
  divergences: readonly number[],
  layers: readonly number[],
  g: number,
): number | null {
  const at = divergences.findIndex((each) => each <= g);
  return at < 0 ? null : (layers[at] ?? null);
}

/** Whether a token settles in the late layers: at none of those that were read before the cutoff. */
export const isDeep = (
  settled: number | null,
  config: Pick<DepthConfig, 'rho' | 'layers'>,
): boolean => settled === null || settled >= cutoffOf(config);

/** Share of the tokens that are deep, in [0,1]; null without tokens. From some of the layers it is an upper bound. */
export const deepThinkingRatio = (
  settled: readonly (number | null)[],
  config: Pick<DepthConfig, 'rho' | 'layers'>,
): number | null =>
  settled.length === 0 ? null : mean(settled.map((each) => (isDeep(each, config) ? 1 : 0)));

/** Of a text, by the divergences of its tokens at these layers. */
export const ratioOf = (
  divergences: readonly (readonly number[])[],
  layers: readonly number[],
  config: DepthConfig,
): number | null =>
  deepThinkingRatio(
    divergences.map((row) => settledAt(row, layers, config.g)),
    config,
  );

/** Divergences this near to `g` may lie on the other side, as the model is served. */
const UNDECIDED = 0.02;

export const isUndecided = (divergence: number, g: number): boolean =>
  Math.abs(divergence - g) < UNDECIDED;
