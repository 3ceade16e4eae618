/** What can be done with the prompts of a library: make, copy, rename, use elsewhere. */

import {
  env,
  l10n,
  Range,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type QuickPickItem,
  type TextEditor,
} from 'vscode';
import { UserError } from '../../core/errors.js';
import type { Prompt } from '../../core/index.js';
import { engine } from '../engine.js';
import { Dismissed } from '../models.js';
import type { Session } from '../session.js';
import type { PromptLibraries } from './promptLibraries.js';
import { stateText } from './stateText.js';

export interface LibraryTools {
  readonly libraries: PromptLibraries;
  readonly session: Session;
}

/** The prompt a command is meant for: the tree's node, a file, the active editor's, else one that is picked. */
export async function chosenPrompt(
  argument: unknown,
  { libraries, session }: LibraryTools,
): Promise<Uri> {
  if (argument instanceof Uri) return argument;
  const { uri } = (argument ?? {}) as { uri?: unknown };
  if (uri instanceof Uri) return uri;
  const active = window.activeTextEditor?.document;
  if (active && session.isPrompt(active)) return active.uri;
  return pickPrompt(libraries);
}

async function pickPrompt(libraries: PromptLibraries): Promise<Uri> {
  const all = await libraries.all();
  if (all.length === 0)
    throw new UserError(l10n.t('No prompts yet. Create one with "New prompt…".'));
  const items = all.map(({ uri, entry }) => ({
    id: entry.path,
    label: entry.name,
    description: `${entry.path} · ${stateText(entry.state)}`,
    detail: entry.description ?? '',
    uri,
  }));
  return (await picked(items, l10n.t('Select a prompt'))).uri;
}

interface Choice extends QuickPickItem {
  /** What a keybinding or another extension can choose it by. */
  readonly id: string;
}

async function picked<Item extends Choice>(
  items: readonly Item[],
  title: string,
  wanted?: unknown,
): Promise<Item> {
  const given = items.find(({ id }) => id === wanted);
  if (given) return given;
  const item = await window.showQuickPick(items, {
    title,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!item) throw new Dismissed();
  return item;
}

async function named(title: string, value: string): Promise<string> {
  const name = await window.showInputBox({
    title,
    value,
    validateInput: (text) => (/[^\s/\\]/.test(text) ? null : l10n.t('Enter a file name.')),
  });
  if (name === undefined) throw new Dismissed();
  return name;
}

export async function newPrompt(
  { libraries }: LibraryTools,
  given: { template?: string | undefined; name?: string | undefined },
): Promise<void> {
  const root = workspace.workspaceFolders?.[0]?.uri;
  if (!root) throw new UserError(l10n.t('Open a folder first. The prompt is saved in it.'));
  const { TEMPLATES, fileStem } = await engine();
  const items = TEMPLATES.map((template) => ({
    id: template.id,
    label: template.title,
    description: template.detail,
    template,
  }));
  const { template } = await picked(items, l10n.t('Select a template'), given.template);
  const name = given.name ?? (await named(l10n.t('Enter a name'), template.title));
  const folder = (await libraries.folders())[0] ?? Uri.joinPath(root, 'prompts');
  const uri = await freeName(folder, fileStem(name), '.prompt.yml');
  await workspace.fs.writeFile(uri, new TextEncoder().encode(template.text(name)));
  await window.showTextDocument(uri);
}

/** Kept wordings and results stay with the first: the copy was never tested. */
export async function duplicatePrompt(uri: Uri): Promise<void> {
  const { stem, ending } = partsOf(uri);
  const copy = await freeName(Uri.joinPath(uri, '..'), `${stem}-copy`, ending);
  await workspace.fs.copy(uri, copy, { overwrite: false });
  await window.showTextDocument(copy);
}

/** The editor's own rename, so that undo works and what is kept for the prompt moves along. */
export async function renamePrompt(uri: Uri, given?: unknown): Promise<void> {
  const { stem, ending } = partsOf(uri);
  const name =
    typeof given === 'string' ? given : await named(l10n.t('New name, without {0}', ending), stem);
  const target = Uri.joinPath(uri, '..', name.endsWith(ending) ? name : name + ending);
  if (target.toString() === uri.toString()) return;
  const edit = new WorkspaceEdit();
  edit.renameFile(uri, target, { overwrite: false });
  if (!(await workspace.applyEdit(edit)))
    throw new UserError(l10n.t('{0} already exists.', workspace.asRelativePath(target)));
}

/** Into the editor that is in front: the prompt's messages, a reference to its file, or code that sends it. */
export async function insertPrompt(
  argument: unknown,
  tools: LibraryTools,
  how?: unknown,
): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) throw new UserError(l10n.t('Open the file to insert the prompt into first.'));
  const { uri } = (argument ?? {}) as { uri?: unknown };
  const source = uri instanceof Uri ? uri : await pickPrompt(tools.libraries);
  const prompt = await readable(source, tools.session);
  const { codeSnippets } = await engine();
  const items = [
    {
      id: 'text',
      label: l10n.t('As text'),
      description: l10n.t('the messages'),
      text: messagesText(prompt),
    },
    {
      id: 'file',
      label: l10n.t('As a file'),
      description: l10n.t('a relative path'),
      text: pathBetween(editor.document.uri, source),
    },
    ...codeSnippets(prompt).map(({ id, title, text }) => ({
      id,
      label: l10n.t('As code: {0}', title),
      description: '',
      text,
    })),
  ];
  const { text } = await picked(items, l10n.t('How should it be inserted?'), how);
  await insert(editor, text);
}

