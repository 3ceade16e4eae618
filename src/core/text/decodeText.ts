/** Bytes of a file as text, whatever program wrote them. */

export type Encoding = 'UTF-8' | 'UTF-16' | 'Windows-1252';

export interface DecodedText {
  /** With its byte order mark, so that writing the text back keeps it. */
  readonly text: string;
  readonly encoding: Encoding;
}

/**
 * A byte order mark decides. Without one, bytes that are valid UTF-8 are UTF-8, unless every second one is zero as in UTF-16;
 * any other bytes are Windows-1252, which spreadsheets write and in which no byte is invalid.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'UTF-16', 'utf-16le');
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'UTF-16', 'utf-16be');
  const wide = wideEncoding(bytes);
  if (wide !== null) return decoded(bytes, 'UTF-16', wide);
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, encoding: 'UTF-8' };
  } catch (error) {
    if (error instanceof TypeError) return decoded(bytes, 'Windows-1252', 'windows-1252');
    throw error;
  }
}

const decoded = (bytes: Uint8Array, encoding: Encoding, label: string): DecodedText => ({
  text: new TextDecoder(label, { ignoreBOM: true }).decode(bytes),
  encoding,
});

/** Enough of a file to see in which half of its pairs the zeros are. */
const PROBE_BYTES = 400;

/** UTF-16 without a mark: Latin letters have a zero as their high byte. Null for anything else. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const probe = bytes.subarray(0, PROBE_BYTES);
  const pairs = Math.floor(probe.length / 2);
  if (pairs < 2 || bytes.length % 2 === 1) return null;
  const zeros = [0, 0];
  probe.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [high = 0, low = 0] = zeros;
  if (low > pairs * 0.6 && high < pairs * 0.1) return 'utf-16le';
  if (high > pairs * 0.6 && low < pairs * 0.1) return 'utf-16be';
  return null;
}
