/** Further inputs for a prompt, proposed by the chosen model. None enters the file before a person has read it. */

import { l10n, ThemeIcon, Uri, window, workspace, type QuickPickItem } from 'vscode';
import { UserError } from '../../core/errors.js';
import type { ProposedCase, ProposedCases } from '../../core/index.js';
import { applySourceEdit, asInEditor, createDocument } from '../documents.js';
import { engine } from '../engine.js';
import { Dismissed } from '../models.js';
import type { PromptPlace } from '../platform.js';
import { whyUnreadable } from '../entry.js';
import { askBeside, type AuxiliaryTools } from '../auxiliaryCalls.js';
import { uriOf } from '../fileUri.js';

/** What is not given is asked for. */
export interface SuggestHow {
  readonly wanted?: number;
  /** Ids of proposals that were read and found good. */
  readonly accept?: readonly string[];
}

/** Proposals are the user's own: failing to write them throws. */
const warn = () => undefined;

const WANTED = 6;
/** Answers that do not hold are asked for again, this often at most. */
const SPARE_CALLS = 2;

/** Proposals that wait are shown before a model is asked for more. */
export async function suggestCases(
  uri: Uri,
  how: SuggestHow,
  tools: AuxiliaryTools,
): Promise<void> {
  const { session, platform } = tools;
  const entry = await session.refresh(uri);
  const { prompt, place } = entry;
  if (!prompt || !place) throw new UserError(whyUnreadable(entry));
  if (prompt.variables.length === 0)
    throw new UserError(l10n.t('This prompt has no variables, so it cannot have cases.'));
  const waiting = pendingOf(await keptOf(place, tools));
  if (how.wanted !== undefined || waiting.length === 0) await ask(uri, how.wanted ?? WANTED, tools);
  const pending = pendingOf(await keptOf(place, tools));
  const accepted = how.accept ?? (await review(pending, { uri, place, tools }));
  if (accepted.length === 0) return;
  await add(uri, { place, accepted }, tools);
  const text = (await (await platform.store(place, warn)).readCases()) ?? '';
  const { decideOnCases } = await engine();
  await (await platform.store(place, warn)).writeCases(decideOnCases(text, accepted, 'approved'));
  void window.showInformationMessage(
    accepted.length === 1
      ? l10n.t('Added 1 case without an expected answer. Add one where the answer is known.')
      : l10n.t(
          'Added {0} cases without expected answers. Add them where the answer is known.',
          accepted.length,
        ),
  );
}

async function ask(uri: Uri, wanted: number, tools: AuxiliaryTools): Promise<void> {
  const { suggestCases: propose, keepProposals } = await engine();
  const title = l10n.t('Requesting {0} cases', wanted);
  const calls = wanted + SPARE_CALLS;
  await askBeside(
    uri,
    {
      title,
      calls,
      async work({ prompt, place, calls: { auxiliary } }) {
        const kept = await keptOf(place, tools);
        const known = (kept?.cases ?? []).map(({ inputs }) => inputs);
        const found = await propose(prompt, wanted, { ask: auxiliary.ask, known });
        const { suggested, rejected } = found;
        if (suggested.length > 0)
          await (
            await tools.platform.store(place, warn)
          ).writeCases(keepProposals(prompt.path, kept, suggested));
        const reasons = [...new Set(rejected)].join(', ');
        if (suggested.length === 0)
          throw new UserError(
            l10n.t('No suggested case could be used: {0}. A larger model may do better.', reasons),
          );
        if (rejected.length > 0)
          tools.log.info(`${rejected.length} suggested cases rejected: ${reasons}`);
      },
    },
    tools,
  );
}

async function keptOf(
  place: PromptPlace,
  { platform }: AuxiliaryTools,
): Promise<ProposedCases | null> {
  const text = await (await platform.store(place, warn)).readCases();
  if (text === null) return null;
  const { parseProposed } = await engine();
  const { proposed, problems } = parseProposed(text);
  if (proposed) return proposed;
  const [first] = problems;
  throw new UserError(
    l10n.t(
      'The suggested cases cannot be read: line {0}: {1}',
      first?.line ?? 1,
      first?.message ?? '',
    ),
  );
}

