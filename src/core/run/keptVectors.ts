/** Embeddings of answers in a journal: what compares them is known again when a run goes on or is scored again. */

import * as z from 'zod';
import type { Vectors } from '../text/cosine.js';
import { hash } from '../text/hash.js';
import { unsealed } from './sealedLine.js';

/** By the SHA-256 of the text, which the journal holds already. */
export type KeptVectors = ReadonlyMap<string, readonly number[]>;
export const NO_VECTORS: KeptVectors = new Map();

const vectorsLine = z.object({ vectors: z.array(z.tuple([z.string(), z.base64()])) });
const PER_LINE = 64;

/** The content of the lines that hold `vectors` (by text), as 32-bit floats; those in `kept` are written already. */
export function vectorLines(vectors: Vectors, kept: KeptVectors): z.infer<typeof vectorsLine>[] {
  const fresh = [...vectors]
    .map(([text, vector]) => [hash(text), vector] as const)
    .filter(([key]) => !kept.has(key))
    .map(([key, vector]): [string, string] => [key, encoded(vector)]);
  return Array.from({ length: Math.ceil(fresh.length / PER_LINE) }, (_, at) => ({
    vectors: fresh.slice(at * PER_LINE, (at + 1) * PER_LINE),
  }));
}

/** Of all lines of a journal. */
export const readVectors = (lines: readonly string[]): KeptVectors =>
  new Map(
    lines
      .filter((line) => line.includes('"vectors":[['))
      .flatMap((line) => vectorsLine.safeParse(unsealed(line)).data?.vectors ?? [])
      .map(([key, text]) => [key, decoded(text)]),
  );

/** Those of `texts` that are kept, by text. */
export function vectorsOf(texts: ReadonlySet<string>, kept: KeptVectors) {
  const found = new Map<string, readonly number[]>();
  if (kept.size === 0) return found;
  for (const text of texts) {
    const vector = kept.get(hash(text));
    if (vector) found.set(text, vector);
  }
  return found;
}

function encoded(vector: readonly number[]): string {
  const bytes = new Uint8Array(Float32Array.from(vector).buffer);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function decoded(text: string): number[] {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  return [...new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4))];
}
