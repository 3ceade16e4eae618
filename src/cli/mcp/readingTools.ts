/** The tools that ask no model. */

import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import * as z from 'zod';
import { comparisonMarkdown } from '../../core/report/compareMarkdown.js';
import { compareReports, DEFAULT_MARGIN } from '../../core/studies/comparison/compare.js';
import { inspectFile } from '../commands/inspect.js';
import { reportNamed } from '../keptReport.js';
import { RENDER_INPUT, renderForAgent } from './renderForAgent.js';
import { promptIn, servedPrompts } from './servedPrompts.js';
import { FILE, textOf, told, UNTRUSTED } from './toolAnswer.js';

const READS = { readOnlyHint: true, openWorldHint: false } as const;

/** `root`: the real path of the served folder. */
export function addReadingTools(server: McpServer, root: string): void {
  server.registerTool(
    'list_prompts',
    {
      title: 'List prompts',
      description: `Lists the prompt files of the folder, at most 100 at once: path, cases, variables, state and last result. ${UNTRUSTED}`,
      inputSchema: LIST_INPUT,
      annotations: READS,
    },
    (input) => told(() => promptsIn(root, input)),
  );
  server.registerTool(
    'read_prompt',
    {
      title: 'Read a prompt',
      description: `Reads a prompt file as Plumbline does: messages, variables, cases, checks and problems. ${UNTRUSTED}`,
      inputSchema: { file: FILE },
      annotations: READS,
    },
    ({ file }) => told(async () => textOf(await inspectFile(await promptIn(root, file)))),
  );
  server.registerTool(
    'render_prompt',
    {
      title: 'Render a prompt',
      description: `The messages as they are sent for a case, in the prompt's own words or in those of a variant. Asks no model. ${UNTRUSTED}`,
      inputSchema: { file: FILE, ...RENDER_INPUT },
      annotations: READS,
    },
    (input) => told(async () => textOf(await renderForAgent(root, input))),
  );
  server.registerTool(
    'compare_runs',
    {
      title: 'Compare two saved runs',
      description: `Holds the newest saved run of a prompt against the one before it, or against that of another prompt, with paired tests. Asks no model. ${UNTRUSTED}`,
      inputSchema: {
        file: FILE,
        other: z.string().optional().describe('Another prompt file; absent: the run before'),
      },
      annotations: READS,
    },
    (input) => told(() => comparedRuns(root, input)),
  );
}

const MOST_LISTED = 100;
const LIST_INPUT = {
  search: z.string().optional().describe('Only prompts whose path or name holds this text'),
  after: z.string().optional().describe('The path of the last prompt of the list before'),
};

/** The next of those that are asked for, by path, and how many come after them. */
async function promptsIn(
  root: string,
  { search = '', after }: { search?: string | undefined; after?: string | undefined },
): Promise<string[]> {
  const wanted = search.toLowerCase();
  const found = (await servedPrompts(root))
    .filter(({ file, entry }) => `${file}\n${entry.name}`.toLowerCase().includes(wanted))
    .filter(({ file }) => after === undefined || file > after)
    .toSorted((a, b) => (a.file < b.file ? -1 : 1));
  const listed = found.slice(0, MOST_LISTED).map(({ file, entry }) => {
    const { name, description, cases, variables, state, lastResult } = entry;
    return { file, name, description, cases, variables, state: state.word, lastResult };
  });
  const more = found.length - listed.length;
  return [
    textOf(listed),
    ...(more > 0
      ? [`${more} more: call list_prompts with after: ${JSON.stringify(listed.at(-1)?.file)}.`]
      : []),
  ];
}

/** Of the newest saved run of each file; of one file alone, with the run before it. */
async function comparedRuns(
  root: string,
  { file, other }: { file: string; other?: string | undefined },
) {
  const now = await promptIn(root, file);
  const before = other === undefined ? `${now}~1` : await promptIn(root, other);
  const reports = [await reportNamed(before), await reportNamed(now)] as const;
  return comparisonMarkdown(compareReports(...reports, { margin: DEFAULT_MARGIN, seed: 1 }));
}