async function insert(editor: TextEditor, text: string): Promise<void> {
  const done = await editor.edit((edit) =>
    editor.selections.forEach((selection) =>
      edit.replace(new Range(selection.start, selection.end), text),
    ),
  );
  if (!done)
    throw new UserError(l10n.t('The file could not be edited. Check whether it is read-only.'));
}

export async function copyAsCode(
  uri: Uri,
  { session }: LibraryTools,
  sdk?: unknown,
): Promise<void> {
  const prompt = await readable(uri, session);
  const { codeSnippets } = await engine();
  const items = codeSnippets(prompt).map(({ id, title, text }) => ({ id, label: title, text }));
  if (items.length === 0)
    throw new UserError(
      l10n.t('This template contains logic, so it cannot be copied as plain code.'),
    );
  const { label, text } = await picked(items, l10n.t('Select an SDK'), sdk);
  await env.clipboard.writeText(text);
  void window.setStatusBarMessage(l10n.t('Copied: {0}', label), 3000);
}

/** Writes the prompt in another format beside it, and says what that format cannot hold. */
export async function exportPrompt(
  uri: Uri,
  { session }: LibraryTools,
  format?: unknown,
): Promise<void> {
  const prompt = await readable(uri, session);
  const { EXPORTERS } = await engine();
  const items = EXPORTERS.filter(({ id }) => id !== prompt.format).map((exporter) => ({
    id: exporter.id,
    label: exporter.id,
    description: exporter.fileName(partsOf(uri).stem),
    exporter,
  }));
  const { exporter } = await picked(items, l10n.t('Select a format'), format);
  const { text, lost } = exporter.export(prompt);
  const ending = exporter.fileName('x').slice(1);
  const target = await freeName(Uri.joinPath(uri, '..'), partsOf(uri).stem, ending);
  await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  await window.showTextDocument(target);
  if (lost.length > 0)
    void window.showWarningMessage(l10n.t('Not carried over: {0}', lost.join(' ')));
}

async function readable(uri: Uri, session: Session): Promise<Prompt> {
  const { prompt, problems, trouble } = await session.refresh(uri);
  if (prompt) return prompt;
  throw new UserError(
    trouble ?? problems[0]?.message ?? l10n.t('This file does not contain a prompt.'),
  );
}

const messagesText = ({ messages }: Prompt) =>
  messages.length === 1
    ? (messages[0]?.content ?? '')
    : messages.map(({ role, content }) => `${role}:\n${content.trim()}\n`).join('\n');

function pathBetween(from: Uri, to: Uri): string {
  if (from.scheme !== to.scheme) return workspace.asRelativePath(to, false);
  const here = from.path.split('/').slice(0, -1);
  const there = to.path.split('/');
  const shared = here.findIndex((part, at) => part !== there[at]);
  const common = shared < 0 ? here.length : shared;
  return [...here.slice(common).map(() => '..'), ...there.slice(common)].join('/');
}

const ENDING = /((?:\.prompt|_prompt)?\.[^.]+|\.(?:agent|instructions|chatmode)\.md)$/i;

function partsOf(uri: Uri): { stem: string; ending: string } {
  const base = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const ending = ENDING.exec(base)?.[0] ?? '';
  return { stem: base.slice(0, base.length - ending.length), ending };
}

async function freeName(folder: Uri, stem: string, ending: string): Promise<Uri> {
  for (let number = 1; ; number++) {
    const uri = Uri.joinPath(folder, `${stem}${number === 1 ? '' : `-${number}`}${ending}`);
    const isThere = await workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (!isThere) return uri;
  }
}
