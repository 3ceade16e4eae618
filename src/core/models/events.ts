/** Server-sent events out of bytes (WHATWG HTML, 9.2.6), read as leniently as servers write them. */

import { parseJson } from '../text/jsonDiff.js';

export interface ServerEvent {
  /** The `event:` field; null where the event has none. */
  readonly name: string | null;
  readonly data: string;
}

export interface EventReader {
  /** The events that these bytes complete. */
  read(bytes: Uint8Array): ServerEvent[];
  /** The event that the end of the stream completes. */
  end(): ServerEvent[];
}

/**
 * Takes any line ending, comments, no space after the colon, characters that are split between chunks, events without an empty
 * line between them, and lines of JSON without `data:`.
 */
export function createEventReader(): EventReader {
  const decoder = new TextDecoder();
  let rest = '';
  let name: string | null = null;
  let data: string[] = [];

  const flush = (): ServerEvent[] => {
    const event = data.length === 0 ? [] : [{ name, data: data.join('\n') }];
    name = null;
    data = [];
    return event;
  };
  const take = (line: string): ServerEvent[] => {
    if (line.trim() === '') return flush();
    if (line.startsWith('{')) return [...flush(), { name: null, data: line }];
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') name = value;
    if (field !== 'data') return [];
    // Some servers put no empty line between events: what is whole already is an event of its own.
    const done = data.length > 0 && isWhole(data.join('\n')) ? flush() : [];
    data.push(value);
    return done;
  };
  const takeAll = (text: string, isLast: boolean) => {
    // A final carriage return may be the first half of a line ending.
    const lines = (rest + text).split(isLast ? /\r\n|\n|\r/ : /\r\n|\n|\r(?=[^])/);
    rest = isLast ? '' : (lines.pop() ?? '');
    return lines.flatMap(take);
  };

  return {
    read: (bytes) => takeAll(decoder.decode(bytes, { stream: true }), false),
    end: () => [...takeAll(decoder.decode(), true), ...flush()],
  };
}

const isWhole = (data: string) => data === '[DONE]' || parseJson(data) !== undefined;
