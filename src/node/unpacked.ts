/** Bodies that were compressed: nobody asked for it, but some servers do all the same. */

import { pipeline, Readable, type Transform } from 'node:stream';
import zlib from 'node:zlib';

const UNPACKERS: Readonly<Record<string, (() => Transform) | undefined>> = {
  gzip: zlib.createGunzip,
  'x-gzip': zlib.createGunzip,
  br: zlib.createBrotliDecompress,
  // Since Node 22.15.
  zstd: zlib.createZstdDecompress,
};

/** The body itself where nothing is said, `encodings` undone in the other order where something is. Throws for one that is not known. */
export function unpacked<T extends Readable>(body: T, encodings: string | null): T | Readable {
  const names = (encodings ?? '').toLowerCase().split(',');
  return names
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
    .reduceRight<T | Readable>(undone, body);
}

function undone(body: Readable, name: string): Readable {
  if (name === 'deflate') return Readable.from(inflated(body));
  const unpacker = UNPACKERS[name]?.();
  if (!unpacker) {
    // What is not wanted ends with an error of its own.
    body.on('error', () => undefined).destroy();
    throw new Error(`the body is packed as "${name.slice(0, 40)}"`);
  }
  return through(body, unpacker);
}

// An end in the middle is the reader's to notice.
const through = (body: Readable, unpacker: Transform): Readable =>
  pipeline(body, unpacker, () => undefined);

/** The method in the first byte of a zlib header (RFC 1950), which some leave out. */
const DEFLATE = 8;

async function* inflated(body: Readable): AsyncGenerator<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const first = await pieces.next();
  if (first.done) return;
  const isWrapped = ((first.value[0] ?? 0) & 0x0f) === DEFLATE;
  const whole = Readable.from(
    (async function* () {
      yield first.value;
      yield* { [Symbol.asyncIterator]: () => pieces };
    })(),
  );
  yield* through(whole, isWrapped ? zlib.createInflate() : zlib.createInflateRaw());
}
