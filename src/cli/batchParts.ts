import { open, type FileHandle } from 'node:fs/promises';
import { UserError } from '../core/errors.js';
import { worded } from '../core/say/worded.js';

/** What the Batch APIs take in one file, with a margin (OpenAI: 50,000 requests and 200 MB). */
const MOST_LINES = 50_000;
const MOST_BYTES = 190_000_000;

interface Part {
  readonly name: string;
  lines: number;
  bytes: number;
}

/** One file, or as many as the limits ask for: `batch.jsonl`, `batch-2.jsonl`, … Throws `UserError` where one cannot be written. */
export async function writeParts(
  output: string,
  lines: Iterable<string>,
): Promise<readonly Part[]> {
  const parts: Part[] = [];
  let file: FileHandle | null = null;
  let waiting: string[] = [];
  const flush = async () => {
    await file?.write(waiting.join(''));
    waiting = [];
  };
  try {
    for (const line of lines) {
      const size = Buffer.byteLength(line) + 1;
      let part = parts.at(-1);
      if (!part || part.lines >= MOST_LINES || part.bytes + size > MOST_BYTES) {
        await flush();
        await file?.close();
        part = { name: partName(output, parts.length + 1), lines: 0, bytes: 0 };
        parts.push(part);
        file = await open(part.name, 'w');
      }
      waiting.push(`${line}\n`);
      part.lines += 1;
      part.bytes += size;
      if (waiting.length === 1000) await flush();
    }
    await flush();
  } catch (error) {
    throw new UserError(
      worded`${parts.at(-1)?.name ?? output} cannot be written: ${(error as Error).message}`,
    );
  } finally {
    await file?.close();
  }
  return parts;
}

const partName = (output: string, number: number) =>
  number === 1 ? output : output.replace(/(\.[^./\\]*)?$/, `-${number}$1`);
