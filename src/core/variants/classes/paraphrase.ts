/** Paraphrases written by a model. They are untrusted and must pass the meaning check. */

import type { Ask, Embed } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import { checkWording } from '../meaning/meaningCheck.js';
import type { GateResult, Rejection, Rewording } from '../variant.js';
import { readParaphrase } from './paraphraseReply.js';
import { PARAPHRASE_STYLES, paraphraseRequest, type ParaphraseStyle } from './paraphraseRequest.js';

/** The class of variants written by a model or a person, which are kept in the repository. */
export const PARAPHRASE = 'paraphrase';

/** Additional attempts, because some paraphrases are rejected. */
const SPARE_TRIES = 2;
/** Writing it, and asking a judge in both directions. */
const CALLS_PER_ATTEMPT = 3;

/** Max calls to write and check as many paraphrases; `embeds`: each is also compared by an embedding. */
export const paraphraseCalls = (wanted: number, { embeds }: { embeds: boolean }): number =>
  wanted === 0 ? 0 : (wanted + SPARE_TRIES) * (CALLS_PER_ATTEMPT + (embeds ? 1 : 0));

/** A wording with what the meaning check found. */
export type CheckedRewording = Rewording & { readonly gate: GateResult };

export interface Paraphrases {
  readonly accepted: readonly CheckedRewording[];
  readonly rejected: readonly Rejection[];
  /** Those of the rejected ones that a person may want to approve all the same, each once. */
  readonly turnedDown: readonly CheckedRewording[];
}

/** Characters of an unreadable reply that are shown. */
const SHOWN_REPLY = 80;

/** Requests `wanted` new paraphrases, each in the next style. Makes at most `paraphraseCalls` calls. */
export async function writeParaphrases(
  prompt: Prompt,
  wanted: number,
  {
    ask,
    embed,
    existing,
  }: { ask: Ask; embed: Embed | null; existing: readonly Pick<Rewording, 'messages'>[] },
): Promise<Paraphrases> {
  const accepted: CheckedRewording[] = [];
  const rejected: Rejection[] = [];
  const turnedDown = new Map<string, CheckedRewording>();
  for (let attempt = 0; accepted.length < wanted && attempt < wanted + SPARE_TRIES; attempt++) {
    const style = PARAPHRASE_STYLES[
      (existing.length + attempt) % PARAPHRASE_STYLES.length
    ] as ParaphraseStyle;
    const { change } = style;
    const { text } = await ask(paraphraseRequest(prompt, style));
    const messages = readParaphrase(prompt, text);
    if (!messages) {
      const reason = `the reply lacked the required tags: ${beginningOf(text)}`;
      rejected.push({ class: PARAPHRASE, change, step: 'form', reason });
      continue;
    }
    const others = [...existing, ...accepted].map((other) => other.messages);
    const check = await checkWording(prompt, messages, {
      ...{ ask, embed, others },
      repeated: 'reject',
    });
    if (!check.turnedDown) {
      accepted.push({ change, messages, gate: check.gate });
      continue;
    }
    rejected.push({ class: PARAPHRASE, change, ...check.turnedDown });
    if (check.turnedDown.step !== 'drift')
      turnedDown.set(JSON.stringify(messages), { change, messages, gate: check.gate });
  }
  return { accepted, rejected, turnedDown: [...turnedDown.values()] };
}

function beginningOf(reply: string): string {
  const text = reply.trim().replace(/\s+/g, ' ');
  if (text === '') return '(empty)';
  return `“${text.length > SHOWN_REPLY ? `${text.slice(0, SHOWN_REPLY).trimEnd()}…` : text}”`;
}
