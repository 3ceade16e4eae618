/** The items of a streamed response, put together from their pieces: some servers send them in no other way. */

import { isRecord, recordOf, textOrNull } from '../../text/narrow.js';

type Fields = Readonly<Record<string, unknown>>;

export interface ItemPieces {
  /** Of all texts. */
  readonly characters: number;
  add(event: Fields, type: string): void;
  /** `output`: of the whole response. Its items, else those that came, with what they lack from the pieces. */
  items(output: unknown): readonly Fields[];
}

interface Item {
  /** As it was announced, then as it was when done. */
  fields: Fields;
  isDone: boolean;
  /** By kind and place. */
  readonly texts: Map<string, Text>;
}

interface Text {
  readonly kind: string;
  /** Its place in the item. */
  readonly part: number;
  text: string;
  readonly logprobs: unknown[];
}

const PIECE =
  /^response\.(output_text|refusal|function_call_arguments|reasoning_text|reasoning_summary_text)\.(delta|done)$/;

export function createItemPieces(): ItemPieces {
  const items = new Map<number, Item>();
  const placeOfId = new Map<string, number>();
  let characters = 0;
  const at = (place: number): Item => {
    const there = items.get(place) ?? { fields: {}, isDone: false, texts: new Map() };
    items.set(place, there);
    return there;
  };
  /** By its number, else by its id, else the last that is under way and may be it. */
  const placeOf = (event: Fields, begins: boolean): number => {
    const given = event['output_index'];
    const id = textOrNull(event['item_id']) ?? textOrNull(recordOf(event['item'])['id']);
    const known = id === null ? undefined : placeOfId.get(id);
    const last = [...items].findLast(([, { isDone }]) => !isDone)?.[0];
    const next = Math.max(-1, ...items.keys()) + 1;
    const place = typeof given === 'number' ? given : (known ?? (begins ? next : (last ?? next)));
    if (id !== null) placeOfId.set(id, place);
    return place;
  };
  return {
    get characters() {
      return characters;
    },
    add(event, type) {
      const [, kind, part] = PIECE.exec(type) ?? [];
      if (kind !== undefined) {
        const item = at(placeOf(event, false));
        characters += addText(item, event, kind, part === 'done');
        return;
      }
      const isDone = type === 'response.output_item.done';
      if (!(isDone || type === 'response.output_item.added') || !isRecord(event['item'])) return;
      const item = at(placeOf(event, !isDone));
      item.fields = event['item'];
      item.isDone = isDone;
    },
    items(output) {
      const given = Array.isArray(output) ? output.filter(isRecord) : [];
      if (given.length === 0)
        return [...items].sort(([a], [b]) => a - b).map(([, item]) => whole(item));
      const noTexts: Item['texts'] = new Map();
      return given.map((fields, place) => {
        const own = placeOfId.get(textOrNull(fields['id']) ?? '') ?? place;
        return whole({ fields, isDone: true, texts: items.get(own)?.texts ?? noTexts });
      });
    },
  };
}

/** Returns by how much it grew. */
function addText(item: Item, event: Fields, kind: string, isWhole: boolean): number {
  const part = Number(event['content_index'] ?? event['summary_index'] ?? 0);
  const key = `${kind}/${part}`;
  const there = item.texts.get(key) ?? { kind, part, text: '', logprobs: [] };
  item.texts.set(key, there);
  const text = textIn(event);
  const before = there.text.length;
  if (!isWhole) {
    there.text += text;
    if (Array.isArray(event['logprobs'])) there.logprobs.push(...(event['logprobs'] as unknown[]));
  } else if (text !== '') there.text = text;
  // A call that was not announced is named where its arguments are whole.
  if (kind === 'function_call_arguments' && isWhole && item.fields['type'] === undefined)
    item.fields = { type: 'function_call', name: event['name'] };
  return there.text.length - before;
}

const textIn = (event: Fields) =>
  textOrNull(event['delta'] ?? event['text'] ?? event['refusal'] ?? event['arguments']) ?? '';

const KIND_OF: Readonly<Record<string, string>> = {
  output_text: 'message',
  refusal: 'message',
  function_call_arguments: 'function_call',
  reasoning_text: 'reasoning',
  reasoning_summary_text: 'reasoning',
};

/** With what the pieces of its own kind say and it lacks. */
function whole({ fields, isDone, texts }: Item): Fields {
  const all = [...texts.values()].toSorted((a, b) => a.part - b.part);
  const type = fields['type'] ?? KIND_OF[all[0]?.kind ?? ''];
  const pieces = all.filter(({ kind }) => KIND_OF[kind] === type);
  if (pieces.length === 0) return fields;
  if (type === 'message') {
    const content = pieces.map(contentPart);
    const own = isDone && Array.isArray(fields['content']) ? (fields['content'] as unknown[]) : [];
    return {
      ...fields,
      type,
      content: own.length > 0 ? own.map((part, at) => withLogprobs(part, content[at])) : content,
    };
  }
  if (type === 'function_call') {
    const args = textOrNull(fields['arguments']) ?? '';
    return { ...fields, type, arguments: isDone && args !== '' ? args : pieces[0]?.text };
  }
  return isDone ? fields : { ...fields, type, content: pieces.map(({ text }) => ({ text })) };
}

const contentPart = ({ kind, text, logprobs }: Text): Fields =>
  kind === 'refusal' ? { type: kind, refusal: text } : { type: kind, text, logprobs };

function withLogprobs(part: unknown, piece: Fields | undefined): unknown {
  if (!isRecord(part)) return part;
  const own = part['logprobs'];
  return Array.isArray(own) && own.length > 0 ? part : { ...part, logprobs: piece?.['logprobs'] };
}
