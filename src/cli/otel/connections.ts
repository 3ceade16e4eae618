/** The connections to the collector, so that none outlives the command, and the status of its last answers. */

import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Agent as PlainAgent, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as TlsAgent } from 'node:https';

/** https://nodejs.org/api/diagnostics_channel.html#http */
const CHANNEL = 'http.client.response.finish';

interface Exchange {
  readonly request: ClientRequest;
  readonly response: IncomingMessage;
}

export interface Connections {
  open(protocol: string): PlainAgent;
  /** Of the last answer from this address; null: none yet, or it took what was sent. */
  refusalOf(url: string): string | null;
  /** Also those on which an answer is still coming. */
  end(): void;
}

export function newConnections(): Connections {
  const agents: PlainAgent[] = [];
  const statuses = new Map<string, number>();
  const listen = (message: unknown) => {
    const { request, response } = message as Exchange;
    if (agents.includes((request as { agent?: PlainAgent }).agent as PlainAgent))
      statuses.set(`${request.host}${request.path}`, response.statusCode ?? 0);
  };
  subscribe(CHANNEL, listen);
  return {
    open(protocol) {
      const agent = new (protocol === 'https:' ? TlsAgent : PlainAgent)({ keepAlive: true });
      agents.push(agent);
      return agent;
    },
    refusalOf(url) {
      const { hostname, pathname, search } = new URL(url);
      const status = statuses.get(`${hostname}${pathname}${search}`) ?? 0;
      return status >= 300 ? `HTTP ${status}` : null;
    },
    end() {
      unsubscribe(CHANNEL, listen);
      agents.forEach((agent) => agent.destroy());
    },
  };
}
