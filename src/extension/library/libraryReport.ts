/** The report on the whole library, as a document in the editor's own Markdown preview, and what it suggests to try. */

import {
  commands,
  EventEmitter,
  l10n,
  Uri,
  window,
  workspace,
  type Disposable,
  type QuickPickItem,
} from 'vscode';
import type { LibraryAdvice } from '../../core/index.js';
import { engine } from '../engine.js';
import type { PromptLibraries } from './promptLibraries.js';

const SCHEME = 'plumbline-library';

/** It follows the libraries while it is open. */
export function libraryDocuments(libraries: PromptLibraries): Disposable {
  const changed = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    async provideTextDocumentContent() {
      const { libraryMarkdown } = await engine();
      return libraryMarkdown((await reportOf(libraries)).report, { commands: false });
    },
  });
  const following = libraries.onDidChange(() => changed.fire(documentUri()));
  return { dispose: () => [provider, following, changed].forEach((each) => each.dispose()) };
}

const documentUri = (): Uri =>
  Uri.from({ scheme: SCHEME, path: `/${l10n.t('Prompt library')}.md` });

async function reportOf(libraries: PromptLibraries) {
  const { libraryReport } = await engine();
  const prompts = await libraries.reported();
  // With their folder, where several are open.
  const named = prompts.map(({ uri, reported }) => {
    const entry = { ...reported.entry, path: workspace.asRelativePath(uri) };
    return { uri, reported: { ...reported, entry } };
  });
  const uris = new Map(named.map(({ uri, reported }) => [reported.entry.path, uri]));
  return { report: libraryReport(named.map(({ reported }) => reported)), uris };
}

interface Tools {
  readonly libraries: PromptLibraries;
  /** Runs a study of a prompt in its panel. */
  study(uri: Uri, id: string): Promise<unknown>;
}

export async function showLibraryReport(tools: Tools): Promise<void> {
  await commands.executeCommand('markdown.showPreview', documentUri());
  const { report } = await reportOf(tools.libraries);
  if (report.advice.length === 0) return;
  const tryIt = l10n.t('Try…');
  const question = l10n.t('The library suggests {0} changes worth a try.', report.advice.length);
  // Nobody need answer before the report can be read.
  void window.showInformationMessage(question, tryIt).then(async (answer) => {
    if (answer === tryIt) await commands.executeCommand('plumbline.tryLibraryAdvice');
  });
}

/** Asks which suggestion to try, unless its place in the list is given, and runs the study that tells whether it helps. */
export async function tryLibraryAdvice(tools: Tools, wanted?: unknown): Promise<void> {
  const { report, uris } = await reportOf(tools.libraries);
  const { reasonText } = await engine();
  const items = report.advice.map((advice): QuickPickItem & { readonly advice: LibraryAdvice } => ({
    label: advice.path,
    description: advice.style,
    detail: reasonText(advice.pattern),
    advice,
  }));
  if (items.length === 0) {
    void window.showInformationMessage(
      l10n.t('The library suggests nothing: too few baselines, or no difference between styles.'),
    );
    return;
  }
  const given = typeof wanted === 'number' ? items[wanted] : undefined;
  const chosen =
    given ?? (await window.showQuickPick(items, { title: l10n.t('What should be tried?') }));
  const uri = chosen && uris.get(chosen.advice.path);
  if (uri) await tools.study(uri, 'repair');
}
