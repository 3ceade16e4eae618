/** `plumbline steps FILE --trace TRACES`: scores runs that were recorded elsewhere. Nothing is sent. */

import { UserError } from '../../core/errors.js';
import { renderHtmlPage } from '../../core/report/html/page.js';
import { studySection } from '../../core/report/html/study.js';
import { renderStudyMarkdown } from '../../core/report/studyMarkdown.js';
import { renderStudyTerminal } from '../../core/report/studyTerminal.js';
import type { StepsDrift } from '../../core/studies/steps/overTime.js';
import { stepsView } from '../../core/studies/steps/words.js';
import { count, number, signedNumber, withInterval } from '../../core/say/figures.js';
import { english } from '../../core/say/say.js';
import { findWorkspace, readText } from '../../node/workspace.js';
import { writeText } from '../../node/writeFile.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal } from '../output.js';
import { usablePrompt } from '../readPrompt.js';
import { isOwnSpan, readSpans } from '../traces/otlp.js';
import type { Span } from '../traces/span.js';
import { tracedRuns } from '../traces/tracedRuns.js';
import { traceResult, type TraceFindings } from '../traces/traceResult.js';
import { mocksOf } from '../traces/recordedMocks.js';
import { traceRun } from '../traces/traceRun.js';
import { worded } from '../../core/say/worded.js';
import { counted } from '../../core/say/plural.js';

export interface TracesOptions {
  readonly trace: string;
  readonly writeMocks?: string;
  /** ISO date; absent: the middle of the days. */
  readonly since?: string;
  readonly json?: boolean;
  readonly html?: string;
  readonly markdown?: string;
}

/** Exit code 1 where success drifted. Throws `UserError` for a file without spans, and for spans that call no model and no tool. */
export async function traces(file: string, options: TracesOptions): Promise<number> {
  const terminal = openTerminal();
  const workspace = await findWorkspace(file);
  const prompt = await usablePrompt(file, workspace, terminal.say);
  const text = await readText(options.trace);
  if (text === null) throw new UserError(worded`File not found: ${options.trace}`);
  const spans = withoutOwn(options.trace, readSpans(options.trace, text));
  const byTrace = Map.groupBy(spans, ({ traceId }) => traceId);
  const found = [...byTrace.values()].flatMap((own) => traceRun(own) ?? []);
  if (found.length === 0)
    throw new UserError(
      worded`${options.trace} holds ${counted(spans.length, '1 span', '{n} spans')}, but none that calls a model or a tool. Expected the GenAI conventions of OpenTelemetry: spans with gen_ai.operation.name chat or execute_tool.`,
    );
  const runs = tracedRuns(prompt, found);
  const startedAt = new Date(Number((spans[0]?.startedAt ?? 0n) / 1_000_000n)).toISOString();
  const result = traceResult(prompt, runs, {
    ...{ file: options.trace, startedAt, since: options.since },
  });
  linesOf(result.traces).forEach(terminal.say);
  const view = stepsView(result, english);
  terminal.out(
    options.json
      ? JSON.stringify(result, null, 2)
      : renderStudyTerminal(stepsView(result, terminal.words), terminal),
  );
  if (options.markdown) await writeText(options.markdown, renderStudyMarkdown(view));
  if (options.html) await writeText(options.html, renderHtmlPage(view.title, studySection(view)));
  if (options.writeMocks) {
    const mocks = mocksOf(runs);
    await writeText(options.writeMocks, `${JSON.stringify(mocks, null, 2)}\n`);
    terminal.say(
      worded`Wrote ${counted(mocks.length, '1 recorded call', '{n} recorded calls')} to ${options.writeMocks}.`,
    );
  }
  return result.traces.drift?.verdict === 'drifted' ? EXIT.gateFailed : EXIT.ok;
}

/** A test's calls of many cases are one trace, and no run of an agent. Throws `UserError` where there is nothing else. */
function withoutOwn(file: string, spans: readonly Span[]): readonly Span[] {
  const others = spans.filter(({ attributes }) => !isOwnSpan(attributes));
  if (others.length > 0) return others;
  throw new UserError(
    worded`${file} holds ${counted(spans.length, '1 span', '{n} spans')} of Plumbline itself: calls of a test, not runs of an agent. Use plumbline show to look at them, or the traces of your application here.`,
  );
}

function linesOf({
  unmatched,
  runs,
  withoutText,
  handOvers,
  days,
  drift,
}: TraceFindings): string[] {
  return [
    ...(unmatched > 0
      ? [
          `${unmatched} of ${count(runs, 'run')} ask none of the prompt's cases. A span attribute plumbline.case names the case.`,
        ]
      : []),
    ...(withoutText > 0
      ? [
          `${withoutText} of ${count(runs, 'run')} hold no texts, so their answers are not scored. Instrumentations record them when content capturing is enabled.`,
        ]
      : []),
    ...handOvers.map(({ from, to, n }) => `${from} hands over to ${to}: ${count(n, 'time')}`),
    ...(days.length > 1
      ? days.map(
          ({ day, runs: n, success, calls }) =>
            `${day}: ${count(n, 'run')}, success ${shown(success)}, calls a run ${shown(calls)}`,
        )
      : []),
    ...(drift ? [driftText(drift)] : []),
  ];
}

const DRIFT_WORDS = {
  drifted: 'It drifted',
  unchanged: 'Unchanged',
  'too-early': 'Too early to tell',
} as const;

/** For instance `From 2026-01-05 on: success 0.42, 0.81 before, in the same 12 cases (−0.39 [−0.61, −0.12]). It drifted.` */
function driftText({ since, success, cases, difference, verdict, margin }: StepsDrift): string {
  const by = withInterval(signedNumber(difference.value), difference.ci);
  const within = verdict === 'unchanged' ? ` within ${number(margin)}` : '';
  return `From ${since} on: success ${number(success.now)}, ${number(success.before)} before, in the same ${count(cases, 'case')} (${by}). ${DRIFT_WORDS[verdict]}${within}.`;
}

const shown = (value: number | null) => (value === null ? '–' : number(value));
