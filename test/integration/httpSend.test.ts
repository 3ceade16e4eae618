import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { HttpRequest } from '../../src/core/ports/http.js';
import { httpSend, type HttpOptions } from '../../src/node/httpFetch.js';
import { closed, listen } from '../support/endpoint.js';

/** How to close what a test opened. */
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map((close) => close()));
});

async function serving(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  open.push(() => closed(server));
  await listen(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1?x=1`;
}

const REQUEST: HttpRequest = {
  ...{ method: 'POST', headers: { 'x-sent': 'yes' }, body: 'grüße' },
  signal: new AbortController().signal,
};
const sender = (options?: HttpOptions) => {
  const send = httpSend(options);
  return (url: string, request: Partial<HttpRequest> = {}) => send(url, { ...REQUEST, ...request });
};

/** Says what it was sent. */
const echo: RequestListener = (request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    const { 'x-sent': sent, 'user-agent': agent, authorization } = request.headers;
    response.writeHead(418, { 'content-type': 'application/json', 'X-Twice': ['a', 'b'] });
    const body = Buffer.concat(pieces).toString();
    response.end(
      JSON.stringify([request.method, request.url, body, sent, agent, authorization ?? null]),
    );
  });
};

const EVENTS = { 'content-type': 'text/event-stream' };

describe('a call over kept connections', () => {
  it('sends address, headers and body, and gives status, headers and body back', async () => {
    const url = await serving(echo);
    const response = await sender()(url);
    expect([response.ok, response.status, response.headers.get('x-twice')]).toEqual([
      false,
      418,
      'a, b',
    ]);
    expect(response.headers.get('x-none')).toBe(null);
    expect(JSON.parse(await response.text())).toEqual([
      ...['POST', '/v1?x=1', 'grüße', 'yes', 'plumbline', null],
    ]);
  });

  it('sends the name and key of an address as its authorization', async () => {
    const url = await serving(echo);
    const response = await sender()(url.replace('//', '//me:se%20cret@'));
    expect(JSON.parse(await response.text())).toContain(`Basic ${btoa('me:se cret')}`);
  });

  it('gives a stream in the pieces it comes in', async () => {
    const rest = { send: (): unknown => undefined };
    const url = await serving((_, response) => {
      response.writeHead(200, EVENTS);
      response.write('data: 1\n\n');
      rest.send = () => response.end('data: 2\n\n');
    });
    const response = await sender()(url);
    const pieces: string[] = [];
    for await (const piece of response.body ?? []) {
      pieces.push(new TextDecoder().decode(piece));
      rest.send();
    }
    expect(pieces).toEqual(['data: 1\n\n', 'data: 2\n\n']);
  });

  it('uses one connection for calls in turn, also after a stream that was left', async () => {
    const sockets = new Set<Socket>();
    let calls = 0;
    const url = await serving((request, response) => {
      sockets.add(request.socket);
      request.resume();
      calls += 1;
      response.writeHead(200, calls === 1 ? EVENTS : {});
      response.end('data: 1\n\n');
    });
    const send = sender({ connections: 1 });
    await (await send(url)).text();
    for (let call = 0; call < 3; call++) await (await send(url)).text();
    expect(sockets.size).toBe(1);
    for await (const _ of (await send(url)).body ?? []) break;
    expect(await (await send(url)).text()).toBe('data: 1\n\n');
  });

  it('replaces a connection the server closed while it was idle', async () => {
    let calls = 0;
    const url = await serving((request, response) => {
      calls += 1;
      response.end('ok', () => request.socket.destroy());
    });
    const send = sender();
    for (let call = 0; call < 10; call++) expect(await (await send(url)).text()).toBe('ok');
    expect(calls).toBe(10);
  });

  /** Answers the first request of each connection; what it does with a second one is given. */
  async function droppingSecond(onSecond: (socket: Socket) => void) {
    let requests = 0;
    const sockets: Socket[] = [];
    const server = createTcpServer((socket) => {
      sockets.push(socket);
      let own = 0;
      socket.on('error', () => undefined);
      socket.on('data', () => {
        requests += 1;
        own += 1;
        if (own === 1) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
        else onSecond(socket);
      });
    });
    open.push(async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    return { url, requests: () => requests };
  }

  it('sends a call again that met a connection at its end, once', async () => {
    const { url, requests } = await droppingSecond((socket) => socket.destroy());
    const send = sender({ connections: 1 });
    for (let call = 0; call < 3; call++) expect(await (await send(url)).text()).toBe('ok');
    expect(requests()).toBe(5);
  });

  it('does not send a call again that was half answered', async () => {
    const { url, requests } = await droppingSecond((socket) =>
      socket.end('HTTP/1.1 200 OK\r\ncon'),
    );
    const send = sender({ connections: 1 });
    expect(await (await send(url)).text()).toBe('ok');
    await expect(send(url)).rejects.toThrow('fetch failed');
    expect(requests()).toBe(2);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['Deflate', deflateRawSync],
    ['br', brotliCompressSync],
    ['identity', Buffer.from],
    ['deflate, gzip', (text: string) => gzipSync(deflateSync(text))],
  ])('unpacks what was packed unasked: %s', async (encoding, pack) => {
    const url = await serving((_, response) => {
      response.writeHead(200, { ...EVENTS, 'content-encoding': encoding });
      response.end(pack('data: grüße\n\n'));
    });
    expect(await (await sender()(url)).text()).toBe('data: grüße\n\n');
    const pieces: Uint8Array[] = [];
    for await (const piece of (await sender()(url)).body ?? []) pieces.push(piece);
    expect(Buffer.concat(pieces).toString()).toBe('data: grüße\n\n');
  });

  it('names the setting of a proxy that is no URL, and not what it holds', async () => {
    vi.stubEnv('HTTP_PROXY', 'secret@bad host');
    const failed = await sender()('http://far.example/v1').catch((error: Error) => error);
    expect(String((failed as Error).cause)).toBe(
      'Error: HTTP_PROXY is no URL such as http://proxy.example:3128',
    );
  });

  it('asks nothing of a proxy that is not used', async () => {
    vi.stubEnv('http_proxy', 'http://127.0.0.1:9');
    vi.stubEnv('HTTP_PROXY', 'bad host');
    vi.stubEnv('HTTPS_PROXY', 'user:pw@proxy:3128');
    const causeOf = async (url: string) =>
      String(((await sender()(url).catch((error: Error) => error)) as Error).cause);
    expect(await causeOf('http://far.example/v1')).toContain('ECONNREFUSED 127.0.0.1:9');
    expect(await causeOf('https://far.example/v1')).toBe(
      'Error: HTTPS_PROXY is no URL such as http://proxy.example:3128',
    );
  });

  it('tells a packing it does not know by its name', async () => {
    const url = await serving((_, response) => {
      response.writeHead(200, { ...EVENTS, 'content-encoding': 'compress' });
      response.end('x');
    });
    const failed = await sender()(url).catch((error: Error) => error);
    expect(String((failed as Error).cause)).toBe('Error: the body is packed as "compress"');
  });

  it('takes a name and password as they stand that are not encoded', async () => {
    const url = await serving(echo);
    const response = await sender()(url.replace('//', '//user%zz:p@'));
    expect(JSON.parse(await response.text())).toContain(`Basic ${btoa('user%zz:p')}`);
    const keyed = await sender()(url.replace('//', '//user:p@'), {
      headers: { authorization: 'Bearer key' },
    });
    expect(JSON.parse(await keyed.text())).toContain('Bearer key');
  });

  it('ends with the signal, for its reason', async () => {
    const controller = new AbortController();
    const url = await serving(() => controller.abort(new Error('enough')));
    await expect(sender()(url, { signal: controller.signal })).rejects.toThrow('enough');
  });

  it('ends with the signal while an answer is streamed', async () => {
    const url = await serving((_, response) => {
      response.writeHead(200, EVENTS);
      response.write('data: 1\n\n');
    });
    const controller = new AbortController();
    const response = await sender()(url, { signal: controller.signal });
    controller.abort();
    await expect(response.text()).rejects.toThrow();
  });

  it('gives up an answer that falls silent', async () => {
    const url = await serving((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{');
    });
    const response = await sender({ silenceMs: 50 })(url);
    await expect(response.text()).rejects.toThrow('Body Timeout');
  });

  it('says why an address cannot be reached', async () => {
    const failed = await sender()('http://127.0.0.1:9/').catch((error: Error) => error);
    expect((failed as Error).cause).toMatchObject({ code: 'ECONNREFUSED' });
  });
});
