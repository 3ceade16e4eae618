import type { ImageKind } from './imageKind.js';

/** Of an image whose size is not known: one of 1024 × 1024. */
const TYPICAL = 765;
const PER_IMAGE = 85;
const PER_TILE = 170;

/**
 * Prompt tokens of an image, an estimate: 85, and 170 for each tile of 512 × 512 after it was made to fit 2048 × 2048 and then
 * its shorter side 768 pixels (OpenAI, "Images and vision", high detail); 85 at low detail. Other models count in other ways.
 */
export function imageTokens(size: ImageKind['size'], detail: string | null = null): number {
  if (detail === 'low') return PER_IMAGE;
  if (!size) return TYPICAL;
  const fit = Math.min(1, 2048 / Math.max(size.width, size.height, 1));
  const [long, short] = [
    Math.max(size.width, size.height) * fit,
    Math.min(size.width, size.height) * fit,
  ];
  const shrink = Math.min(1, 768 / Math.max(short, 1));
  return (
    PER_IMAGE + PER_TILE * Math.ceil((long * shrink) / 512) * Math.ceil((short * shrink) / 512)
  );
}
