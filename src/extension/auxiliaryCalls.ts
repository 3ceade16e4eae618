/** Calls beside a test: under the same rules of trust, model, keys, budget and asking first, with a notification to cancel. */

import { l10n, ProgressLocation, window, type Uri } from 'vscode';
import { UserError } from '../core/errors.js';
import type { Calls, Prompt } from '../core/index.js';
import { engine } from './engine.js';
import { Dismissed } from './models.js';
import type { FoundEndpoint, PromptPlace } from './platform.js';
import { reasonsToAsk } from './preflight.js';
import { whyUnreadable } from './entry.js';
import type { Session } from './session.js';
import { readSettings } from './settings.js';
import type { RunTools } from './runInEditor.js';
import { whyUnavailable } from './trust.js';
import { say } from './say.js';

export interface AuxiliaryTools extends RunTools {
  readonly session: Session;
}

export interface Asking {
  readonly prompt: Prompt;
  readonly place: PromptPlace;
  readonly calls: Calls;
  /** The model that answers. */
  readonly model: string;
}

export interface AuxiliaryWork<T> {
  /** What goes on, for the notification. */
  readonly title: string;
  /** At most. */
  readonly calls: number;
  readonly work: (asking: Asking) => Promise<T>;
}

/** Around the prompt's own text a question holds an instruction and examples of about this many tokens. */
const FRAME_TOKENS = 300;
const ANSWER_TOKENS = 300;

/** Throws `UserError` for what stands in the way or stopped it, `Dismissed` when it was declined or cancelled. */
export async function askBeside<T>(
  uri: Uri,
  { title, calls, work }: AuxiliaryWork<T>,
  tools: AuxiliaryTools,
): Promise<T> {
  const { session, models, log } = tools;
  const unavailable = whyUnavailable(uri);
  if (unavailable) throw new UserError(unavailable.reason);
  const entry = await session.refresh(uri);
  const { prompt, place } = entry;
  if (!prompt || !place) throw new UserError(whyUnreadable(entry));
  if (place.trouble !== null) throw new UserError(place.trouble);
  const core = await engine();
  const say = (text: string) => log.info(text);
  const found = await models.endpointFor(prompt, place, { say, mayAsk: true });
  if (found.endpoint.provider.recorded)
    throw new UserError(
      l10n.t('Recorded answers cannot answer new questions. Select a model first.'),
    );
  await askFirst({ prompt, calls }, found);
  const { budget } = core.resolveRunSettings(prompt, place.config, {});
  const progress = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(progress, async (_report, cancelled) => {
    const controller = new AbortController();
    cancelled.onCancellationRequested(() => controller.abort(new Dismissed(l10n.t('Cancelled.'))));
    const { signal } = controller;
    const asked = core.openCalls(found.endpoint, {
      ...{ cache: null, clock: core.systemClock, signal, budget },
    });
    try {
      return await work({ prompt, place, calls: asked, model: found.endpoint.model });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  });
}

/** Throws `Dismissed` when the user would rather not. */
async function askFirst(
  { prompt, calls }: { prompt: Prompt; calls: number },
  { endpoint, local }: FoundEndpoint,
): Promise<void> {
  const core = await engine();
  const characters = prompt.messages.reduce((sum, { content }) => sum + content.length, 0);
  const each = {
    promptTokens: (2 * characters) / core.CHARACTERS_PER_TOKEN + FRAME_TOKENS,
    completionTokens: ANSWER_TOKENS,
  };
  const one = core.costOf(each, endpoint.price);
  const costUsd = one === null ? null : one * calls;
  const findings = local ? [] : core.personalDataIn(prompt.cases);
  const why = reasonsToAsk({ calls, costUsd, findings }, readSettings(), core);
  if (why.length === 0) return;
  const send = l10n.t('Send {0} calls', calls);
  const detail = [...why, ...findings, core.money(costUsd, say)].join('\n');
  const question = l10n.t('Send {0} calls to {1}?', calls, endpoint.model);
  const answer = await window.showWarningMessage(question, { modal: true, detail }, send);
  if (answer !== send) throw new Dismissed(l10n.t('Nothing was sent.'));
}
