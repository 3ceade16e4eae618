/** Runs any study by its row: `plumbline influence`, `plumbline serving`, … */

import { isUserError, onCommandLine, UserError } from '../../core/errors.js';
import { totalTokens } from '../../core/plan/callEstimate.js';
import type { Message } from '../../core/ports/model.js';
import { withSurroundings } from '../../core/ports/surroundings.js';
import { systemClock } from '../../core/ports/systemClock.js';
import { applyEdit } from '../../core/prompt/edit.js';
import { changeMessages } from '../../core/prompt/formats/changeMessages.js';
import { renderHtmlPage } from '../../core/report/html/page.js';
import { studySection } from '../../core/report/html/study.js';
import { renderStudyMarkdown } from '../../core/report/studyMarkdown.js';
import { renderStudyTerminal } from '../../core/report/studyTerminal.js';
import { workOf, type Study, type Subject } from '../../core/study.js';
import type { StudyRow } from '../../core/studies/studies.js';
import type { StepsResult } from '../../core/studies/steps/schema.js';
import type { StudyResult } from '../../core/studies/studyResult.js';
import { english } from '../../core/say/say.js';
import { openStore } from '../../node/promptStore.js';
import { surroundingsOf } from '../../node/surroundings.js';
import { readText } from '../../node/workspace.js';
import { writeText } from '../../node/writeFile.js';
import type { Design } from '../../core/plan/design.js';
import { EXIT, exitOfRun } from '../exitCodes.js';
import { onOnePrompt, type OnePrompt, type OnePromptOptions } from '../onePrompt.js';
import { usablePrompt } from '../readPrompt.js';
import { freezeRetrieval, retrieverLines } from '../retriever/freezeRetrieval.js';
import { runInTerminal } from '../terminalHost.js';
import { budgetLeft, NOTHING_SPENT } from '../tools/budgetLeft.js';
import { worded } from '../../core/say/worded.js';

export interface StudyOptions extends OnePromptOptions {
  readonly cache?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly apply?: boolean;
  readonly code?: string;
  readonly retriever?: string;
  readonly toolsServer?: string;
  readonly json?: boolean;
  readonly html?: string;
  readonly markdown?: string;
}

type Result = StudyResult<unknown>;

export async function runStudyCommand(
  row: StudyRow,
  file: string,
  options: StudyOptions,
): Promise<number> {
  const study = (await row.load()) as unknown as Study<Design, unknown, Result>;
  return onOnePrompt(file, options, async (one) => {
    const { retriever, toolsServer, dryRun } = options;
    if (toolsServer !== undefined && !dryRun) {
      const settings = await answeredSettings(study, toolsServer, { ...one, file }, options);
      return settings === null ? EXIT.ok : measure(study, { ...one, file, settings }, options);
    }
    if (retriever === undefined || dryRun) return measure(study, { ...one, file }, options);
    const found = await freezeRetrieval(retriever, one, one);
    if (!options.json) retrieverLines(found).forEach(one.terminal.say);
    // Its cases have their passages now.
    const prompt = await usablePrompt(file, one.workspace, one.terminal.say);
    return measure(study, { ...one, prompt, file, beside: { retriever: found } }, options);
  });
}

async function measure(
  study: Study<Design, unknown, Result>,
  {
    file,
    prompt,
    settings,
    workspace,
    endpoint,
    note,
    terminal,
    signal,
    telemetry,
    beside = {},
  }: OnePrompt & { file: string; /** Printed with the result as JSON. */ beside?: object },
  options: StudyOptions,
): Promise<number> {
  const subject = { prompt, text: (await readText(file)) ?? '' };
  const store = openStore(workspace, prompt.path, terminal.say);
  const observer = await telemetry.observe({
    ...{ options, config: workspace.config, study: study.id, endpoint },
  });
  const result = await runInTerminal(
    workOf(study, subject),
    {
      ...{ settings, resume: 'never', useCache: options.cache ?? true },
      writeParaphrases: study.asksWriter ?? false,
    },
    {
      terminal,
      signal,
      store,
      endpoint,
      note,
      options,
      observer,
    },
  );
  if (!result) return EXIT.ok;
  terminal.out(
    options.json
      ? JSON.stringify({ ...result, ...beside }, null, 2)
      : renderStudyTerminal(study.words(result, terminal.words), terminal),
  );
  const view = study.words(result, english);
  if (options.markdown) await writeText(options.markdown, renderStudyMarkdown(view));
  if (options.html) await writeText(options.html, renderHtmlPage(view.title, studySection(view)));
  if (options.code) await writeCode(study, result, { file: options.code, prompt, terminal });
  const messages = study.offered?.(result) ?? null;
  if (messages && !options.apply)
    terminal.say(worded`--apply writes the change to the file; the answers are cached.`);
  if (options.apply) {
    await applyChange(messages, { file, workspace, terminal, ...subject });
  }
  const code = exitOfRun(result);
  return code === EXIT.ok && study.isFailure?.(result) ? EXIT.gateFailed : code;
}

