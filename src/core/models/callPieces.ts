/** Calls of tools, whole or in the pieces of a stream, in the many ways servers number and repeat them. */

import { parseJson } from '../text/jsonDiff.js';
import { isRecord, textOrNull } from '../text/narrow.js';
import type { SentCall } from '../text/toolCalls.js';

interface Piece {
  /** Null where the server does not number its calls. */
  readonly index: number | null;
  /** Empty where it names none. */
  readonly id: string;
  readonly name: string;
  /** JSON, or a part of it; empty where there are none. */
  readonly args: string;
}

interface Slot {
  id: string;
  name: string;
  args: string;
  lastArgs: string;
}

export interface CallReader {
  /** The `tool_calls` of one chunk, in whatever form. */
  add(pieces: unknown): void;
  all(): readonly SentCall[];
}

/** Every element of a message that is not streamed is a call of its own; null where one has no name. */
export function wholeCalls(given: unknown): readonly SentCall[] | null {
  const pieces = piecesOf(given);
  if (pieces.some(({ name }) => name === '')) return null;
  return pieces.map(({ name, args }) => ({ name, arguments: args }));
}

export function createCallReader(): CallReader {
  const slots: Slot[] = [];
  const byIndex = new Map<number, Slot>();

  const open = ({ id, index }: Piece): Slot => {
    const slot: Slot = { id, name: '', args: '', lastArgs: '' };
    slots.push(slot);
    if (index !== null) byIndex.set(index, slot);
    return slot;
  };
  const numbered = (piece: Piece, index: number): Slot => {
    const there = byIndex.get(index);
    return there && !isAnother(piece, there) ? there : open(piece);
  };
  const unnumbered = (piece: Piece, earlier: readonly Slot[], place: number): Slot => {
    const sameId = piece.id === '' ? undefined : slots.find(({ id }) => id === piece.id);
    if (sameId) return sameId;
    // Several pieces of one chunk that carry no names continue the calls in their order.
    const there = piece.name === '' && piece.id === '' ? earlier[place] : undefined;
    const last = there ?? slots.at(-1);
    if (!last || (place > 0 && !there)) return open(piece);
    const begins = piece.id !== '' || (piece.name !== '' && isComplete(last));
    return begins || isAnother(piece, last) ? open(piece) : last;
  };

  return {
    add(given) {
      const pieces = piecesOf(given);
      const several = pieces.length > 1 ? [...slots] : [];
      pieces.forEach((piece, place) => {
        const { index } = piece;
        const slot = index === null ? unnumbered(piece, several, place) : numbered(piece, index);
        extend(slot, piece);
      });
    },
    all: () => slots.filter(({ name, args }) => name !== '' || args !== '').map(sentCall),
  };
}

/** Some servers number every call 0, or none: another id or another name then begins another call. */
function isAnother({ id, name, args }: Piece, slot: Slot): boolean {
  if (id !== '' && slot.id !== '') return id !== slot.id;
  if (name === '' || slot.args === '') return false;
  return name !== slot.name || (args !== '' && isComplete(slot));
}

const isComplete = ({ args }: Slot) => args !== '' && isRecord(parseJson(args));

function extend(slot: Slot, { id, name, args }: Piece): void {
  if (slot.id === '') slot.id = id;
  // A name comes in one piece, in several, or again with every piece.
  if (name !== slot.name) slot.name = name.startsWith(slot.name) ? name : slot.name + name;
  slot.args += args;
  if (args !== '') slot.lastArgs = args;
}

/** Where the arguments were sent whole again and again, the last are the ones. */
function sentCall({ name, args, lastArgs }: Slot): SentCall {
  const isRepeated = parseJson(args) === undefined && isRecord(parseJson(lastArgs));
  return { name, arguments: isRepeated ? lastArgs : args };
}

/** One piece or several, without what is none. */
const piecesOf = (given: unknown): Piece[] =>
  (Array.isArray(given) ? given : [given]).flatMap((each) => pieceOf(each) ?? []);

function pieceOf(given: unknown): Piece | null {
  if (!isRecord(given)) return null;
  const inner = [given['function'], given['custom'], given].find(isRecord) ?? given;
  const index = given['index'];
  const number = typeof index === 'string' && index.trim() !== '' ? Number(index) : index;
  return {
    index: typeof number === 'number' && Number.isInteger(number) ? number : null,
    id: textOrNull(given['id']) ?? '',
    name: textOrNull(inner['name']) ?? '',
    args: argumentsText(inner['arguments'] ?? inner['input'] ?? inner['args']),
  };
}

/** The protocol has them as text; some servers send the object. */
const argumentsText = (given: unknown): string =>
  given === undefined || given === null
    ? ''
    : typeof given === 'string'
      ? given
      : JSON.stringify(given);
