/** Prompts and their cases as tests, so that the editor's own "run all" runs them. */

import type { Uri } from 'vscode';
import {
  l10n,
  Range,
  TestMessage,
  TestRunProfileKind,
  tests,
  workspace,
  type Disposable,
  type LogOutputChannel,
  type TestController,
  type TestItem,
  type TestRun,
  type TestRunRequest,
} from 'vscode';
import { isUserError } from '../core/errors.js';
import type { Report } from '../core/index.js';
import { engine, type Engine } from './engine.js';
import { say } from './say.js';
import { isAtOrUnder, NO_PROMPT_GLOB, PROMPT_GLOB } from './promptFiles.js';
import type { Entry } from './entry.js';
import type { Session } from './session.js';

export function testController(session: Session, log: LogOutputChannel): Disposable {
  const controller = tests.createTestController('plumbline', l10n.t('Prompts'));
  const load = async (uri: Uri) => {
    const entry = await session.refresh(uri);
    showItem(controller, entry);
  };
  controller.resolveHandler = async (item) => {
    if (item?.uri) return load(item.uri);
    const found = await workspace.findFiles(PROMPT_GLOB, NO_PROMPT_GLOB, 2000);
    for (const uri of found) addItem(controller, uri);
  };
  controller.createRunProfile(
    l10n.t('Test sensitivity'),
    TestRunProfileKind.Run,
    async (request, token) => {
      const run = controller.createTestRun(request);
      try {
        for (const item of wantedOf(request, controller)) {
          if (token.isCancellationRequested) break;
          const stop = token.onCancellationRequested(
            () => item.prompt.uri && session.cancel(item.prompt.uri),
          );
          await runItem(run, item, { session, load }).finally(() => stop.dispose());
        }
      } catch (error) {
        log.error(error as Error);
      } finally {
        run.end();
      }
    },
    true,
  );
  const subscriptions = [
    session.onDidChange(({ entry, part }) => {
      if (part === 'all' && controller.items.get(entry.uri.toString())) showItem(controller, entry);
    }),
    workspace.onDidDeleteFiles(({ files }) =>
      controller.items.forEach(({ id, uri }) => {
        if (uri && files.some((gone) => isAtOrUnder(gone, uri))) controller.items.delete(id);
      }),
    ),
  ];
  return {
    dispose: () => {
      subscriptions.forEach((each) => each.dispose());
      controller.dispose();
    },
  };
}

function addItem(controller: TestController, uri: Uri): TestItem {
  const known = controller.items.get(uri.toString());
  if (known) return known;
  const item = controller.createTestItem(uri.toString(), workspace.asRelativePath(uri), uri);
  item.canResolveChildren = true;
  controller.items.add(item);
  return item;
}

function showItem(controller: TestController, { uri, prompt, trouble }: Entry): void {
  const item = addItem(controller, uri);
  if (trouble !== null) item.error = trouble;
  if (!prompt) return;
  item.description = prompt.name;
  const ids = new Set(prompt.cases.map(({ id }) => id));
  item.children.forEach((child) => {
    if (!ids.has(child.label)) item.children.delete(child.id);
  });
  for (const { id, range } of prompt.cases) {
    const childId = JSON.stringify([uri.toString(), id]);
    const child = item.children.get(childId) ?? controller.createTestItem(childId, id, uri);
    if (range) child.range = new Range(range.line - 1, 0, range.line - 1, 0);
    item.children.add(child);
  }
}

interface Wanted {
  readonly prompt: TestItem;
  /** The cases that were asked for; null: all of them. */
  readonly cases: readonly TestItem[] | null;
}

function wantedOf({ include, exclude }: TestRunRequest, { items }: TestController): Wanted[] {
  const all: TestItem[] = [];
  items.forEach((item) => all.push(item));
  const asked = (include ?? all).filter((item) => !exclude?.includes(item));
  const prompts = asked.filter((item) => !item.parent);
  const byPrompt = new Map<TestItem, TestItem[]>();
  for (const item of asked) {
    if (!item.parent || prompts.includes(item.parent)) continue;
    byPrompt.set(item.parent, [...(byPrompt.get(item.parent) ?? []), item]);
  }
  return [
    ...prompts.map((prompt) => ({ prompt, cases: null })),
    ...[...byPrompt].map(([prompt, cases]) => ({ prompt, cases })),
  ];
}

async function runItem(
  run: TestRun,
  { prompt, cases }: Wanted,
  { session, load }: { session: Session; load: (uri: Uri) => Promise<void> },
): Promise<void> {
  const { uri } = prompt;
  if (!uri) return;
  await load(uri);
  const children: TestItem[] = [];
  prompt.children.forEach((child) => children.push(child));
  const shown = cases ?? [prompt, ...children];
  shown.forEach((item) => run.started(item));
  try {
    if (cases)
      for (const { label } of cases)
        await session.test(uri, { only: { variant: null, case: label } });
    else await session.test(uri);
    const { report, phase } = await session.open(uri);
    if (phase.kind === 'failed' || !report) {
      const message = phase.kind === 'failed' ? phase.failure.message : l10n.t('Nothing was run.');
      shown.forEach((item) => run.errored(item, new TestMessage(message)));
      return;
    }
    const core = await engine();
    const { MOVED } = core;
    for (const item of shown) {
      if (item === prompt) tellPrompt(run, item, report, core);
      else tellCase(run, item, { report, moved: MOVED });
    }
  } catch (error) {
    if (!isUserError(error)) throw error;
    shown.forEach((item) => run.errored(item, new TestMessage(error.message)));
  }
}

function tellPrompt(run: TestRun, item: TestItem, report: Report, core: Engine): void {
  const { gates } = report;
  const { verdict } = core.viewOf(report, say);
  const failed = gates.filter(({ result }) => result === 'failed').map(({ metric }) => metric);
  const text = [`${verdict.word}. ${verdict.sentence}`, verdict.cause, verdict.advice];
  if (failed.length > 0)
    run.failed(item, new TestMessage(l10n.t('Gate failed: {0}', failed.join(', '))));
  else if (verdict.kind === 'open') run.skipped(item);
  else if (verdict.kind === 'good' || verdict.kind === 'quiet' || gates.length > 0)
    run.passed(item);
  else run.failed(item, new TestMessage(text.filter((part) => part !== null).join('\n')));
}

/** `moved`: the excess above which a case counts as moved. */
function tellCase(
  run: TestRun,
  item: TestItem,
  { report, moved }: { report: Report; moved: number },
): void {
  const found = report.cases.find(({ id }) => id === item.label);
  if (!found || (found.excess === null && found.accuracy === null)) run.skipped(item);
  else if (found.accuracy === 0)
    run.failed(item, new TestMessage(l10n.t('Wrong under every wording.')));
  else if ((found.excess ?? 0) > moved)
    run.failed(item, new TestMessage(l10n.t('The answer depends on the wording.')));
  else run.passed(item);
}
