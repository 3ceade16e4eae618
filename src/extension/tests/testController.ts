/** Prompts and their cases as tests: in the Test Explorer by folder, and in the gutter of a prompt that is open. */

import {
  l10n,
  TestRunProfileKind,
  tests,
  workspace,
  type CancellationToken,
  type Disposable,
  type LogOutputChannel,
  type TestItem,
  type TestRunRequest,
  type Uri,
} from 'vscode';
import { askBatch } from '../batch/askBatch.js';
import { takesOf } from '../batch/takes.js';
import type { Entry, EntryChange } from '../entry.js';
import type { PromptLibraries } from '../library/promptLibraries.js';
import { logError } from '../logError.js';
import { isAtOrUnder } from '../promptFiles.js';
import type { EstimateTools } from '../runEstimate.js';
import type { Session } from '../session.js';
import { readSettings } from '../settings.js';
import type { RedMessages } from './redMessages.js';
import { runWanted, type Wanted } from './runWanted.js';
import { TestTree } from './testTree.js';

export interface TestControllerTools extends EstimateTools {
  readonly session: Session;
  readonly libraries: PromptLibraries;
  readonly messages: RedMessages;
  readonly log: LogOutputChannel;
}

/** Whoever types is not followed key by key: the editor moves what is in the gutter by itself meanwhile. */
const SETTLE_MS = 300;

/** The tree is what the Test Explorer and the gutter show. */
export function testController(tools: TestControllerTools): Disposable & { tree: TestTree } {
  const { session, libraries, messages, log } = tools;
  const controller = tests.createTestController('plumbline', l10n.t('Prompts'));
  const tree = new TestTree(controller);
  const load = async (uri: Uri): Promise<Entry> => {
    const entry = await session.refresh(uri);
    tree.show(entry);
    return entry;
  };
  let isListed = false;
  const list = async () => {
    isListed = true;
    const all = await libraries.all();
    tree.list(
      all.map(({ uri, entry }) => ({ uri, name: entry.name, hasCases: entry.cases > 0 })),
      (uri) => openDocument(uri) !== undefined,
    );
  };
  controller.resolveHandler = async (item) => {
    if (!item) await list();
    else if (item.uri && tree.has(item.uri)) await load(item.uri);
  };
  const runRequest = async (request: TestRunRequest, token: CancellationToken) => {
    if (!request.include) await list();
    messages.clear();
    const run = controller.createTestRun(request);
    const estimate = (entry: Entry, cases: number | null) => takesOf(entry, cases, tools);
    const agree = (total: Parameters<typeof askBatch>[0]) => askBatch(total, readSettings());
    const running = { session, load, estimate, agree, token, messages };
    try {
      await runWanted(run, wantedOf(request, tree), running);
    } catch (error) {
      logError(error, log);
    } finally {
      run.end();
    }
  };
  const { Run } = TestRunProfileKind;
  controller.createRunProfile(l10n.t('Test sensitivity'), Run, runRequest, true);
  const follow = followSession(tree, session);
  const subscriptions = [
    follow,
    libraries.onDidChange(() => isListed && void list()),
    workspace.onDidDeleteFiles(({ files }) => {
      for (const { uri } of tree.promptsIn())
        if (uri && files.some((gone) => isAtOrUnder(gone, uri))) tree.remove(uri);
    }),
    controller,
  ];
  return { tree, dispose: () => subscriptions.forEach((each) => each.dispose()) };
}

const openDocument = (uri: Uri) =>
  workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());

/** A prompt that is open has its cases in the gutter, whether the Testing view was ever opened or not. */
function followSession(tree: TestTree, session: Session): Disposable {
  const timers = new Map<string, NodeJS.Timeout>();
  const show = (uri: Uri) => {
    timers.delete(uri.toString());
    const entry = session.peek(uri);
    const document = openDocument(uri);
    const isShown = tree.has(uri) || (document && session.isPrompt(document));
    if (entry && isShown) tree.show(entry);
  };
  const subscription = session.onDidChange(({ entry: { uri }, part }: EntryChange) => {
    if (part !== 'all' || timers.has(uri.toString())) return;
    timers.set(
      uri.toString(),
      setTimeout(() => show(uri), SETTLE_MS),
    );
  });
  return {
    dispose: () => {
      timers.forEach((timer) => clearTimeout(timer));
      subscription.dispose();
    },
  };
}

/** Prompts in the order of the tree, each once; a folder stands for those in it. */
export function wantedOf(
  { include, exclude = [] }: Pick<TestRunRequest, 'include' | 'exclude'>,
  tree: TestTree,
): Wanted[] {
  const isExcluded = (item: TestItem | undefined): boolean =>
    item !== undefined && (exclude.includes(item) || isExcluded(item.parent));
  const asked = include ?? tree.promptsIn();
  const prompts = new Set(asked.flatMap((item) => (tree.isCase(item) ? [] : tree.promptsIn(item))));
  const cases = new Map<TestItem, TestItem[]>();
  for (const item of asked) {
    const { parent } = item;
    if (!parent || !tree.isCase(item) || prompts.has(parent) || isExcluded(item)) continue;
    cases.set(parent, [...(cases.get(parent) ?? []), item]);
  }
  return [
    ...[...prompts]
      .filter((prompt) => !isExcluded(prompt))
      .map((prompt) => ({ prompt, cases: null })),
    ...[...cases].map(([prompt, own]) => ({ prompt, cases: own })),
  ];
}
