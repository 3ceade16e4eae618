/** The items of a streamed response, put together from their pieces: some servers send them in no other way. */

import { isRecord, textOrNull } from '../../text/narrow.js';

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
  text: string;
  readonly logprobs: unknown[];
}

const PIECE =
  /^response\.(output_text|refusal|function_call_arguments|reasoning_text|reasoning_summary_text)\.(delta|done)$/;

export function createItemPieces(): ItemPieces {
  const items = new Map<number, Item>();
  let characters = 0;
  const at = (place: number): Item => {
    const there = items.get(place) ?? { fields: {}, isDone: false, texts: new Map() };
    items.set(place, there);
    return there;
  };
  return {
    get characters() {
      return characters;
    },
    add(event, type) {
      const place = event['output_index'];
      const [, kind, part] = PIECE.exec(type) ?? [];
      if (kind !== undefined) {
        characters += textIn(event).length;
        return addText(at(Number(place ?? 0)), event, kind, part === 'done');
      }
      const isDone = type === 'response.output_item.done';
      if (!(isDone || type === 'response.output_item.added') || !isRecord(event['item'])) return;
      const item = at(place === undefined ? items.size : Number(place));
      item.fields = event['item'];
      item.isDone = isDone;
    },
    items(output) {
      const given = Array.isArray(output) ? output.filter(isRecord) : [];
      if (given.length === 0)
        return [...items].sort(([a], [b]) => a - b).map(([, item]) => whole(item));
      const noTexts: Item['texts'] = new Map();
      return given.map((fields, place) =>
        whole({ fields, isDone: true, texts: items.get(place)?.texts ?? noTexts }),
      );
    },
  };
}

function addText(item: Item, event: Fields, kind: string, isWhole: boolean): void {
  const part = event['content_index'] ?? event['summary_index'] ?? 0;
  const key = `${kind}/${Number(part)}`;
  const there = item.texts.get(key) ?? { kind, text: '', logprobs: [] };
  item.texts.set(key, there);
  const text = textIn(event);
  if (!isWhole) {
    there.text += text;
    if (Array.isArray(event['logprobs'])) there.logprobs.push(...(event['logprobs'] as unknown[]));
  } else if (text !== '') there.text = text;
}

const textIn = (event: Fields) =>
  textOrNull(event['delta'] ?? event['text'] ?? event['refusal'] ?? event['arguments']) ?? '';

function whole({ fields, isDone, texts }: Item): Fields {
  const of = (...kinds: readonly string[]) =>
    [...texts.values()].filter(({ kind }) => kinds.includes(kind));
  const content = of('output_text', 'refusal').map(contentPart);
  if (content.length > 0) {
    const own = isDone && Array.isArray(fields['content']) ? (fields['content'] as unknown[]) : [];
    return {
      ...{ type: 'message', ...fields },
      content: own.length > 0 ? own.map((part, at) => withLogprobs(part, content[at])) : content,
    };
  }
  if (isDone) return fields;
  const [args] = of('function_call_arguments');
  const thoughts = of('reasoning_text', 'reasoning_summary_text').map(({ text }) => ({ text }));
  return {
    ...{ type: 'reasoning', ...fields },
    ...(thoughts.length > 0 ? { content: thoughts } : {}),
    ...(args ? { arguments: args.text } : {}),
  };
}

const contentPart = ({ kind, text, logprobs }: Text): Fields =>
  kind === 'refusal' ? { type: kind, refusal: text } : { type: kind, text, logprobs };

function withLogprobs(part: unknown, piece: Fields | undefined): unknown {
  if (!isRecord(part)) return part;
  const own = part['logprobs'];
  return Array.isArray(own) && own.length > 0 ? part : { ...part, logprobs: piece?.['logprobs'] };
}
