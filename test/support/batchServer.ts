/** A provider with chat completions and a Batch API, as OpenAI documents both: files, batches, an output and an error file. */

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closed, json, listen } from './endpoint.js';

interface Body {
  readonly messages: readonly { readonly content: string }[];
  readonly seed?: number;
}

export interface BatchServer {
  readonly baseUrl: string;
  /** Requests answered one by one. */
  readonly single: () => number;
  close(): Promise<void>;
}

/**
 * `answerTo` gives a text, or an error that the request has by itself. A batch is `in_progress` for as many looks as `slow` says; one that is
 * cancelled or has `expires` holds half of its answers.
 */
export async function batchServer(
  answerTo: (body: Body) => string | { readonly status: number; readonly message: string },
  { slow = 1, expires = false }: { slow?: number; expires?: boolean } = {},
): Promise<BatchServer> {
  const files = new Map<string, string>();
  const batches = new Map<string, Record<string, unknown>>();
  const looks = new Map<string, number>();
  let single = 0;
  const completionOf = (body: Body) => {
    const said = answerTo(body);
    if (typeof said !== 'string')
      return {
        status: said.status,
        body: { error: { message: said.message, type: 'x', code: null } },
      };
    const choice = {
      index: 0,
      message: { role: 'assistant', content: said },
      finish_reason: 'stop',
    };
    const usage = { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 };
    return { status: 200, body: { model: 'm-1', choices: [choice], usage } };
  };
  const work = (batch: Record<string, unknown>, isPart: boolean) => {
    const lines = (files.get(batch['input_file_id'] as string) ?? '').trim().split('\n');
    const done = isPart ? lines.slice(0, Math.floor(lines.length / 2)) : lines;
    const results = done.map((line) => {
      const { custom_id, body } = JSON.parse(line) as { custom_id: string; body: Body };
      const { status: status_code, body: answer } = completionOf(body);
      return { id: 'r', custom_id, response: { status_code, body: answer }, error: null };
    });
    const left = lines.slice(done.length).map((line) => {
      const { custom_id } = JSON.parse(line) as { custom_id: string };
      const error = {
        code: 'batch_expired',
        message: 'This request could not be executed in time.',
      };
      return { id: 'r', custom_id, response: null, error };
    });
    const isError = ({ response }: (typeof results)[number]) => response.status_code >= 400;
    // Results come in any order.
    const output = results.filter((each) => !isError(each)).reverse();
    const errors = [...results.filter(isError), ...left];
    const write = (id: string, all: readonly object[]) =>
      files.set(id, all.map((each) => `${JSON.stringify(each)}\n`).join(''));
    write(`${String(batch['id'])}-out`, output);
    if (errors.length > 0) write(`${String(batch['id'])}-err`, errors);
    return {
      output_file_id: `${String(batch['id'])}-out`,
      error_file_id: errors.length > 0 ? `${String(batch['id'])}-err` : null,
      request_counts: { total: lines.length, completed: output.length, failed: errors.length },
    };
  };
  const server = createServer((request, response) => {
    void readAll(request).then((body) => {
      const path = request.url ?? '';
      const [, id = ''] = /\/(?:files|batches)\/([^/?]+)/.exec(path) ?? [];
      if (path.endsWith('/models')) return json(response, 200, { data: [{ id: 'm' }] });
      if (path.endsWith('/chat/completions')) {
        single += 1;
        const { status, body: answer } = completionOf(JSON.parse(body) as Body);
        return json(response, status, answer);
      }
      if (path.endsWith('/files')) {
        const file = `file-${files.size + 1}`;
        files.set(file, fileIn(body));
        return json(response, 200, { id: file, object: 'file', purpose: 'batch' });
      }
      if (path.endsWith('/content'))
        return files.has(id)
          ? void response.end(files.get(id))
          : json(response, 404, { error: { message: `No such File object: ${id}` } });
      if (path.endsWith('/batches')) {
        const batch = {
          id: `batch_${batches.size + 1}`,
          status: 'validating',
          ...(JSON.parse(body) as object),
        };
        batches.set(batch.id, batch);
        return json(response, 200, batch);
      }
      const batch = batches.get(id);
      if (!batch)
        return json(response, 404, { error: { message: `No batch found with id '${id}'.` } });
      const seen = (looks.get(id) ?? 0) + 1;
      looks.set(id, seen);
      if (path.endsWith('/cancel'))
        Object.assign(batch, work(batch, true), { status: 'cancelled' });
      else if (batch['status'] !== 'cancelled')
        Object.assign(
          batch,
          seen <= slow
            ? { status: 'in_progress' }
            : { ...work(batch, expires), status: expires ? 'expired' : 'completed' },
        );
      return json(response, 200, batch);
    });
  });
  await listen(server);
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    single: () => single,
    close: () => closed(server),
  };
}

async function readAll(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

/** The file of a multipart form: what stands after the empty line of the part that names one. */
function fileIn(form: string): string {
  const boundary = form.slice(0, form.indexOf('\r\n'));
  const part = form.split(boundary).find((each) => /filename=/.test(each)) ?? '';
  return part.slice(part.indexOf('\r\n\r\n') + 4).replace(/\r\n$/, '');
}
