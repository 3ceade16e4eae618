/** `plumbline batch submit`, `status`, `fetch` and `cancel`: a batch at the provider, from anywhere and after days. */

import { access } from 'node:fs/promises';
import { UserError } from '../../core/errors.js';
import { systemClock } from '../../core/ports/systemClock.js';
import { batchApi, hasEnded, type BatchApi, type BatchState } from '../../node/batchApi.js';
import { modelsFor, openAiOptions, type ModelAsked } from '../../node/endpoint.js';
import { findWorkspaceOf } from '../../node/workspace.js';
import { cancellable } from '../cancelled.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal, type Terminal } from '../output.js';
import { counted } from '../../core/say/plural.js';
import { worded, type Worded } from '../../core/say/worded.js';

const POLL_MS = 30_000;

interface BatchCall {
  readonly api: BatchApi;
  /** A batch's id, or the file to submit. */
  readonly subject: string;
  readonly options: Record<string, unknown>;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

const onApi =
  (work: (call: BatchCall) => Promise<number>) =>
  (subject: string, options: Record<string, unknown>): Promise<number> => {
    const terminal = openTerminal();
    return cancellable(terminal, async (signal) => {
      const { config } = await findWorkspaceOf(process.cwd());
      const [chosen] = await modelsFor(options as ModelAsked, null, {
        ...{ config, env: process.env, signal },
      });
      if (!chosen || chosen.baseUrl === null)
        throw new UserError(
          worded`Name the provider: --model with a name from plumbline.yml, or --base-url.`,
        );
      const own = openAiOptions(
        { ...chosen, baseUrl: chosen.baseUrl },
        { concurrency: 1, stream: false },
      );
      const api = await batchApi(own, signal);
      return work({ api, subject, options, terminal, signal });
    });
  };

async function submit({ api, subject, terminal }: BatchCall): Promise<number> {
  await access(subject).catch(() => {
    throw new UserError(worded`File not found: ${subject}`);
  });
  const state = await api.submit(subject);
  terminal.out(state.id);
  terminal.say(
    worded`${stateSaid(state)} Fetch it with: plumbline batch fetch ${state.id} -o results.jsonl`,
  );
  return exitOf(state);
}

async function status({ api, subject, terminal }: BatchCall): Promise<number> {
  const state = await api.status(subject);
  terminal.out(stateSaid(state));
  return exitOf(state);
}

async function cancel({ api, subject, terminal }: BatchCall): Promise<number> {
  terminal.out(stateSaid(await api.cancel(subject)));
  return EXIT.ok;
}

async function fetch({ api, subject, options, terminal, signal }: BatchCall): Promise<number> {
  let state = await api.status(subject);
  while (options['wait'] === true && !hasEnded(state)) {
    terminal.say(stateSaid(state));
    await systemClock.sleep(POLL_MS, signal);
    state = await api.status(subject);
  }
  if (!hasEnded(state)) {
    terminal.say(worded`${stateSaid(state)} Fetch it later, or use --wait.`);
    return EXIT.providerStopped;
  }
  terminal.say(stateSaid(state));
  if (state.outputFile === null && state.errorFile === null) return EXIT.providerStopped;
  const output = options['output'] as string;
  const lines = await api.fetch(state, output);
  terminal.say(worded`Wrote ${output}: ${counted(lines, '1 result', '{n} results')}`);
  return EXIT.ok;
}

export const BATCH_CALLS = {
  submit: onApi(submit),
  status: onApi(status),
  fetch: onApi(fetch),
  cancel: onApi(cancel),
};

const exitOf = ({ status: now }: BatchState) => (now === 'failed' ? EXIT.providerStopped : EXIT.ok);

/** `status` stands as the provider names it. */
function stateSaid({ id, status: now, total, completed, failed, errors }: BatchState): Worded {
  const state = now.replaceAll('_', ' ');
  const sentence =
    total === 0
      ? worded`Batch ${id}: ${state}.`
      : failed === 0
        ? worded`Batch ${id}: ${state}, ${completed} of ${total} answered.`
        : worded`Batch ${id}: ${state}, ${completed} of ${total} answered, ${failed} failed.`;
  const why = errors.length === 0 ? '' : ` ${errors.slice(0, 3).join('; ')}.`;
  return (say) => `${sentence(say)}${why}`;
}
