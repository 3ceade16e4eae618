/** Runs whose tools a server answers: each call is asked once, and its answer kept beside the prompt. */

import { join } from 'node:path';
import { toolMockSchema, type ToolMock } from '../../core/prompt/settings/steps.js';
import type { RunSettings } from '../../core/plan/runSettings.js';
import type { StepsResult } from '../../core/studies/steps/schema.js';
import { parseJson } from '../../core/text/jsonDiff.js';
import { readText, type Workspace } from '../../node/workspace.js';
import { writeText } from '../../node/writeFile.js';
import { openToolServer, type ToolServer } from './toolServer.js';
import { counted } from '../../core/say/plural.js';
import { worded } from '../../core/say/worded.js';
import type { Terminal } from '../output.js';

declare const PLUMBLINE_VERSION: string;

/** More rounds than steps can bring nothing new. */
const MOST_ROUNDS = 51;

export interface AskedTools {
  readonly command: string;
  readonly workspace: Workspace;
  /** Of the prompt, from the root. */
  readonly path: string;
  readonly signal: AbortSignal;
  readonly say: Terminal['say'];
}

/**
 * Measures again and again: where runs wait for calls that nothing answers, the server is asked for them, and answers of the
 * model that are known come from the cache. Returns the settings with which no run waits any more; null where `measure` did.
 */
export async function answeredByServer(
  settings: RunSettings,
  measure: (settings: RunSettings) => Promise<StepsResult | null>,
  { command, workspace, path, signal, say }: AskedTools,
): Promise<RunSettings | null> {
  const file = join(workspace.root, toolsFile(path));
  const kept = keptIn(await readText(file));
  const declared = Array.isArray(settings.steps?.mocks) ? settings.steps.mocks : [];
  const withMocks = (): RunSettings => ({
    ...settings,
    steps: { ...settings.steps, mocks: [...declared, ...kept] },
  });
  let server: ToolServer | null = null;
  let asked = 0;
  try {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const result = await measure({ ...withMocks(), waitsForTools: true });
      if (result === null) return null;
      const missing = unanswered(result);
      if (missing.length === 0 || result.stopped !== null) break;
      server ??= await openToolServer(command, {
        ...{ cwd: workspace.root, signal, version: PLUMBLINE_VERSION },
      });
      try {
        for (const call of missing) kept.push(await server.answer(call));
      } finally {
        // Also what it answered before it failed, so that nothing is asked twice.
        await writeText(file, `${JSON.stringify(kept, null, 2)}\n`);
      }
      asked += missing.length;
    }
  } finally {
    await server?.close();
  }
  if (asked > 0)
    say(
      worded`Asked the tools server ${counted(asked, '1 call', '{n} calls')}; kept in ${toolsFile(path)}.`,
    );
  return withMocks();
}

const toolsFile = (prompt: string) => `.plumbline/tools/${prompt}.json`;

/** Rows that `steps.mocks` can name. */
function keptIn(text: string | null): ToolMock[] {
  const rows = text === null ? null : parseJson(text);
  return Array.isArray(rows)
    ? rows.flatMap((each: unknown) => toolMockSchema.safeParse(each).data ?? [])
    : [];
}

/** Each once. */
function unanswered({ findings }: StepsResult) {
  const calls = findings.trajectories.flatMap((run) =>
    run.calls.filter(({ problem }) => problem === 'no-mock'),
  );
  const named = calls.map(({ name, arguments: args }) => ({ name, args }));
  return [...new Map(named.map((each) => [JSON.stringify(each), each])).values()];
}
