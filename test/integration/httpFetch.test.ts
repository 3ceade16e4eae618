import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { httpFetch } from '../../src/node/httpFetch.js';
import { answer, closed, listen, type Asked } from '../support/endpoint.js';
import { folderWith, runCli } from '../support/cli.js';
import { TRIAGE } from '../support/prompts.js';

const open: Server[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map(closed));
});

const portOf = (server: Server) => (server.address() as AddressInfo).port;

async function serving(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  open.push(server);
  await listen(server);
  return `http://127.0.0.1:${portOf(server)}/`;
}

/** Says what it was sent. */
const echo: RequestListener = (request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    response.writeHead(418, {
      'content-type': 'text/plain',
      'x-type': String(request.headers['content-type']),
      'x-sent': String(request.headers['x-sent']),
    });
    response.end(`${request.method} ${Buffer.concat(pieces).toString()}`);
  });
};

/** A proxy that sends everything to one port of this machine, and knows what it was asked. */
async function proxyTo(port: number) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    echo(request, response);
  });
  server.on('connect', (request, socket: Socket) => {
    asked.push(`CONNECT ${request.url}`);
    const through = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      through.pipe(socket).pipe(through);
    });
    for (const end of [through, socket]) end.on('error', () => end.destroy());
  });
  open.push(server);
  await listen(server);
  return { asked, url: `http://127.0.0.1:${portOf(server)}` };
}

