/** Results held against their baselines, as a document in the editor's own Markdown preview. */

import { l10n, Uri, workspace, type Disposable } from 'vscode';
import { UserError } from '../../core/errors.js';
import { engine } from '../engine.js';
import type { Platform } from '../platform.js';
import type { Session } from '../session.js';

const SCHEME = 'plumbline-check';

export interface CheckTools {
  readonly session: Session;
  readonly platform: Platform;
}

/** A prompt, the run of it, and the baseline it is held against, each of the two by its time. */
type Row = readonly [prompt: string, run: string, baseline: string];

/** The address names prompts and runs, so that a document can be made again after a reload. */
export function checkDocuments(tools: CheckTools): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent({ query }) {
      const rows = JSON.parse(query) as Row[];
      const { heldAgainst, checkMarkdown } = await engine();
      const measured = await Promise.all(
        rows.map(([prompt, run]) => remeasured(Uri.parse(prompt), run, tools)),
      );
      const held = heldAgainst(measured.filter((each) => each !== null));
      return checkMarkdown(held, () => null);
    },
  });
}

/** The document of what is shown of these prompts; those without a result or a baseline are left out. Null: that is all. */
export async function checkDocument(
  uris: readonly Uri[],
  { session }: CheckTools,
): Promise<Uri | null> {
  const rows: Row[] = [];
  for (const uri of uris) {
    const { report, soFar, baseline } = await session.withReport(uri);
    if (report && !soFar && baseline)
      rows.push([uri.toString(), report.startedAt, baseline.accepted.measuredAt]);
  }
  const [first] = uris;
  if (rows.length === 0 || !first) return null;
  const name = first.path.slice(first.path.lastIndexOf('/') + 1);
  const title =
    uris.length === 1
      ? l10n.t('{0} and its baseline', name)
      : l10n.t('Check of {0} prompts', rows.length);
  return Uri.from({ scheme: SCHEME, path: `/${title}.md`, query: JSON.stringify(rows) });
}

/** Null where the prompt, the run or the baseline is there no more. */
async function remeasured(uri: Uri, startedAt: string, { session, platform }: CheckTools) {
  const { report: shown, history, place, prompt, baseline } = await session.open(uri);
  if (!place || !prompt || !baseline) return null;
  const of = { baseline: baseline.accepted, changed: baseline.stale ?? ('asked' as const) };
  const line = prompt.start.line;
  if (shown?.startedAt === startedAt) return { ...of, line, report: shown };
  const run = history.find((each) => each.startedAt === startedAt);
  const store = await platform.store(place, () => undefined);
  const text = run ? await store.readReport(run) : null;
  const { readReport } = await engine();
  return text === null ? null : { ...of, line, report: readReport(text, run?.report ?? '') };
}

/** The document of one prompt. Throws `UserError` where there is nothing to compare. */
export async function comparisonWithBaseline(uri: Uri, tools: CheckTools): Promise<Uri> {
  const { report, baseline } = await tools.session.withReport(uri);
  if (!baseline)
    throw new UserError(l10n.t('This prompt has no baseline yet. Accept a result first.'));
  if (report?.startedAt === baseline.accepted.measuredAt)
    throw new UserError(
      l10n.t('The result shown is the baseline itself. Test the prompt again to compare.'),
    );
  const document = await checkDocument([uri], tools);
  if (document) return document;
  throw new UserError(
    l10n.t('Test the prompt first. Its result is then held against the baseline.'),
  );
}
