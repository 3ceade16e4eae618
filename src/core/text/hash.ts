import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 of a text, in hexadecimal. */
export function hash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** A non-negative 31-bit integer from a text: fits every endpoint's `seed` field. */
export function hashInt(text: string): number {
  return parseInt(hash(text).slice(0, 8), 16) >>> 1;
}
