/** A streamed answer, chunk by chunk, however the server cuts it. */

import { ProviderError } from '../errors.js';
import type { Usage } from '../ports/usage.js';
import type { ServerEvent } from './events.js';
import { parseExactJson } from '../text/exactJson.js';
import { isRecord } from '../text/narrow.js';
import { createCallReader, type CallReader } from './callPieces.js';
import {
  completionOf,
  logprobsIn,
  throwError,
  usageFrom,
  whatIsSaid,
  type Read,
  type Said,
  malformed,
  namelessCall,
  noChoice,
} from './completion.js';
import { bothContents, type Content } from './content.js';
import { brokenOff, type CallFacts } from './openAiErrors.js';
import { without } from './secrets.js';
import { worded } from '../say/worded.js';
import { thousands } from '../say/figures.js';

export interface StreamReader {
  /** Throws `ProviderError` for an error the server sends in mid-stream, and for what is no chunk. */
  add(event: ServerEvent): void;
  /** Whether anything of the answer has come: content, reasoning or a call. */
  readonly hasBegun: boolean;
  /** Whether the server said that this is the end. */
  readonly isDone: boolean;
  /** Whether the answer is whole, whatever may still follow. */
  readonly isWhole: boolean;
  /** Null where no chunk came. Throws `ProviderError` where the answer broke off. */
  end(): Read | null;
}

/** Throws `ProviderError` for an error the server sends in mid-stream, and for what is no JSON. */
export function eventValue(
  { name, data }: ServerEvent,
  facts: CallFacts,
  known: Usage | null = null,
): unknown {
  const value = parseExactJson(data);
  if (name === 'error') throwError({ error: value ?? data }, facts, usageIn(value) ?? known);
  if (value === undefined)
    throw new ProviderError(
      worded`The answer of ${facts.baseUrl} could not be read (${without(data, facts.secrets).slice(0, 80)}).`,
      { failure: 'broken-stream' },
    );
  throwError(value, facts, known);
  return value;
}

const usageIn = (value: unknown) => usageFrom(isRecord(value) ? value['usage'] : null);

/** What has come so far. */
interface State {
  content: Content;
  refusal: string;
  readonly calls: CallReader;
  /** Null where no chunk had any. */
  logprobs: unknown[] | null;
  finishReason: string | null;
  /** Null until a chunk has come. */
  last: Pick<Said, 'usage' | 'model' | 'fingerprint'> | null;
  /** Whether any chunk held a choice. */
  hasChoice: boolean;
  hasBegun: boolean;
  isDone: boolean;
}

export function createStreamReader(facts: CallFacts): StreamReader {
  const state: State = {
    content: { text: '', reasoning: '', leftOut: [] },
    refusal: '',
    calls: createCallReader(),
    logprobs: null,
    finishReason: null,
    last: null,
    hasChoice: false,
    hasBegun: false,
    isDone: false,
  };
  return {
    add({ name, data }) {
      if (data.trim() === '[DONE]') state.isDone = true;
      if (state.isDone || data.trim() === '') return;
      const chunk = eventValue({ name, data }, facts, usageFrom(state.last?.usage));
      if (isRecord(chunk)) addChunk(state, chunk, facts);
    },
    get hasBegun() {
      return state.hasBegun;
    },
    get isDone() {
      return state.isDone;
    },
    get isWhole() {
      return state.isDone || state.finishReason !== null;
    },
    end: () => endOf(state, facts),
  };
}

function endOf(state: State, facts: CallFacts): Read | null {
  const { content, refusal, calls, logprobs, finishReason, last, isDone } = state;
  if (last === null) return null;
  if (finishReason === null && !isDone) throw brokenOff();
  if (!state.hasChoice) throw malformed(noChoice(facts.baseUrl));
  const made = calls.all();
  if (made.some(({ name }) => name === '')) throw malformed(namelessCall(facts.baseUrl));
  return completionOf({ content, refusal, calls: made, finishReason, logprobs, ...last }, facts);
}

type Fields = Readonly<Record<string, unknown>>;

function addChunk(state: State, chunk: Fields, facts: CallFacts): void {
  const { last } = state;
  state.last = {
    usage: chunk['usage'] ?? last?.usage,
    model: chunk['model'] ?? last?.model,
    fingerprint: chunk['system_fingerprint'] ?? last?.fingerprint,
  };
  const choices = chunk['choices'];
  const choice: unknown = Array.isArray(choices) ? choices.find(isFirst) : null;
  if (!isRecord(choice)) return;
  state.hasChoice = true;
  throwError(choice, facts, usageFrom(state.last.usage));
  const delta = [choice['delta'], choice['message'], { content: choice['text'] }].find(isRecord);
  if (delta) addDelta(state, delta, facts);
  const logprobs = logprobsIn(choice);
  if (logprobs) (state.logprobs ??= []).push(...logprobs);
  if (typeof choice['finish_reason'] === 'string') state.finishReason = choice['finish_reason'];
}

/** A million tokens: more than any model writes. */
const MOST_CHARACTERS = 4_000_000;

/** Throws `ProviderError` for an answer of so many characters that it will come to no end. */
export function refuseEndless(characters: number, baseUrl: string): void {
  if (characters <= MOST_CHARACTERS) return;
  throw new ProviderError(
    worded`The answer of ${baseUrl} came to no end: more than ${(say) => thousands(MOST_CHARACTERS, say)} characters.`,
    { failure: 'broken-stream' },
  );
}

function addDelta(state: State, delta: Fields, facts: CallFacts): void {
  const { content, refusal } = whatIsSaid(delta);
  const pieces = delta['tool_calls'] ?? indexed(delta['function_call']);
  state.content = bothContents(state.content, content);
  state.refusal += refusal;
  refuseEndless(state.content.text.length + state.content.reasoning.length, facts.baseUrl);
  const isCall = hasPieces(pieces);
  if (isCall) state.calls.add(pieces);
  state.hasBegun ||= isCall || `${content.text}${content.reasoning}${refusal}` !== '';
}

/** Only the first of several answers was asked for. */
const isFirst = (choice: unknown) =>
  isRecord(choice) &&
  (choice['index'] === undefined || choice['index'] === null || Number(choice['index']) === 0);

const indexed = (call: unknown) => (isRecord(call) ? [{ ...call, index: 0 }] : null);

const hasPieces = (pieces: unknown) =>
  isRecord(pieces) || (Array.isArray(pieces) && pieces.length > 0);
