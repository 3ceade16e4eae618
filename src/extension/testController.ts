/** Prompts and their cases as tests, so that the editor's own "run all" runs them. */

import type { Uri } from 'vscode';
import {
  l10n,
  Range,
  TestMessage,
  TestRunProfileKind,
  tests,
  workspace,
  type CancellationToken,
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
import { logError } from './logError.js';
import type { RunEnd } from './entryPhase.js';
import type { Session } from './session.js';
import type { TestRequest } from './testRequest.js';

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
        await runWanted(run, wantedOf(request, controller), { session, load, token });
      } catch (error) {
        logError(error, log);
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

/** Adds or updates the test of a prompt and of its cases. */
export function showItem(controller: TestController, { uri, prompt, trouble, place }: Entry): void {
  const item = addItem(controller, uri);
  item.error = trouble ?? place?.trouble ?? undefined;
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

export interface Wanted {
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

/** What is told of a run, as far as results go. */
export type ToldRun = Pick<TestRun, 'started' | 'passed' | 'failed' | 'errored' | 'skipped'>;

export interface RunningTools {
  readonly session: Pick<Session, 'test' | 'open' | 'cancel'>;
  readonly load: (uri: Uri) => Promise<void>;
  readonly token: CancellationToken;
}

/** One after the other. What is cancelled, and everything after it, is skipped: it has no result of its own. */
export async function runWanted(
  run: ToldRun,
  wanted: readonly Wanted[],
  tools: RunningTools,
): Promise<void> {
  const { session, token } = tools;
  for (const { prompt, cases } of wanted) {
    const { uri } = prompt;
    if (!uri) continue;
    const stop = token.onCancellationRequested(() => session.cancel(uri));
    try {
      await runPrompt(run, { prompt, cases, uri }, tools);
    } finally {
      stop.dispose();
    }
  }
}

async function runPrompt(
  run: ToldRun,
  { prompt, cases, uri }: Wanted & { readonly uri: Uri },
  { session, load, token }: RunningTools,
): Promise<void> {
  await load(uri);
  const children: TestItem[] = [];
  prompt.children.forEach((child) => children.push(child));
  const rounds = cases
    ? cases.map((item) => ({ items: [item], request: onlyCase(item) }))
    : [{ items: [prompt, ...children], request: {} }];
  for (const { items, request } of rounds) {
    if (token.isCancellationRequested) {
      items.forEach((item) => run.skipped(item));
      continue;
    }
    items.forEach((item) => run.started(item));
    try {
      const end = await session.test(uri, request);
      await tell(run, { end, entry: await session.open(uri), prompt, items });
    } catch (error) {
      if (!isUserError(error)) throw error;
      items.forEach((item) => run.errored(item, new TestMessage(error.message)));
    }
  }
}

const onlyCase = ({ label }: TestItem): TestRequest => ({ only: { variant: null, case: label } });

interface Ended {
  readonly end: RunEnd;
  readonly entry: Entry;
  readonly prompt: TestItem;
  readonly items: readonly TestItem[];
}

async function tell(
  run: ToldRun,
  { end, entry: { report, phase }, prompt, items }: Ended,
): Promise<void> {
  if (end === 'nothing' || end === 'cancelled') return items.forEach((item) => run.skipped(item));
  if (end === 'done' && report) {
    const core = await engine();
    const { MOVED } = core;
    for (const item of items) {
      if (item === prompt) tellPrompt(run, item, report, core);
      else tellCase(run, item, { report, moved: MOVED });
    }
    return;
  }
  const message =
    end === 'busy'
      ? l10n.t('This prompt is already being tested. Try again when that run has finished.')
      : phase.kind === 'failed'
        ? phase.failure.message
        : l10n.t('Nothing was run.');
  items.forEach((item) => run.errored(item, new TestMessage(message)));
}

function tellPrompt(run: ToldRun, item: TestItem, report: Report, core: Engine): void {
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
  run: ToldRun,
  item: TestItem,
  { report, moved }: { report: Report; moved: number },
): void {
  const found = report.cases.find(({ id }) => id === item.label);
  if (!found || (found.excess === null && found.accuracy === null)) run.skipped(item);
  else if (found.accuracy === 0)
    run.failed(item, new TestMessage(l10n.t('Wrong with every variant.')));
  else if ((found.excess ?? 0) > moved)
    run.failed(item, new TestMessage(l10n.t('The answer depends on the wording.')));
  else run.passed(item);
}
