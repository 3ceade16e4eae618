import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { keepAliveFetch } from '../../src/node/keepAliveFetch.js';
import { closed, listen } from '../support/endpoint.js';

let server: Server | null = null;
afterEach(async () => {
  if (server) await closed(server);
  server = null;
});

async function serving(handler: Parameters<typeof createServer>[1]): Promise<string> {
  server = createServer(handler as never);
  await listen(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe('fetch over kept connections', () => {
  it('sends method, headers and body, and gives status, headers and body back', async () => {
    const url = await serving((request, response) => {
      let body = '';
      request.on('data', (piece) => (body += piece));
      request.on('end', () => {
        response.writeHead(418, { 'x-kind': String(request.headers['x-sent']) });
        response.end(`${request.method} ${body}`);
      });
    });
    const response = await keepAliveFetch()(url, {
      method: 'POST',
      headers: { 'x-sent': 'yes' },
      body: 'grüße',
    });
    expect([response.status, response.headers.get('x-kind'), await response.text()]).toEqual([
      418,
      'yes',
      'POST grüße',
    ]);
  });

  it('uses one connection for calls in turn', async () => {
    const sockets = new Set<Socket>();
    const url = await serving((request, response) => {
      sockets.add(request.socket);
      response.end('ok');
    });
    const send = keepAliveFetch();
    for (let call = 0; call < 5; call++) await (await send(url)).text();
    expect(sockets.size).toBe(1);
  });

  it('replaces a connection the server closed while it was idle', async () => {
    let calls = 0;
    const url = await serving((request, response) => {
      calls += 1;
      response.end('ok', () => setTimeout(() => request.socket.destroy(), 5));
    });
    const send = keepAliveFetch();
    for (let call = 0; call < 10; call++) {
      expect(await (await send(url)).text()).toBe('ok');
      await new Promise((done) => setTimeout(done, 5));
    }
    expect(calls).toBe(10);
  });

  it('ends with the signal', async () => {
    const controller = new AbortController();
    const url = await serving(() => controller.abort());
    const waiting = keepAliveFetch()(url, { signal: controller.signal });
    await expect(waiting).rejects.toThrow('fetch failed');
  });

  it('says why an address cannot be reached', async () => {
    const failed = await keepAliveFetch()('http://127.0.0.1:9/').catch((error: Error) => error);
    expect((failed as Error).cause).toMatchObject({ code: 'ECONNREFUSED' });
  });
});
