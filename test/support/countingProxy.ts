import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closed, listen } from './endpoint.js';

export interface CountingProxy {
  readonly baseUrl: string;
  /** Chat requests that reached the server. */
  readonly count: () => number;
  close(): Promise<void>;
}

/** Stands before a real server and counts what reaches it. */
export async function countingProxy(target: string): Promise<CountingProxy> {
  const { port, pathname } = new URL(target);
  let count = 0;
  const server = createServer((incoming, outgoing) => {
    if (incoming.url?.endsWith('/chat/completions')) count += 1;
    const { headers, method } = incoming;
    const forwarded = send(
      { host: '127.0.0.1', port, path: incoming.url, method, headers, agent: false },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    forwarded.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  await listen(server);
  const own = (server.address() as AddressInfo).port;
  return {
    baseUrl: `http://127.0.0.1:${own}${pathname}`,
    count: () => count,
    close: () => closed(server),
  };
}
