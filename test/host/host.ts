import { strict as assert } from 'node:assert';
import {
  commands,
  extensions,
  Uri,
  window,
  workspace,
  type CodeLens,
  type TextDocument,
} from 'vscode';
import type { ModelChoice } from '../../src/extension/platform.js';
import type { PromptLibraries } from '../../src/extension/library/promptLibraries.js';
import type { PromptTool } from '../../src/extension/chat/promptTool.js';
import type { TestTree } from '../../src/extension/tests/testTree.js';
import type { Session } from '../../src/extension/session.js';
import type { Models } from '../../src/extension/models.js';
import type { WordingReview } from '../../src/extension/wordings/wordingReview.js';

export interface Extension {
  readonly session: Session;
  readonly models: Models;
  readonly review: WordingReview;
  readonly libraries: PromptLibraries;
  readonly tests: TestTree;
  readonly promptTool: PromptTool;
}

export async function activated(): Promise<Extension> {
  const found = extensions.getExtension<Extension>('plumbline.plumbline');
  assert.ok(found, 'the extension is not installed');
  return found.activate();
}

export const inFolder = (...path: string[]): Uri => {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return Uri.joinPath(folder.uri, ...path);
};

export const TRIAGE = () => inFolder('prompts', 'triage.prompt.yml');
export const RECORDED: ModelChoice = {
  kind: 'recorded',
  label: 'Recorded answers',
  model: 'recorded',
};

interface FakeModel {
  readonly asked: { role: number; text: string }[][];
  failAfter(calls: number): void;
  /** What the rule gives is answered; null leaves it to the usual rule, as no rule does. */
  answerBy(rule: ((text: string) => string | null) | null): void;
}

export async function fakeModel(): Promise<FakeModel> {
  const found = extensions.getExtension<FakeModel>('plumbline.fake-model');
  assert.ok(found);
  return found.activate();
}

export const EDITOR_MODEL: ModelChoice = { kind: 'editor', label: 'Echo', model: 'echo-1' };

export async function shown(uri: Uri): Promise<TextDocument> {
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document);
  return document;
}

export async function lensTitles(uri: Uri): Promise<string[]> {
  const lenses = await commands.executeCommand<CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    100,
  );
  return lenses.map(({ command }) => command?.title ?? '');
}

export async function written(path: string, text: string): Promise<Uri> {
  const uri = inFolder(path);
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

export const textIn = async (uri: Uri) =>
  new TextDecoder().decode(await workspace.fs.readFile(uri));

/** The paths of what is kept for a prompt: its recording and its variants. */
export const recordingOf = (path: string) => `.plumbline/recordings/${path}.jsonl`;
export const variantsOf = (path: string) => `.plumbline/variants/${path}.yml`;

/** A copy of the triage prompt that has the same variants and the same recorded answers. */
export async function recordedCopy(path: string): Promise<Uri> {
  for (const kept of [recordingOf, variantsOf])
    await written(kept(path), await textIn(inFolder(kept('prompts/triage.prompt.yml'))));
  return written(path, await textIn(TRIAGE()));
}

/** Deletes files and folders that may not be there. */
export async function cleared(paths: readonly string[]): Promise<void> {
  for (const path of paths)
    await workspace.fs.delete(inFolder(path), { recursive: true }).then(undefined, () => null);
}

/** What the library lists of a prompt. */
export const entryOf = async (path: string) =>
  (await (await activated()).libraries.all()).find(({ entry }) => entry.path === path)?.entry;

/** Settings of the workspace for the time of some work; afterwards they are what they were, also where it fails. */
export async function withSettings(
  values: Readonly<Record<string, unknown>>,
  work: () => Promise<void>,
): Promise<void> {
  const settings = () => workspace.getConfiguration('plumbline');
  const before = Object.keys(values).map(
    (key) => [key, settings().inspect(key)?.workspaceValue] as const,
  );
  try {
    for (const [key, value] of Object.entries(values)) await settings().update(key, value);
    await work();
  } finally {
    for (const [key, value] of before) await settings().update(key, value);
  }
}

export async function eventually(
  isSo: () => boolean | Promise<boolean>,
  what: string,
): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (await isSo()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.fail(`never happened: ${what}`);
}
