/** The connections to the collector, so that none outlives the command. */

import { Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';

export interface Connections {
  open(protocol: string): PlainAgent;
  /** Also those on which an answer is still coming. */
  end(): void;
}

export function newConnections(): Connections {
  const agents: PlainAgent[] = [];
  return {
    open(protocol) {
      const agent = new (protocol === 'https:' ? TlsAgent : PlainAgent)({ keepAlive: true });
      agents.push(agent);
      return agent;
    },
    end: () => agents.forEach((agent) => agent.destroy()),
  };
}
