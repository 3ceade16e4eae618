/** The tools that agents are given: read the prompts of a folder, and measure them. */

import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { addMeasuringTools, type MeasuredIn } from './measuringTools.js';
import { addReadingTools } from './readingTools.js';

export interface Served extends MeasuredIn {
  readonly version: string;
}

export function promptServer({ root, budget, version }: Served): McpServer {
  const server = new McpServer({ name: 'plumbline', version });
  addReadingTools(server, root);
  addMeasuringTools(server, { root, budget });
  return server;
}
