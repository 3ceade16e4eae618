/** A streamed answer of the Responses API: items as they are done, and at the end the whole response. */

import { isRecord, textOrNull } from '../../text/narrow.js';
import type { Read } from '../completion.js';
import { brokenOff, type CallFacts } from '../openAiErrors.js';
import { eventValue, refuseEndless, type StreamReader } from '../streamReader.js';
import { createItemPieces, type ItemPieces } from './itemPieces.js';
import { readResponse } from './response.js';

type Fields = Readonly<Record<string, unknown>>;

const LAST = /^response\.(?:completed|incomplete|failed)$/;
const DELTA = /^response\.(?:output_text|refusal|function_call_arguments|reasoning\w*)\.delta$/;
const CALL_BEGINS = 'response.output_item.added';

interface State {
  readonly pieces: ItemPieces;
  response: Fields | null;
  hasEvent: boolean;
  hasBegun: boolean;
}

export function createResponseReader(facts: CallFacts): StreamReader {
  const state: State = {
    ...{ pieces: createItemPieces(), response: null, hasEvent: false, hasBegun: false },
  };
  return {
    add({ name, data }) {
      if (state.response || data.trim() === '' || data.trim() === '[DONE]') return;
      const event = eventValue({ name, data }, facts);
      if (isRecord(event))
        addEvent(state, event, { type: textOrNull(event['type']) ?? name ?? '', facts });
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

function addEvent(
  state: State,
  event: Fields,
  { type, facts }: { readonly type: string; readonly facts: CallFacts },
): void {
  state.hasEvent = true;
  const { item } = event;
  state.hasBegun ||=
    DELTA.test(type) ||
    (type === CALL_BEGINS && isRecord(item) && item['type'] === 'function_call');
  if (LAST.test(type) && isRecord(event['response'])) state.response = event['response'];
  state.pieces.add(event, type);
  refuseEndless(state.pieces.characters, facts.baseUrl);
}

function endOf({ response, pieces, hasEvent }: State, facts: CallFacts): Read | null {
  if (!hasEvent) return null;
  if (!response) throw brokenOff();
  return readResponse({ ...response, output: pieces.items(response['output']) }, facts);
}
