/** Puts a wording or examples into the prompt file, as one edit that undo takes back; and opens a kept wording to be mended. */

import type { Uri } from 'vscode';
import { l10n, Selection, window, workspace } from 'vscode';
import { UserError } from '../core/errors.js';
import type { Message } from '../core/index.js';
import { applySourceEdit } from './documents.js';
import { engine } from './engine.js';
import type { Platform } from './platform.js';
import { whyUnreadable } from './entry.js';
import type { Session } from './session.js';
import { uriOf } from './fileUri.js';

/** Throws `UserError` when the prompt has changed since the variant was created, or when the file's format cannot express it. */
export async function applyWording(
  { session, platform }: { session: Session; platform: Platform },
  uri: Uri,
  variant: string,
): Promise<void> {
  const core = await engine();
  const entry = await session.withReport(uri);
  const messages = wordingOf(entry, variant);
  if (!messages) throw new UserError(l10n.t('Unknown variant {0}.', variant));
  const document = await workspace.openTextDocument(uri);
  const { report, prompt, wordings, place } = await session.refresh(uri);
  const kept = wordings.find(({ id }) => id === variant);
  const stale =
    kept?.status === 'stale' ||
    (!kept && report && prompt && core.fingerprint(prompt.messages) !== report.prompt.fingerprint);
  if (stale) {
    throw new UserError(
      l10n.t(
        'The prompt has changed since this variant was created; applying it would undo the change. Test the prompt again first.',
      ),
    );
  }
  if (!place) throw new UserError(l10n.t('This file is not on this machine.'));
  const source = { path: place.path, text: document.getText() };
  const edit = await core.withSurroundings(
    await platform.surroundings(place, workspace.isTrusted),
    (around) => core.rewordPrompt(source, messages, around),
  );
  await applySourceEdit(document, edit);
}

/** Makes a few-shot configuration the file's own. Throws `UserError` where the file cannot hold its examples. */
export async function addExamples(
  { session, platform }: { session: Session; platform: Platform },
  uri: Uri,
  shots: string,
): Promise<void> {
  const core = await engine();
  const document = await workspace.openTextDocument(uri);
  const entry = await session.withReport(uri).then(() => session.upToDate(document));
  const { prompt, place, report } = entry;
  if (!prompt || !place) throw new UserError(whyUnreadable(entry));
  // The same seed gives the examples that were measured.
  const seed = report?.plan.seed ?? core.resolveRunSettings(prompt, place.config, {}).seed;
  const { edit } = await core.withSurroundings(
    await platform.surroundings(place, workspace.isTrusted),
    (around) => core.examplesEdit({ prompt, text: document.getText() }, { shots, seed, around }),
  );
  await applySourceEdit(document, edit);
}

/** Throws `UserError` where the prompt is not as it was measured, and where the file cannot hold the change. */
export async function applyChange(
  { session, platform }: { session: Session; platform: Platform },
  uri: Uri,
  study: string,
): Promise<void> {
  const core = await engine();
  const document = await workspace.openTextDocument(uri);
  const entry = await session.refresh(uri);
  const { prompt, place, results } = entry;
  if (!prompt || !place) throw new UserError(whyUnreadable(entry));
  const kept = results.get(study);
  const messages = kept?.study.offered?.(kept.result) ?? null;
  if (!kept || messages === null) throw new UserError(l10n.t('No change is offered.'));
  if (core.fingerprint(prompt.messages) !== kept.result.prompt.fingerprint)
    throw new UserError(
      l10n.t('The prompt has changed since this was measured. Measure it again first.'),
    );
  const source = { path: place.path, text: document.getText() };
  const edit = await core.withSurroundings(
    await platform.surroundings(place, workspace.isTrusted),
    (around) => core.changeMessages(source, messages, around),
  );
  await applySourceEdit(document, edit);
}

const wordingOf = (
  { report, wordings }: Awaited<ReturnType<Session['open']>>,
  variant: string,
): readonly Message[] | undefined =>
  wordings.find(({ id }) => id === variant)?.messages ??
  report?.variants.find(({ id }) => id === variant)?.messages;

/** Opens the file of kept wordings at this one; its lenses approve and reject. */
export async function editWording(
  { session, platform }: { session: Session; platform: Platform },
  uri: Uri,
  variant: string,
): Promise<void> {
  const { place } = await session.open(uri);
  if (!place) return;
  const document = await workspace.openTextDocument(
    uriOf((await platform.store(place, () => undefined)).variantsFile),
  );
  const { placesOf } = await engine();
  const line = (placesOf(document.getText()).find(({ id }) => id === variant)?.line ?? 1) - 1;
  await window.showTextDocument(document, { selection: new Selection(line, 0, line, 0) });
}
