/** What is wanted of the Test Explorer: prompts and cases, one after the other, agreed to once. */

import {
  TestMessage,
  l10n,
  type CancellationToken,
  type TestItem,
  type TestRun,
  type Uri,
} from 'vscode';
import { isUserError } from '../../core/errors.js';
import type { Report } from '../../core/index.js';
import {
  runBatch,
  type BatchEnd,
  type BatchRun,
  type BatchTotal,
  type Budget,
  type Takes,
} from '../batch/runBatch.js';
import { caseText } from '../caseText.js';
import { engine, type Engine } from '../engine.js';
import type { Entry } from '../entry.js';
import { say } from '../say.js';
import type { Session } from '../session.js';
import type { TestRequest } from '../testRequest.js';
import { PROMPT_ITSELF, type RedMessages } from './redMessages.js';

export interface Wanted {
  readonly prompt: TestItem;
  /** The cases that were asked for; null: all of them. */
  readonly cases: readonly TestItem[] | null;
}

/** What is told of a run, as far as results go. */
export type ToldRun = Pick<
  TestRun,
  'enqueued' | 'started' | 'passed' | 'failed' | 'errored' | 'skipped'
>;

export interface RunningTools {
  readonly session: Pick<Session, 'testAndCount' | 'open' | 'cancel'>;
  readonly load: (uri: Uri) => Promise<Entry>;
  /** Null where it cannot be known. `cases`: how many of them are wanted; null: all. */
  readonly estimate: (entry: Entry, cases: number | null) => Promise<Takes | null>;
  readonly agree: (total: BatchTotal) => Promise<Budget | null>;
  readonly token: CancellationToken;
  readonly messages: Pick<RedMessages, 'add'>;
}

/** One round of a run: a whole prompt, or one of its cases. */
interface Job {
  readonly uri: Uri;
  readonly prompt: TestItem;
  readonly items: readonly TestItem[];
  readonly request: TestRequest;
}

/** What is cancelled, and everything after it, is skipped: it has no result of its own. */
export async function runWanted(
  run: ToldRun,
  wanted: readonly Wanted[],
  tools: RunningTools,
): Promise<BatchEnd> {
  const { session, load, token } = tools;
  const stopping = new AbortController();
  let running: Uri | null = null;
  const cancel = () => {
    stopping.abort();
    if (running) session.cancel(running);
  };
  const stop = token.onCancellationRequested(cancel);
  if (token.isCancellationRequested) cancel();
  const jobs = jobsOf(wanted);
  // Counting the calls of many prompts takes a while.
  for (const job of jobs) itemsOf(job).forEach((item) => run.enqueued(item));
  try {
    return await runBatch(jobs, {
      ...{ signal: stopping.signal, agree: tools.agree },
      async estimate({ uri, request }) {
        const entry = await load(uri);
        if (entry.prompt?.cases.length === 0) return 'none';
        return entry.prompt ? tools.estimate(entry, request.only ? 1 : null) : null;
      },
      async run(job, { left, isAgreed }) {
        running = job.uri;
        const limits = job.request.only ? {} : { limits: left };
        const request = { ...job.request, ...limits, isAgreed };
        return runJob(run, { ...job, items: itemsOf(job), request }, tools);
      },
      skip: (job) => itemsOf(job).forEach((item) => run.skipped(item)),
    });
  } finally {
    stop.dispose();
  }
}

const jobsOf = (wanted: readonly Wanted[]): Job[] =>
  wanted.flatMap(({ prompt, cases }) => {
    const { uri } = prompt;
    if (!uri) return [];
    if (!cases) return [{ uri, prompt, items: [prompt], request: {} }];
    return cases.map((item) => ({ uri, prompt, items: [item], request: onlyCase(item) }));
  });

/** The cases of a prompt are known once it was read. */
function itemsOf({ prompt, items, request }: Job): readonly TestItem[] {
  if (request.only) return items;
  const children: TestItem[] = [];
  prompt.children.forEach((child) => children.push(child));
  return [...items, ...children];
}

const onlyCase = ({ label }: TestItem): TestRequest => ({ only: { variant: null, case: label } });

async function runJob(run: ToldRun, job: Job, tools: RunningTools): Promise<BatchRun> {
  const { uri, items, request } = job;
  items.forEach((item) => run.started(item));
  try {
    const ended = await tools.session.testAndCount(uri, request);
    await tell(run, job, { ended, entry: await tools.session.open(uri), tools });
    return ended;
  } catch (error) {
    if (!isUserError(error)) throw error;
    items.forEach((item) => run.errored(item, new TestMessage(error.sentence(say))));
    return { end: 'failed', spent: { calls: 0, usd: 0 } };
  }
}

interface Ended {
  readonly ended: BatchRun;
  readonly entry: Entry;
  readonly tools: RunningTools;
}

async function tell(
  run: ToldRun,
  { prompt, items }: Job,
  { ended: { end }, entry, tools }: Ended,
): Promise<void> {
  const { uri, report, phase } = entry;
  if (end === 'nothing' || end === 'cancelled') return items.forEach((item) => run.skipped(item));
  if (end === 'done' && report) {
    const core = await engine();
    for (const item of items) {
      const told = item === prompt ? promptResult(report, core) : caseResult(item, report, core);
      if (told === 'passed') run.passed(item);
      else if (told === 'skipped') run.skipped(item);
      else {
        run.failed(item, new TestMessage(told.because));
        tools.messages.add(uri, item === prompt ? PROMPT_ITSELF : item.label);
      }
    }
    return;
  }
  const message = new TestMessage(whyNotTested(end, phase));
  items.forEach((item, index) => {
    // Said once: not behind every case.
    run.errored(item, index === 0 ? message : []);
    if (index === 0) tools.messages.add(uri, item === prompt ? PROMPT_ITSELF : item.label);
  });
}

function whyNotTested(end: BatchRun['end'], phase: Entry['phase']): string {
  if (end === 'busy')
    return l10n.t('This prompt is already being tested. Try again when that run has finished.');
  if (phase.kind === 'failed') return phase.failure.message;
  return phase.kind === 'needsModel' ? phase.why : l10n.t('Nothing was run.');
}

type Told = 'passed' | 'skipped' | { readonly because: string };

function promptResult(report: Report, core: Engine): Told {
  const { gates } = report;
  const { verdict } = core.viewOf(report, say);
  const failed = gates.filter(({ result }) => result === 'failed').map(({ metric }) => metric);
  if (failed.length > 0) return { because: l10n.t('Gate failed: {0}', failed.join(', ')) };
  if (verdict.kind === 'open') return 'skipped';
  if (verdict.kind === 'good' || verdict.kind === 'quiet' || gates.length > 0) return 'passed';
  const text = [`${verdict.word}. ${verdict.sentence}`, verdict.cause, verdict.advice];
  return { because: text.filter((part) => part !== null).join('\n') };
}

/** A failed one also says what would stand at the end of its line. */
function caseResult({ label }: TestItem, report: Report, core: Engine): Told {
  const found = report.cases.find(({ id }) => id === label);
  if (!found || (found.excess === null && found.accuracy === null)) return 'skipped';
  const isWrong = found.accuracy === 0;
  if (!isWrong && (found.excess ?? 0) <= core.MOVED) return 'passed';
  const because = isWrong
    ? l10n.t('Wrong with every variant.')
    : l10n.t('The answer depends on the wording.');
  const result = core.caseResults(report).get(label);
  return { because: result ? `${because} (${caseText(result, core)})` : because };
}
