/** An answer of the protocol, whole or put together from a stream, read without trusting its types. */

import { ProviderError } from '../errors.js';
import type { Completion, Token } from '../ports/model.js';
import type { Usage } from '../ports/usage.js';
import { withDoubles } from '../text/exactJson.js';
import { isRecord, textOrNull } from '../text/narrow.js';
import { writeToolCalls, type SentCall } from '../text/toolCalls.js';
import { wholeCalls } from './callPieces.js';
import { bothContents, readContent, reasoningOf, type Content } from './content.js';
import { errorOf } from './errorBody.js';
import { errorFromBody, type CallFacts } from './openAiErrors.js';
import { without } from './secrets.js';
import { notCompatible } from './notCompatible.js';
import { worded, type Worded } from '../say/worded.js';

type Fields = Readonly<Record<string, unknown>>;

/** What an answer consists of, before it is known to be whole. */
export interface Said {
  readonly content: Content;
  readonly refusal: string;
  readonly calls: readonly SentCall[];
  readonly finishReason: string | null;
  readonly logprobs: readonly unknown[] | null;
  readonly usage: unknown;
  readonly model: unknown;
  readonly fingerprint: unknown;
}

export type Read = Omit<Completion, 'latencyMs' | 'ttftMs'>;

/** Throws `ProviderError` for a body that is no answer, an error that calls itself a success, or an answer that was filtered. */
export function readCompletion(body: unknown, facts: CallFacts): Read {
  const { baseUrl } = facts;
  if (body === null || body === undefined || body === '')
    throw new ProviderError(worded`${baseUrl} sent an empty response.`, {
      failure: 'broken-stream',
    });
  throwError(body, facts);
  const { choices, ...rest } = isRecord(body) ? body : { choices: null };
  if (!Array.isArray(choices)) throw notCompatible(baseUrl, worded`a response without choices`);
  const choice: unknown = choices[0];
  if (!isRecord(choice)) throw malformed(noChoice(baseUrl));
  throwError(choice, facts, chargedIn(body));
  const message = messageIn(choice);
  if (message === null) throw malformed(worded`${baseUrl} answered without a message.`);
  const calls = callsIn(message);
  if (calls === null) throw malformed(namelessCall(baseUrl));
  return completionOf(
    {
      ...whatIsSaid(message),
      calls,
      finishReason: textOrNull(choice['finish_reason']),
      logprobs: logprobsIn(choice),
      usage: rest['usage'],
      model: rest['model'],
      fingerprint: rest['system_fingerprint'],
    },
    facts,
  );
}

export const noChoice = (baseUrl: string) => worded`${baseUrl} answered without a choice.`;
export const namelessCall = (baseUrl: string) =>
  worded`${baseUrl} sent a tool call without a name.`;

export const malformed = (sentence: Worded) =>
  new ProviderError(sentence, { failure: 'broken-stream' });

/** Throws the error a body carries, whatever status it came with. `known`: the usage that was told outside of it. */
export function throwError(body: unknown, facts: CallFacts, known: Usage | null = null): void {
  const error = errorOf(body);
  const usage = chargedIn(body) ?? known;
  if (error) throw errorFromBody(error, { ...facts, status: null, usage });
  const block = blockIn(body);
  if (block !== null) throw stopped('content-filter', block, facts, usage);
}

/** What an answer took that came to nothing, or the event that says so. */
function chargedIn(body: unknown): Usage | null {
  if (!isRecord(body)) return null;
  const { response } = body;
  return usageFrom(body['usage'] ?? (isRecord(response) ? response['usage'] : null));
}

/** Why a filter stopped the prompt, as Gemini's endpoints say it in place of an answer; null where there is one. */
function blockIn(body: unknown): string | null {
  if (!isRecord(body) || (Array.isArray(body['choices']) && body['choices'].length > 0))
    return null;
  const feedback = body['promptFeedback'] ?? body['prompt_feedback'];
  const reason = isRecord(feedback) ? (feedback['blockReason'] ?? feedback['block_reason']) : null;
  return typeof reason === 'string' ? `blockReason: ${reason}` : null;
}

/** Servers that were asked for a whole answer and send the chunk of a stream, or the form of the older protocol. */
function messageIn(choice: Fields): Fields | null {
  const message = choice['message'] ?? choice['delta'];
  if (isRecord(message)) return message;
  if (typeof message === 'string') return { content: message };
  return typeof choice['text'] === 'string' ? { content: choice['text'] } : null;
}

/** `function_call` is the older form, for one call alone. */
function callsIn(message: Fields): readonly SentCall[] | null {
  const several = message['tool_calls'];
  if (isRecord(several) || (Array.isArray(several) && several.length > 0))
    return wholeCalls(several);
  return isRecord(message['function_call']) ? wholeCalls(message['function_call']) : [];
}

/** What a message or a piece of one says, beside calls. */
export function whatIsSaid(message: Fields): Pick<Said, 'content' | 'refusal'> {
  const thought = { text: '', reasoning: reasoningOf(message), leftOut: [] };
  return {
    content: bothContents(thought, readContent(message['content'])),
    refusal: textOrNull(message['refusal']) ?? '',
  };
}

