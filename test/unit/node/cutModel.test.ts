import { describe, expect, it } from 'vitest';
import { cutModel, readModelFile } from '../../../src/node/trialModel/cutModel.js';

const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u64 = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};
const text = (value: string) => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);
const align = (bytes: Buffer) =>
  Buffer.concat([bytes, Buffer.alloc((32 - (bytes.length % 32)) % 32)]);

/** A model of `blocks` blocks with one tensor each, in the order files have: blk.1, blk.10, blk.2 …, the output last. */
function modelOf(blocks: number, architecture = 'llama'): Buffer {
  const names = [
    'token_embd.weight',
    ...Array.from({ length: blocks }, (_, at) => `blk.${at}.attn.weight`).toSorted(),
    'output_norm.weight',
  ];
  const data = names.map((name, at) => Buffer.alloc(20 + at * 7, name));
  const values = [
    [text('general.architecture'), u32(8), text(architecture)],
    [text('tokens'), u32(9), u32(8), u64(2), text('a'), text('bc')],
    [text(`${architecture}.block_count`), u32(4), u32(blocks)],
    [text('flag'), u32(7), Buffer.from([1])],
  ];
  let offset = 0;
  const infos = names.map((name, at) => {
    const info = Buffer.concat([text(name), u32(1), u64(5), u32(0), u64(offset)]);
    offset += align(data[at]!).length;
    return info;
  });
  const header = Buffer.concat([
    ...[Buffer.from('GGUF'), u32(3), u64(names.length), u64(values.length), ...values.flat()],
    ...infos,
  ]);
  return Buffer.concat([align(header), ...data.slice(0, -1).map(align), data.at(-1)!]);
}

describe('a model that is cut', () => {
  it('after its last block is the file itself', () => {
    const bytes = modelOf(12);
    expect(cutModel(readModelFile(bytes), 12).equals(bytes)).toBe(true);
  });

  it('keeps the blocks before the cut and everything that is no block, with the data of each', () => {
    const file = readModelFile(cutModel(readModelFile(modelOf(12)), 3));
    expect(file.blocks).toBe(3);
    expect(file.tensors.map(({ name }) => name)).toEqual([
      ...['token_embd.weight', 'blk.0.attn.weight', 'blk.1.attn.weight', 'blk.2.attn.weight'],
      'output_norm.weight',
    ]);
    for (const { name, offset } of file.tensors) {
      const at = file.dataAt + offset;
      expect(at % 32).toBe(0);
      expect(file.bytes.toString('latin1', at, at + 9)).toBe(name.slice(0, 9));
    }
  });

  it.each([
    ['another architecture', modelOf(3, 'qwen'), /architecture llama can be cut, not qwen/],
    ['a file cut short', modelOf(3).subarray(0, 90), /damaged/],
    ['a file without its data', modelOf(3).subarray(0, 420), /damaged/],
    ['no model', Buffer.from('<!doctype html>'), /no GGUF/],
  ])('is refused for %s', (_, bytes, message) => {
    expect(() => readModelFile(bytes)).toThrow(message);
  });
});
