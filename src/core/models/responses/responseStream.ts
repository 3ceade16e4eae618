/** A streamed answer of the Responses API: items as they are done, and at the end the whole response. */

import { ProviderError } from '../../errors.js';
import { parseExactJson } from '../../text/exactJson.js';
import { isRecord, textOrNull } from '../../text/narrow.js';
import { throwError, type Read } from '../completion.js';
import { brokenOff, type CallFacts } from '../openAiErrors.js';
import type { StreamReader } from '../streamReader.js';
import { readResponse } from './response.js';

type Fields = Readonly<Record<string, unknown>>;

const LAST = /^response\.(?:completed|incomplete|failed)$/;
const DELTA = /^response\.(?:output_text|refusal|function_call_arguments|reasoning\w*)\.delta$/;
const CALL_BEGINS = 'response.output_item.added';

interface State {
  /** By their place in the output: some servers leave them out of the last event. */
  readonly items: Map<number, Fields>;
  /** Of the texts by item and part: some servers send them with the pieces alone. */
  readonly logprobs: Map<string, unknown[]>;
  response: Fields | null;
  hasEvent: boolean;
  hasBegun: boolean;
}

export function createResponseReader(facts: CallFacts): StreamReader {
  const state: State = {
    ...{ items: new Map(), logprobs: new Map() },
    ...{ response: null, hasEvent: false, hasBegun: false },
  };
  return {
    add({ name, data }) {
      if (state.response || data.trim() === '' || data.trim() === '[DONE]') return;
      const event = parseExactJson(data);
      if (name === 'error') throwError({ error: event ?? data }, facts);
      if (event === undefined)
        throw new ProviderError(
          `The answer of ${facts.baseUrl} could not be read (${data.slice(0, 80)}).`,
          { failure: 'broken-stream' },
        );
      throwError(event, facts);
      if (isRecord(event)) addEvent(state, event, textOrNull(event['type']) ?? name ?? '');
    },
    get hasBegun() {
      return state.hasBegun;
    },
    get isDone() {
      return state.response !== null;
    },
    get isWhole() {
      return state.response !== null;
    },
    end: () => endOf(state, facts),
  };
}

function addEvent(state: State, event: Fields, type: string): void {
  state.hasEvent = true;
  const { item } = event;
  state.hasBegun ||=
    DELTA.test(type) ||
    (type === CALL_BEGINS && isRecord(item) && item['type'] === 'function_call');
  if (LAST.test(type) && isRecord(event['response'])) state.response = event['response'];
  if (type === 'response.output_item.done' && isRecord(item))
    state.items.set(placeOf(event['output_index'], state.items.size), item);
  const logprobs = event['logprobs'];
  if (type !== 'response.output_text.delta' || !Array.isArray(logprobs)) return;
  const part = partKey(event['output_index'], event['content_index']);
  state.logprobs.set(part, [...(state.logprobs.get(part) ?? []), ...(logprobs as unknown[])]);
}

const placeOf = (given: unknown, otherwise: number) =>
  given === undefined ? otherwise : Number(given);
const partKey = (item: unknown, part: unknown) => `${Number(item ?? 0)}/${Number(part ?? 0)}`;

function endOf({ response, items, logprobs, hasEvent }: State, facts: CallFacts): Read | null {
  if (!hasEvent) return null;
  if (!response) throw brokenOff();
  const given = response['output'];
  const done = [...items].sort(([a], [b]) => a - b).map(([, item]) => item);
  const output = Array.isArray(given) && given.length > 0 ? (given as unknown[]) : done;
  return readResponse({ ...response, output: output.map(withLogprobs(logprobs)) }, facts);
}

const withLogprobs =
  (found: State['logprobs']) =>
  (item: unknown, place: number): unknown => {
    if (!isRecord(item) || !Array.isArray(item['content'])) return item;
    const content = item['content'].map((part: unknown, at) => {
      if (!isRecord(part)) return part;
      const own = part['logprobs'];
      const has = Array.isArray(own) && own.length > 0;
      return has ? part : { ...part, logprobs: found.get(partKey(place, at)) };
    });
    return { ...item, content };
  };
