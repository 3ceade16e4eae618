import type * as OnNode from '../node/base64.js';

/** As many bytes as a call takes for arguments everywhere, and a multiple of three. */
const PIECE = 3 * 8192;

export const base64Of: typeof OnNode.base64Of = (bytes) => {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE)
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  return text;
};
