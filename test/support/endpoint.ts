import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

export interface Asked {
  readonly messages: { role: string; content: string }[];
  readonly stream?: boolean;
  readonly model: string;
  readonly [key: string]: unknown;
}

/** Does what it wants with a request; `call` counts from 1. */
export type Behaviour = (
  asked: Asked,
  response: ServerResponse,
  call: number,
  request: IncomingMessage,
) => void;

export interface FakeEndpoint {
  readonly baseUrl: string;
  readonly asked: Asked[];
  close(): Promise<void>;
}

export interface EndpointOptions {
  /** Whether pages of other sites may ask (CORS). */
  readonly allowsPages?: boolean;
}

/** What a server that allows everything answers with. */
const TO_ANY_PAGE = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-allow-methods': '*',
};

/** A real HTTP server on loopback that speaks the protocol as badly as it is told to. */
export async function fakeEndpoint(
  behave: Behaviour,
  { allowsPages = false }: EndpointOptions = {},
): Promise<FakeEndpoint> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    if (allowsPages) response.setHeaders(new Map(Object.entries(TO_ANY_PAGE)));
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    if (request.url?.endsWith('/models'))
      return json(response, 200, { data: [{ id: 'fake-model' }] });
    let body = '';
    request.on('data', (piece) => (body += piece));
    request.on('end', () => {
      const parsed = JSON.parse(body) as Asked;
      asked.push(parsed);
      behave(parsed, response, asked.length, request);
    });
  });
  await listen(server);
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    close: () => closed(server),
  };
}

/** For one test file: endpoints that end with the test that opened them. */
export function endpointsOfEachTest(): typeof fakeEndpoint {
  const open: FakeEndpoint[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
  });
  return async (behave, options) => {
    const endpoint = await fakeEndpoint(behave, options);
    open.push(endpoint);
    return endpoint;
  };
}

export const listen = (server: Server) =>
  new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
export const closed = (server: Server) =>
  new Promise<void>((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export const refuse = (
  response: ServerResponse,
  status: number,
  message: string,
  headers: Record<string, string> = {},
) => json(response, status, { error: { message, type: 'test', code: null } }, headers);

const event = (body: unknown) => `data: ${JSON.stringify(body)}\n\n`;
const chunk = (delta: object, finish: string | null = null) =>
  event({ model: 'fake-model', choices: [{ index: 0, delta, finish_reason: finish }] });

/** Answers as asked: streamed or whole. */
export function answer(asked: Asked, response: ServerResponse, text: string): void {
  const usage = { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 };
  if (!asked.stream) {
    return json(response, 200, {
      model: 'fake-model',
      choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
      usage,
    });
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(chunk({ content: text }));
  response.write(chunk({}, 'stop'));
  response.write(event({ model: 'fake-model', choices: [], usage }));
  response.end('data: [DONE]\n\n');
}

interface AnsweredCalls {
  readonly calls: readonly { readonly name: string; readonly arguments: string }[];
  readonly content?: string;
  /** Every call has the index 0, as some servers have it. */
  readonly sameIndex?: boolean;
  /** The older form, for one call. */
  readonly asFunctionCall?: boolean;
}

/** Answers with calls of tools, as asked: whole, or in pieces of a few characters. */
export function answerWithCalls(
  asked: Asked,
  response: ServerResponse,
  { calls, content, sameIndex = false, asFunctionCall = false }: AnsweredCalls,
): void {
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
  const written = calls.map((call, at) => ({ id: `call_${at}`, type: 'function', function: call }));
  if (!asked.stream) {
    const sent = asFunctionCall ? { function_call: calls[0] } : { tool_calls: written };
    const message = { role: 'assistant', content: content ?? null, ...sent };
    const choices = [{ index: 0, message, finish_reason: 'tool_calls' }];
    return json(response, 200, { model: 'fake-model', choices, usage });
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if (content !== undefined) response.write(chunk({ content }));
  if (asFunctionCall) response.write(chunk({ function_call: calls[0] }));
  else
    written.forEach((call, at) => {
      const index = sameIndex ? 0 : at;
      const { name, arguments: args } = call.function;
      const head = { ...call, index, function: { name, arguments: '' } };
      response.write(chunk({ tool_calls: [head] }));
      for (const piece of args.match(/[^]{1,4}/g) ?? [])
        response.write(chunk({ tool_calls: [{ index, function: { arguments: piece } }] }));
    });
  response.write(chunk({}, 'tool_calls'));
  response.write(event({ model: 'fake-model', choices: [], usage }));
  response.end('data: [DONE]\n\n');
}

/** Begins to stream an answer and goes away. */
export function breakOff(response: ServerResponse, how: 'drop' | 'truncate'): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(chunk({ content: 'half an ans' }), () => {
    if (how === 'drop') response.destroy();
    else response.end();
  });
}