export function logprobsIn(choice: Fields): readonly unknown[] | null {
  const logprobs = choice['logprobs'];
  const content = isRecord(logprobs) ? logprobs['content'] : null;
  return Array.isArray(content) ? (withDoubles(content) as unknown[]) : null;
}

/** Names of the same ends in other protocols. */
const FINISH_REASONS: Readonly<Record<string, string>> = {
  eos: 'stop',
  eos_token: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_length: 'length',
};
const FILTERED =
  /^(?:content_?filter(?:ed)?|(?:image_)?safety|prohibited_content|blocklist|blocked|spii|recitation|sensitive|refusal(?:_filter)?|guardrails?(?:_intervened)?)$/i;

export function completionOf(said: Said, facts: CallFacts): Read {
  const { content, refusal, calls, logprobs } = said;
  const usage = usageFrom(said.usage);
  const hidden = (text: string) => without(text, facts.keys ?? []);
  const reason = said.finishReason === null ? null : hidden(said.finishReason.toLowerCase());
  const finishReason = reason === null ? null : (FINISH_REASONS[reason] ?? reason);
  if (finishReason !== null && FILTERED.test(finishReason))
    throw stopped('content-filter', `finish_reason: ${finishReason}`, facts, usage);
  if (finishReason === 'error') throw stopped('server', 'finish_reason: error', facts, usage);
  const words = content.text || refusal;
  if (content.leftOut.length > 0 && words === '' && calls.length === 0)
    throw malformed(
      worded`${facts.baseUrl} answered with ${content.leftOut.join(', ')} and no text.`,
    );
  const answer = calls.length > 0 ? writeToolCalls(calls, words) : words;
  const text = hidden(answer);
  return {
    text,
    ...(content.reasoning === '' ? {} : { reasoning: hidden(content.reasoning) }),
    ...(content.leftOut.length === 0 ? {} : { leftOut: content.leftOut }),
    finishReason,
    // Those of an echoed key would spell it.
    tokens: text === answer ? tokensFrom(logprobs) : null,
    usage,
    servedBy: {
      model: nullOr(hidden, textOrNull(said.model)),
      fingerprint: nullOr(hidden, textOrNull(said.fingerprint)),
    },
  };
}

const nullOr = (change: (text: string) => string, text: string | null) =>
  text === null ? null : change(text);

const stopped = (
  failure: 'content-filter' | 'server',
  details: string,
  { baseUrl }: CallFacts,
  usage: Usage | null,
) =>
  new ProviderError(
    failure === 'server'
      ? worded`${baseUrl} ended the answer with an error (${details}).`
      : worded`The content filter of ${baseUrl} stopped this answer (${details}).`,
    { failure, usage, isInAnswer: true },
  );

/** Null where any probability is missing or infinite: what is left would not be the probability of the answer. */
function tokensFrom(content: readonly unknown[] | null): readonly Token[] | null {
  if (content === null) return null;
  const tokens = content.map(tokenFrom);
  return tokens.every((token) => token !== null) ? tokens : null;
}

function tokenFrom(raw: unknown): Token | null {
  if (!isRecord(raw) || !isFiniteNumber(raw['logprob'])) return null;
  const top: unknown[] = Array.isArray(raw['top_logprobs']) ? raw['top_logprobs'] : [];
  return {
    text: textOrNull(raw['token']) ?? '',
    logprob: raw['logprob'],
    top: top
      .filter(isRecord)
      .flatMap(({ token, logprob }) =>
        typeof token === 'string' && isFiniteNumber(logprob) ? [{ text: token, logprob }] : [],
      ),
  };
}

const isFiniteNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/** Of either API. Null where only the total is told, which does not say what a call costs. */
export function usageFrom(given: unknown): Usage | null {
  if (!isRecord(given)) return null;
  const prompt = given['prompt_tokens'] ?? given['input_tokens'];
  const completion = given['completion_tokens'] ?? given['output_tokens'];
  if (!isFiniteNumber(prompt) || !isFiniteNumber(completion) || prompt < 0 || completion < 0)
    return null;
  const details = given['prompt_tokens_details'] ?? given['input_tokens_details'];
  const cached = isRecord(details) ? details['cached_tokens'] : null;
  return {
    promptTokens: prompt,
    completionTokens: completion + uncountedReasoning(given, prompt, completion),
    cachedTokens: isFiniteNumber(cached) && cached >= 0 ? cached : null,
  };
}

/** Some endpoints count what was thought in the total alone. */
function uncountedReasoning(given: Fields, prompt: number, completion: number): number {
  const total = given['total_tokens'];
  if (!isFiniteNumber(total)) return 0;
  const details = given['completion_tokens_details'] ?? given['output_tokens_details'];
  const named = isRecord(details) ? details['reasoning_tokens'] : null;
  const missing = total - prompt - completion;
  if (missing <= 0) return 0;
  return named === undefined || named === null || named === missing ? missing : 0;
}
