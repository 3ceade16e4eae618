/** Kept connections that a server closed while they were idle: a call that goes over one of them has not reached it. */

import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** Bytes that had come over a connection when the last call was sent over it, by the port it has here. */
const before = new Map<number, number>();

subscribe('undici:client:sendHeaders', (message) => {
  const { localPort, bytesRead } = (message as { socket: Socket }).socket;
  if (localPort !== undefined) before.set(localPort, bytesRead);
});

interface Ended {
  readonly localPort?: number;
  readonly bytesRead?: number;
}

/** Whether a call failed because its connection, used before, ended without a byte in response to it. */
export function wasStale(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'UND_ERR_SOCKET')
    return false;
  const { localPort, bytesRead = 0 } =
    ('socket' in error ? (error.socket as Ended | null) : null) ?? {};
  return localPort !== undefined && bytesRead > 0 && before.get(localPort) === bytesRead;
}
