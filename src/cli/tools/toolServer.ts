/** An MCP server that answers the calls of a prompt's tools: a command that speaks the protocol on stdin and stdout. */

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { UserError } from '../../core/errors.js';
import type { ToolMock } from '../../core/prompt/settings/steps.js';
import { isRecord } from '../../core/text/narrow.js';
import type { ToolCall } from '../../core/text/toolCalls.js';
import { commandTransport } from './commandTransport.js';
import { worded, type Worded } from '../../core/say/worded.js';

const TIMEOUT_MS = 30_000;
const LONGEST = 1_000_000;

export interface ToolServer {
  /** What it answers, as a mock of the very call. An answer that is an error is one of the tool. */
  answer(call: Pick<ToolCall, 'name' | 'args'>): Promise<ToolMock>;
  close(): Promise<void>;
}

/** Throws `UserError` for a command that does not speak the protocol. */
export async function openToolServer(
  command: string,
  { cwd, signal, version }: { cwd: string; signal: AbortSignal; version: string },
): Promise<ToolServer> {
  const client = new Client({ name: 'plumbline', version });
  const within = { signal, timeout: TIMEOUT_MS };
  const wrong = (sentence: Worded) => {
    if (signal.aborted) throw signal.reason;
    return new UserError(sentence);
  };
  try {
    await client.connect(commandTransport(command, { cwd }), within);
  } catch (error) {
    await client.close();
    throw wrong(
      worded`The tools server cannot be used: ${(error as Error).message}. It has to be a command that serves MCP on stdin and stdout.`,
    );
  }
  return {
    async answer({ name, args }) {
      const called = { tool: name, with: { ...args } };
      try {
        const { content, isError } = await client.callTool(
          { name, arguments: { ...args } },
          undefined,
          within,
        );
        const text = textIn(content).slice(0, LONGEST);
        return isError === true
          ? { ...called, error: text || 'The tool failed.' }
          : { ...called, output: text };
      } catch (error) {
        // What the protocol calls an error is one of this call; a server that is gone answers nothing any more.
        if (isProtocolError(error) && !signal.aborted)
          return { ...called, error: (error as Error).message };
        throw wrong(worded`The tools server did not answer ${name}: ${(error as Error).message}`);
      }
    },
    close: () => client.close(),
  };
}

const textIn = (content: unknown): string =>
  (Array.isArray(content) ? content : [])
    .map((part: unknown) =>
      isRecord(part) && typeof part['text'] === 'string' ? part['text'] : '',
    )
    .join('');

const INVALID_PARAMETERS = -32602;
const INTERNAL_ERROR = -32603;
const METHOD_NOT_FOUND = -32601;

const isProtocolError = (error: unknown): boolean =>
  [INVALID_PARAMETERS, INTERNAL_ERROR, METHOD_NOT_FOUND].includes(
    Number((error as { code?: unknown }).code),
  );
