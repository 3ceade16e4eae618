/** A run in a terminal: shows the plan and the progress. */

import { plannedTrials, type Design } from '../core/plan/design.js';
import type { PromptStore } from '../core/library/promptStore.js';
import type { Endpoint } from '../core/models/endpoint.js';
import type { Outcome } from '../core/run/outcome.js';
import type { RunHost } from '../core/run/runHost.js';
import type { RunRequest } from '../core/run/runRequest.js';
import type { RunWork } from '../core/run/runWork.js';
import { runWorkflow } from '../core/run/workflow.js';
import { systemClock } from '../core/ports/systemClock.js';
import { notJudgedText } from '../core/variants/meaning/notJudged.js';
import { isCostAgreed } from './agreeToCost.js';
import { letMemoryGrow } from './flatMemory.js';
import type { Terminal } from './output.js';
import { preflightLines } from './preflight.js';
import { callTeller, type Progress } from './progress.js';
import type { RunObserver } from './runObserver.js';
import { shellWord } from '../core/text/shellWord.js';

export interface TerminalRun {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly store: PromptStore;
  readonly endpoint: Endpoint;
  /** What a user should know about the choice of the model. */
  readonly note: string | null;
  readonly options: {
    /** Shows the plan and sends nothing. */
    readonly dryRun?: boolean;
    /** Agrees to whatever it costs. */
    readonly yes?: boolean;
  };
  /** Called for every outcome. */
  readonly onOutcome?: (outcome: Outcome, design: Design) => void;
  readonly observer?: RunObserver | null;
}

/** Null for a dry run. Throws `UserError` for errors before the first call. However it ends, the progress bar is cleared. */
export async function runInTerminal<D extends Design, R>(
  work: RunWork<D, R>,
  request: Omit<RunRequest, 'endpoint' | 'only'>,
  run: TerminalRun,
): Promise<R | null> {
  const { host, end } = terminalHost<D, R>(run);
  const { endpoint, observer } = run;
  try {
    const result = await runWorkflow(work, { ...request, endpoint, only: null }, host);
    observer?.onEnd({ result });
    return result;
  } catch (error) {
    observer?.onEnd({ error });
    throw error;
  } finally {
    end();
  }
}

/** `end` clears the progress bar. */
function terminalHost<D extends Design, R>({
  terminal,
  signal,
  store,
  endpoint,
  note,
  options: { dryRun = false, yes = false },
  onOutcome,
  observer = null,
}: TerminalRun): { host: RunHost<D, R>; end(): void } {
  const teller = callTeller(terminal);
  let progress: Progress | null = null;
  let design: Design | null = null;
  const show = (planned: Design) =>
    terminal.say(
      preflightLines(planned, { model: endpoint.model, note, words: terminal.words }).join('\n'),
    );
  return {
    host: {
      store,
      clock: systemClock,
      signal,
      ...(observer ? { onSend: observer.onSend, onAsk: observer.onAsk } : {}),
      onWait(wait) {
        teller.onWait(wait);
        observer?.onWait(wait);
      },
      warn: terminal.say,
      async confirm(preflight) {
        letMemoryGrow(preflight.design.plan.trials.length);
        if (dryRun) show(preflight.design);
        const isAgreed =
          !dryRun && (await isCostAgreed(preflight, { yes, signal, words: terminal.words }));
        return isAgreed ? preflight.design.settings.shots : null;
      },
      onStart(planned, earlier) {
        design = planned;
        show(planned);
        const { written, variants } = planned.wordings;
        if (written.some((each) => variants.includes(each)))
          terminal.say(
            terminal.words(
              'New paraphrases are waiting for review. Show them with {command}, then --approve or --reject them by id.',
              { command: `plumbline variants ${shellWord(planned.prompt.path)} --no-model` },
            ),
          );
        const unread = notJudgedText(written);
        if (unread !== null) terminal.say(unread);
        progress = teller.begin(plannedTrials(planned), endpoint.price, earlier);
        observer?.onStart(planned, earlier);
      },
      onOutcome(outcome) {
        progress?.update(outcome);
        observer?.onOutcome(outcome);
        if (design) onOutcome?.(outcome, design);
      },
    },
    end: () => progress?.end(),
  };
}
