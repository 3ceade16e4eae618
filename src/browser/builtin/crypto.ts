/** `createHash` of `node:crypto`, for the one hash that is used. */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

export function createHash(_: 'sha256') {
  const hash = sha256.create();
  return {
    update(data: string | Uint8Array) {
      hash.update(typeof data === 'string' ? utf8ToBytes(data) : data);
      return this;
    },
    digest: (_: 'hex') => bytesToHex(hash.digest()),
  };
}
