/** Makes the result that is shown the prompt's baseline, after what changes was shown as a diff. */

import { commands, l10n, TabInputTextDiff, Uri, window, workspace, type Disposable } from 'vscode';
import { UserError } from '../../core/errors.js';
import type { PromptStore } from '../../core/index.js';
import { engine } from '../engine.js';
import { whyUnreadable } from '../entry.js';
import { Dismissed } from '../models.js';
import type { Platform } from '../platform.js';
import type { Session } from '../session.js';
import { acceptQuestion } from './acceptQuestion.js';
import { uriOf } from '../fileUri.js';

const SCHEME = 'plumbline-baseline';

export interface AcceptTools {
  readonly session: Session;
  readonly platform: Platform;
  /** Whether it is wanted, asked while the diff is open. */
  readonly agree?: (question: string) => Promise<boolean>;
}

interface Proposal {
  readonly store: PromptStore;
  readonly path: string;
  readonly before: string;
  readonly text: string;
  readonly question: string;
}

/** Both sides of the diff. Their address names the prompt, so that they can be made again after a reload. */
export function baselineDocuments(tools: AcceptTools): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent({ query }) {
      const { side, prompt } = JSON.parse(query) as { side: 'before' | 'text'; prompt: string };
      return (await proposalFor(Uri.parse(prompt), tools))[side];
    },
  });
}

/** Throws `UserError` where there is no result that can be accepted, and `Dismissed` where it is not wanted. */
export async function acceptBaseline(uri: Uri, tools: AcceptTools): Promise<void> {
  const { session, agree = ask } = tools;
  const { store, path, before, text, question } = await proposalFor(uri, tools);
  if (text === before)
    throw new UserError(l10n.t('This result is the baseline already. Nothing was written.'));
  const { report } = await session.open(uri);
  const side = (name: 'before' | 'text') =>
    Uri.from({
      scheme: SCHEME,
      path: `/${path}.json`,
      // The time of the run: a document is not asked for again while its address stays.
      query: JSON.stringify({ side: name, prompt: uri.toString(), run: report?.startedAt, before }),
    });
  const title = l10n.t('{0}: what the baseline becomes', path.slice(path.lastIndexOf('/') + 1));
  await commands.executeCommand('vscode.diff', side('before'), side('text'), title);
  const isWanted = await agree(question);
  await closeDiffs();
  if (!isWanted) throw new Dismissed();
  await store.writeBaseline(text);
  await session.refresh(uri);
  const written = workspace.asRelativePath(uriOf(store.baselineFile));
  void window.showInformationMessage(l10n.t('Accepted. Commit {0}.', written));
}

async function proposalFor(uri: Uri, { session, platform }: AcceptTools): Promise<Proposal> {
  const core = await engine();
  const entry = await session.withReport(uri);
  const { report, soFar, prompt, place, frozen, baseline } = entry;
  if (!prompt || !place) throw new UserError(whyUnreadable(entry));
  if (!report || soFar)
    throw new UserError(l10n.t('Test the prompt first: a baseline is a result you accept.'));
  core.acceptable(report, prompt, frozen);
  const fingerprints = core.fingerprintsOf(prompt, { config: place.config, frozen });
  const next = core.baselineOf(report, fingerprints);
  const store = await platform.store(place, () => undefined);
  return {
    ...{ store, path: place.path },
    before: (await store.readBaseline()) ?? '',
    text: core.baselineText(next),
    question: acceptQuestion(baseline?.accepted ?? null, next, core),
  };
}

/** In a list that stays open: a dialog would cover the diff, and a notification goes by itself. */
async function ask(question: string): Promise<boolean> {
  const accept = l10n.t('Accept');
  const picked = await window.showQuickPick([accept, l10n.t('Cancel')], {
    ...{ title: l10n.t('Accept as baseline'), placeHolder: question, ignoreFocusOut: true },
  });
  return picked === accept;
}

async function closeDiffs(): Promise<void> {
  const diffs = window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof TabInputTextDiff && input.modified.scheme === SCHEME);
  await window.tabGroups.close(diffs);
}
