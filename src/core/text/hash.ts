import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

interface NativeHash {
  hash?(algorithm: 'sha256', text: string, encoding: 'hex'): string;
}
interface Runtime {
  readonly process?: { getBuiltinModule?(id: 'node:crypto'): NativeHash | undefined };
}

/** The runtime's own, ten times as fast; none in a browser. */
const native = (globalThis as Runtime).process?.getBuiltinModule?.('node:crypto');

/** SHA-256 of a text, in hexadecimal. */
export const hash: (text: string) => string = native?.hash
  ? (text) => (native as Required<NativeHash>).hash('sha256', text, 'hex')
  : portableHash;

/** The same, where the runtime has none of its own. */
export function portableHash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** A non-negative 31-bit integer from a text: fits every endpoint's `seed` field. */
export function hashInt(text: string): number {
  return parseInt(hash(text).slice(0, 8), 16) >>> 1;
}