/** Null where nothing was sent. Throws `UserError` without a cache: every round asks again what the one before did. */
async function answeredSettings(
  study: Study<Design, unknown, Result>,
  command: string,
  { file, prompt, settings, workspace, endpoint, terminal, signal }: OnePrompt & { file: string },
  options: StudyOptions,
) {
  if (options.cache === false)
    throw new UserError(worded`--tools-server needs the cache: leave --no-cache out.`);
  const { answeredByServer } = await import('../tools/askedTools.js');
  const subject = { prompt, text: (await readText(file)) ?? '' };
  const store = openStore(workspace, prompt.path, terminal.say);
  const quiet = { ...terminal, say: () => undefined };
  const began = systemClock.now();
  let spent = NOTHING_SPENT;
  const withinBudget = (given: typeof settings) => {
    const minutes = (systemClock.now() - began) / 60_000;
    return { ...given, budget: budgetLeft(given.budget, { ...spent, minutes }) };
  };
  const measured = async (given: typeof settings) => {
    const result = await runInTerminal(
      workOf(study, subject),
      {
        ...{ settings: withinBudget(given), resume: 'never', useCache: true },
        writeParaphrases: false,
      },
      { terminal: quiet, signal, store, endpoint, note: null, options },
    );
    if (result)
      spent = {
        ...spent,
        calls: spent.calls + result.totals.requests,
        tokens: spent.tokens + totalTokens(result.usage),
        usd: spent.usd + (result.costUsd ?? 0),
      };
    return result as StepsResult | null;
  };
  const asked = { command, workspace, path: prompt.path, signal, say: terminal.say };
  const answered = await answeredByServer(settings, measured, asked);
  return answered && withinBudget(answered);
}

/** Throws `UserError` for an ending of another language. */
async function writeCode(
  study: Study<Design, unknown, Result>,
  result: Result,
  { file, prompt, terminal }: { file: string } & Pick<OnePrompt, 'prompt' | 'terminal'>,
): Promise<void> {
  const [, language] = /\.(py|mjs)$/i.exec(file) ?? [];
  if (!language) throw new UserError(worded`${file} must end in .py or .mjs.`);
  if (!study.code) return;
  try {
    await writeText(file, study.code(result, prompt, language.toLowerCase() as 'py' | 'mjs'));
    terminal.say(worded`Wrote a majority over wordings to ${file}.`);
  } catch (error) {
    if (!isUserError(error)) throw error;
    terminal.say(worded`${file} was not written. ${onCommandLine(error, terminal.words)}`);
  }
}

/** Throws `UserError` where the file is not as it was measured, and where its format cannot hold the change. */
async function applyChange(
  messages: readonly Message[] | null,
  {
    file,
    prompt,
    text,
    workspace,
    terminal,
  }: Pick<OnePrompt, 'workspace' | 'terminal'> & Subject & { file: string },
): Promise<void> {
  if (messages === null) {
    terminal.say(worded`${file} is unchanged: no change is offered.`);
    return;
  }
  if ((await readText(file)) !== text)
    throw new UserError(
      worded`${file} was edited while it was measured, so the change is not written.`,
    );
  const edit = await withSurroundings(surroundingsOf(workspace.root), (around) =>
    changeMessages({ path: prompt.path, text }, messages, around),
  );
  await writeText(file, applyEdit(text, edit));
  terminal.say(worded`Wrote the change to ${file}.`);
}