const pendingOf = (kept: ProposedCases | null): readonly ProposedCase[] =>
  (kept?.cases ?? []).filter(({ status }) => status === 'pending');

interface CaseItem extends QuickPickItem {
  readonly id: string;
}

interface Reviewing {
  readonly uri: Uri;
  readonly place: PromptPlace;
  readonly tools: AuxiliaryTools;
}

/** The ids that were ticked; those that were thrown away are rejected, all others go on waiting. */
async function review(
  pending: readonly ProposedCase[],
  { uri, place, tools }: Reviewing,
): Promise<readonly string[]> {
  const { decideOnCases, oneLine } = await engine();
  const reject = {
    iconPath: new ThemeIcon('trash'),
    tooltip: l10n.t('Reject this case'),
  };
  const more = {
    iconPath: new ThemeIcon('add'),
    tooltip: l10n.t('Ask for {0} more: up to {1} calls', WANTED, WANTED + SPARE_CALLS),
  };
  const list = window.createQuickPick<CaseItem>();
  list.title = l10n.t('Select the suggested cases to add');
  list.placeholder = l10n.t(
    'Added cases have no expected answer. Cases you do not select stay in the list.',
  );
  list.canSelectMany = true;
  list.ignoreFocusOut = true;
  list.matchOnDetail = true;
  list.buttons = [more];
  list.items = pending.map(({ id, kind, inputs }) => {
    const [first = '', ...others] = Object.entries(inputs).map(([name, value]) => [name, value]);
    const named = others.map(([name, value]) => `${name}: ${value}`).join(' · ');
    return {
      id,
      label: oneLine(first[1] ?? '', 200),
      description: kind,
      ...(named === '' ? {} : { detail: oneLine(named, 300) }),
      buttons: [reject],
    };
  });
  let writing: Promise<void> = Promise.resolve();
  list.onDidTriggerItemButton(({ item }) => {
    list.items = list.items.filter(({ id }) => id !== item.id);
    writing = writing.then(async () => {
      const text = (await (await tools.platform.store(place, warn)).readCases()) ?? '';
      await (
        await tools.platform.store(place, warn)
      ).writeCases(decideOnCases(text, [item.id], 'rejected'));
    });
  });
  list.show();
  const answer = await new Promise<readonly string[] | 'more' | null>((done) => {
    list.onDidAccept(() => done(list.selectedItems.map(({ id }) => id)));
    list.onDidTriggerButton(() => done('more'));
    list.onDidHide(() => done(null));
  });
  list.dispose();
  await writing;
  if (answer === null)
    throw new Dismissed(l10n.t('Suggested cases are kept until you add or reject them.'));
  if (answer !== 'more') return answer;
  await ask(uri, WANTED, tools);
  return review(pendingOf(await keptOf(place, tools)), { uri, place, tools });
}

/** One edit of the file the cases stand in. */
async function add(
  uri: Uri,
  { place, accepted }: { place: PromptPlace; accepted: readonly string[] },
  { session, platform, ...others }: AuxiliaryTools,
): Promise<void> {
  const core = await engine();
  const kept = await keptOf(place, { session, platform, ...others });
  const inputs = accepted.map((id) => {
    const found = pendingOf(kept).find((each) => each.id === id);
    if (!found) throw new UserError(l10n.t('The suggested case {0} no longer exists.', id));
    return found.inputs;
  });
  const document = await workspace.openTextDocument(uri);
  const source = { path: place.path, text: document.getText() };
  const reader = asInEditor(await platform.surroundings(place, workspace.isTrusted), place.root);
  const { path, edit, isThere } = await core.withSurroundings(reader, (around) => {
    const found = core.addCases(source, inputs, around);
    return { ...found, isThere: found.path === place.path || around.file(found.path) !== null };
  });
  const target = path === place.path ? uri : Uri.joinPath(uriOf(place.root), path);
  if (isThere) await applySourceEdit(await workspace.openTextDocument(target), edit);
  else await createDocument(target, edit.text);
  await session.refresh(uri);
}
