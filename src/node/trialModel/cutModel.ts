/**
 * A model file (GGUF) cut after some of its blocks: its output is then what the whole model would say after these. Everything else
 * stays byte for byte, so that a cut after the last block is the file itself.
 */

import { UserError } from '../../core/errors.js';
import { worded } from '../../core/say/worded.js';

interface Place {
  readonly start: number;
  readonly end: number;
}

interface TensorInfo extends Place {
  readonly name: string;
  /** Where its data begin, from the first byte of all data. */
  readonly offset: number;
  /** Of the field that says so, in the file. */
  readonly offsetAt: number;
}

export interface ModelFile {
  readonly bytes: Buffer;
  readonly architecture: string;
  readonly blocks: number;
  /** Where the number of blocks is written. */
  readonly blocksAt: number;
  readonly alignment: number;
  readonly tensors: readonly TensorInfo[];
  /** Of the tensor infos, and of the data. */
  readonly infosAt: number;
  readonly dataAt: number;
}

const MAGIC = 'GGUF';
const ARCHITECTURE = 'llama';
/** Bytes of the value types that have a size of their own, by their number in the format. */
const SIZES: Readonly<Record<number, number>> = {
  ...{ 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1 },
  ...{ 10: 8, 11: 8, 12: 8 },
};
const STRING = 8;
const LIST = 9;
const DEFAULT_ALIGNMENT = 32;
const COUNT_AT = 8;

/** Throws `UserError` for a damaged file, and for a model of another architecture. */
export function readModelFile(bytes: Buffer): ModelFile {
  try {
    return checked(parsed(bytes));
  } catch (error) {
    if (error instanceof UserError) throw error;
    // Reading past its end.
    throw new UserError(worded`The model file is damaged: install the trial model again.`);
  }
}

function checked(file: ModelFile): ModelFile {
  if (file.architecture !== ARCHITECTURE)
    throw new UserError(
      file.architecture === ''
        ? worded`Only models of the architecture ${ARCHITECTURE} can be cut.`
        : worded`Only models of the architecture ${ARCHITECTURE} can be cut, not ${file.architecture}.`,
    );
  const last = file.tensors.reduce((most, { offset }) => Math.max(most, offset), 0);
  if (file.blocks < 1 || file.dataAt + last >= file.bytes.length)
    throw new UserError(worded`The model file is damaged: install the trial model again.`);
  return file;
}

function parsed(bytes: Buffer): ModelFile {
  if (bytes.toString('latin1', 0, 4) !== MAGIC)
    throw new UserError(worded`The model file is no GGUF.`);
  let at = COUNT_AT;
  const u64 = () => {
    const value = Number(bytes.readBigUInt64LE(at));
    at += 8;
    return value;
  };
  const u32 = () => {
    const value = bytes.readUInt32LE(at);
    at += 4;
    return value;
  };
  const text = () => {
    const length = u64();
    const value = bytes.toString('utf8', at, at + length);
    at += length;
    return value;
  };
  const skip = (type: number) => {
    if (type === STRING) text();
    else if (type === LIST) {
      const of = u32();
      for (let left = u64(); left > 0; left--) skip(of);
    } else at += SIZES[type] ?? Number.NaN;
  };
  const [tensorCount, valueCount] = [u64(), u64()];
  let architecture = '';
  let alignment = DEFAULT_ALIGNMENT;
  let blocksAt = 0;
  for (let left = valueCount; left > 0; left--) {
    const key = text();
    const type = u32();
    if (key === 'general.architecture')
      architecture = bytes.toString('utf8', at + 8, at + 8 + Number(bytes.readBigUInt64LE(at)));
    if (key === 'general.alignment') alignment = bytes.readUInt32LE(at);
    if (key === `${ARCHITECTURE}.block_count`) blocksAt = at;
    skip(type);
  }
  const infosAt = at;
  const tensors = Array.from({ length: tensorCount }, (): TensorInfo => {
    const start = at;
    const name = text();
    const dimensions = u32();
    // Their sizes, and the type.
    at += 8 * dimensions + 4;
    const offsetAt = at;
    const offset = u64();
    return { name, start, end: at, offset, offsetAt };
  });
  const dataAt = Math.ceil(at / alignment) * alignment;
  const blocks = blocksAt === 0 ? 0 : bytes.readUInt32LE(blocksAt);
  return { bytes, architecture, blocks, blocksAt, alignment, tensors, infosAt, dataAt };
}

/** The file with its first `layers` blocks, 1 to all of them. */
export function cutModel(file: ModelFile, layers: number): Buffer {
  const { bytes, tensors, infosAt, dataAt, alignment } = file;
  const header = Buffer.from(bytes.subarray(0, infosAt));
  const kept = tensors.filter(({ name }) => blockOf(name) < layers);
  header.writeBigUInt64LE(BigInt(kept.length), COUNT_AT);
  header.writeUInt32LE(layers, file.blocksAt);
  // A tensor with its padding ends where the next begins.
  const starts = [...tensors.map(({ offset }) => offset), bytes.length - dataAt].toSorted(
    (a, b) => a - b,
  );
  const lengthOf = (offset: number) => (starts.find((each) => each > offset) ?? offset) - offset;
  const data: Buffer[] = [];
  const offsets = new Map<TensorInfo, number>();
  let total = 0;
  for (const tensor of kept.toSorted((a, b) => a.offset - b.offset)) {
    const length = lengthOf(tensor.offset);
    offsets.set(tensor, total);
    data.push(bytes.subarray(dataAt + tensor.offset, dataAt + tensor.offset + length));
    const padding = (alignment - (length % alignment)) % alignment;
    // The last tensor of the file may end without one.
    if (padding > 0 && tensor !== kept.at(-1)) data.push(Buffer.alloc(padding));
    total += length + padding;
  }
  const infos = kept.map((tensor) => {
    const info = Buffer.from(bytes.subarray(tensor.start, tensor.end));
    info.writeBigUInt64LE(BigInt(offsets.get(tensor) ?? 0), tensor.offsetAt - tensor.start);
    return info;
  });
  const before = Buffer.concat([header, ...infos]);
  const gap = Buffer.alloc((alignment - (before.length % alignment)) % alignment);
  return Buffer.concat([before, gap, ...data]);
}

/** Of a tensor of a block; −1 for any other. */
const blockOf = (name: string): number => Number(/^blk\.(\d+)\./.exec(name)?.[1] ?? -1);
