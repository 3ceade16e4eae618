/** Kind and size of an image out of its first bytes: PNG, JPEG, GIF and WebP, which models read. */

export interface ImageKind {
  readonly mediaType: string;
  /** In pixels; null where the bytes do not say. */
  readonly size: { readonly width: number; readonly height: number } | null;
}

/** As many bytes as the place of the size in a JPEG may need, whose camera data come first. */
const HEAD_CHARACTERS = 400_000;

/** Null for anything else. */
export function imageKind(base64: string): ImageKind | null {
  const head = base64.slice(0, HEAD_CHARACTERS).replace(/\s+/g, '');
  const whole = head.slice(0, head.length - (head.length % 4));
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(whole)) return null;
  const bytes = Uint8Array.from(atob(whole), (each) => each.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const text = (at: number, length: number) =>
    String.fromCharCode(...bytes.subarray(at, at + length));
  if (text(1, 3) === 'PNG' && bytes.length >= 24)
    return {
      mediaType: 'image/png',
      size: { width: view.getUint32(16), height: view.getUint32(20) },
    };
  if (text(0, 3) === 'GIF' && bytes.length >= 10)
    return {
      mediaType: 'image/gif',
      size: { width: view.getUint16(6, true), height: view.getUint16(8, true) },
    };
  if (bytes[0] === 0xff && bytes[1] === 0xd8)
    return { mediaType: 'image/jpeg', size: jpegSize(view) };
  if (text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP')
    return { mediaType: 'image/webp', size: webpSize(view, text(12, 4)) };
  return null;
}

/** In the first frame header (ITU T.81, B.2.2). */
function jpegSize(view: DataView): ImageKind['size'] {
  for (let at = 2; at + 9 <= view.byteLength;) {
    const marker = view.getUint16(at);
    const isFrame =
      marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker >> 8 !== 0xff) return null;
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** RFC 9649, 2.5 to 2.7. */
function webpSize(view: DataView, chunk: string): ImageKind['size'] {
  if (view.byteLength < 30) return null;
  const threeBytes = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  if (chunk === 'VP8X') return { width: threeBytes(24) + 1, height: threeBytes(27) + 1 };
  if (chunk === 'VP8 ')
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  const bits = view.getUint32(21, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
}