describe('fetch over kept connections', () => {
  it('sends method, headers and body, and gives status, headers and body back', async () => {
    const url = await serving(echo);
    const response = await httpFetch()(url, {
      method: 'POST',
      headers: { 'x-sent': 'yes' },
      body: 'grüße',
    });
    expect([response.status, response.headers.get('x-sent'), await response.text()]).toEqual([
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
    const send = httpFetch({ connections: 1 });
    for (let call = 0; call < 5; call++) await (await send(url)).text();
    expect(sockets.size).toBe(1);
  });

  it('opens no more connections than it may', async () => {
    const sockets = new Set<Socket>();
    const url = await serving((request, response) => {
      sockets.add(request.socket);
      setTimeout(() => response.end('ok'), 10);
    });
    const send = httpFetch({ connections: 3 });
    await Promise.all(Array.from({ length: 12 }, async () => (await send(url)).text()));
    expect(sockets.size).toBe(3);
  });

  it('replaces a connection the server closed while it was idle', async () => {
    let calls = 0;
    const url = await serving((request, response) => {
      calls += 1;
      response.end('ok', () => setTimeout(() => request.socket.destroy(), 5));
    });
    const send = httpFetch();
    for (let call = 0; call < 10; call++) {
      expect(await (await send(url)).text()).toBe('ok');
      await new Promise((done) => setTimeout(done, 5));
    }
    expect(calls).toBe(10);
  });

  it('ends with the signal, for its reason', async () => {
    const url = await serving(() => undefined);
    const controller = new AbortController();
    const waiting = httpFetch()(url, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 20);
    await expect(waiting).rejects.toThrow('enough');
  });

  it('ends with the signal while an answer is streamed', async () => {
    const url = await serving((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
    });
    const controller = new AbortController();
    const response = await httpFetch()(url, { signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(response.text()).rejects.toThrow();
  });

  it('gives up an answer that falls silent', async () => {
    const url = await serving((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{');
    });
    await expect(httpFetch({ silenceMs: 50 })(url)).rejects.toThrow('fetch failed');
  });

  it('says why an address cannot be reached', async () => {
    const failed = await httpFetch()('http://127.0.0.1:9/').catch((error: Error) => error);
    expect((failed as Error).cause).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it.each([204, 304])('takes an answer without a body: %i', async (status) => {
    const url = await serving((_, response) => response.writeHead(status).end());
    expect((await httpFetch()(url)).status).toBe(status);
  });

  it('sends the name and key of an address as its authorization', async () => {
    const url = await serving((request, response) =>
      response.end(String(request.headers.authorization)),
    );
    const response = await httpFetch()(url.replace('//', '//me:se%20cret@'));
    expect(await response.text()).toBe(`Basic ${btoa('me:se cret')}`);
  });

  it.each(['application/json', 'text/event-stream'])(
    'unpacks what was packed unasked: %s',
    async (type) => {
      const url = await serving((_, response) => {
        response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' });
        response.end(gzipSync('{"data":"grüße"}'));
      });
      expect(await (await httpFetch()(url)).json()).toEqual({ data: 'grüße' });
    },
  );

  it('takes an empty body for what it is, whatever it is said to be packed as', async () => {
    const url = await serving((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': '0' }).end();
    });
    expect(await (await httpFetch()(url)).text()).toBe('');
  });

  it('fails where it is packed in a way nobody knows, or cut short', async () => {
    const url = await serving(({ url: path }, response) => {
      const encoding = path === '/odd' ? 'odd' : 'gzip';
      response.writeHead(200, { 'content-encoding': encoding });
      response.end(gzipSync('whole').subarray(0, 12));
    });
    for (const path of ['odd', 'cut'])
      await expect(httpFetch()(url + path)).rejects.toThrow(TypeError);
  });
});

describe('a body of any type', () => {
  const form = () => {
    const data = new FormData();
    data.set('field', 'grüße');
    data.set('file', new Blob(['inside']), 'a.txt');
    return data;
  };
  const stream = () =>
    new ReadableStream({
      start(controller) {
        for (const piece of ['one ', 'two']) controller.enqueue(new TextEncoder().encode(piece));
        controller.close();
      },
    });

  it.each([
    ['bytes', () => new TextEncoder().encode('bytes'), /^POST bytes$/, 'undefined'],
    ['a Blob', () => new Blob(['blob'], { type: 'text/x-kind' }), /^POST blob$/, 'text/x-kind'],
    ['parameters', () => new URLSearchParams({ a: '1' }), /^POST a=1$/, 'x-www-form-urlencoded'],
    ['a form', form, /name="field"\r\n\r\ngrüße[^]*filename="a.txt"[^]*inside/, 'multipart/form'],
    ['a stream', stream, /^POST one two$/, 'undefined'],
  ])('is sent whole: %s', async (_, body, received, type) => {
    const url = await serving(echo);
    const response = await httpFetch()(url, {
      method: 'POST',
      body: body(),
      duplex: 'half',
    } as RequestInit);
    expect(await response.text()).toMatch(received);
    expect(response.headers.get('x-type')).toContain(type);
  });

  it('also in a Request', async () => {
    const url = await serving(echo);
    const headers = { 'x-sent': 'yes' };
    const request = new Request(url, { method: 'PUT', body: 'text', headers });
    const response = await httpFetch()(request);
    expect(await response.text()).toBe('PUT text');
    expect(response.headers.get('x-sent')).toBe('yes');
  });
});

describe('a proxy', () => {
  const URL_ELSEWHERE = 'http://model.example/v1/models?x=1';

  it.each(['HTTP_PROXY', 'http_proxy'])('of the environment is used: %s', async (name) => {
    const proxy = await proxyTo(0);
    vi.stubEnv(name, proxy.url);
    const response = await httpFetch()(URL_ELSEWHERE, { method: 'POST', body: 'text' });
    expect(await response.text()).toBe('POST text');
    expect(proxy.asked).toEqual([`POST ${URL_ELSEWHERE}`]);
  });

  it('that is given is used instead', async () => {
    const [proxy, other] = [await proxyTo(0), await proxyTo(0)];
    vi.stubEnv('HTTP_PROXY', other.url);
    await httpFetch({ proxy: { url: proxy.url } })(URL_ELSEWHERE);
    expect([proxy.asked.length, other.asked.length]).toEqual([1, 0]);
  });

  it.each(['NO_PROXY', 'no_proxy'])('is passed by for the hosts of %s', async (name) => {
    const proxy = await proxyTo(0);
    vi.stubEnv('HTTP_PROXY', proxy.url);
    vi.stubEnv(name, 'other.example, .invalid');
    const send = httpFetch();
    // Nothing knows the name, which shows that the proxy was not asked for it.
    await expect(send('http://model.invalid/')).rejects.toThrow('fetch failed');
    expect(proxy.asked).toEqual([]);
    await send(URL_ELSEWHERE);
    expect(proxy.asked).toHaveLength(1);
  });

  it('is never used for this machine', async () => {
    const proxy = await proxyTo(0);
    vi.stubEnv('HTTP_PROXY', proxy.url);
    const url = await serving((_, response) => response.end('direct'));
    expect(await (await httpFetch()(url)).text()).toBe('direct');
    expect(proxy.asked).toEqual([]);
  });
});

describe('the command line behind a proxy', () => {
  it('reaches an HTTPS endpoint through a tunnel', async () => {
    const folder = folderWith({ 'p.prompt.yml': TRIAGE });
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=model.example', '-addext', 'subjectAltName=DNS:model.example'];
    const files = ['-keyout', key, '-out', certificate];
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files, ...subject],
      { stdio: 'ignore' },
    );
    const endpoint = createTlsServer(
      { key: readFileSync(key), cert: readFileSync(certificate) },
      (request, response) => {
        let body = '';
        request.on('data', (piece) => (body += piece));
        request.on('end', () => answer(JSON.parse(body) as Asked, response, 'bug'));
      },
    );
    open.push(endpoint);
    await listen(endpoint);
    const proxy = await proxyTo(portOf(endpoint));
    const model = ['--base-url', 'https://model.example/v1', '--model', 'm', '--concurrency', '2'];
    const { code, stdout } = await runCli(
      folder,
      ['test', 'p.prompt.yml', ...model, '--variants', 'format=1', '--repeats', '1'],
      { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: certificate },
    );
    expect(code, stdout).toBe(0);
    expect(proxy.asked.length).toBeLessThanOrEqual(2);
    expect(new Set(proxy.asked)).toEqual(new Set(['CONNECT model.example:443']));
  });
});
