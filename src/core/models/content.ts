/** The `content` of a message in every form servers send it: a text, a list of parts, an object, a number, nothing. */

import { isRecord, textOrNull } from '../text/narrow.js';

export interface Content {
  readonly text: string;
  readonly reasoning: string;
  /** Kinds of the parts that are neither text nor reasoning. */
  readonly leftOut: readonly string[];
}

const NOTHING: Content = { text: '', reasoning: '', leftOut: [] };
const saying = (text: string): Content => ({ ...NOTHING, text });
const thinking = (reasoning: string): Content => ({ ...NOTHING, reasoning });

/** An object that is no part is the JSON it stands for. */
export function readContent(content: unknown): Content {
  if (content === null || content === undefined) return NOTHING;
  if (typeof content === 'string') return saying(content);
  if (Array.isArray(content)) return content.map(readPart).reduce(bothContents, NOTHING);
  if (!isRecord(content)) return saying(JSON.stringify(content) ?? '');
  const isPart = typeof content['type'] === 'string' || typeof content['text'] === 'string';
  return isPart ? readPart(content) : saying(JSON.stringify(content));
}

export const bothContents = (a: Content, b: Content): Content => ({
  text: a.text + b.text,
  reasoning: a.reasoning + b.reasoning,
  leftOut: b.leftOut.length === 0 ? a.leftOut : [...new Set([...a.leftOut, ...b.leftOut])],
});

const REASONING_PART = /^(?:redacted_)?(?:thinking|thought|reasoning)/;

function readPart(part: unknown): Content {
  if (typeof part === 'string') return saying(part);
  if (!isRecord(part)) return part === null ? NOTHING : saying(JSON.stringify(part) ?? '');
  const type = textOrNull(part['type']) ?? '';
  if (REASONING_PART.test(type) || part['thought'] === true) return thinking(reasoningIn(part));
  const text = part['text'] ?? part['refusal'] ?? (type === '' ? part['content'] : undefined);
  if (typeof text === 'string') return saying(text);
  // The shape of the older assistants protocol.
  if (isRecord(text) && typeof text['value'] === 'string') return saying(text['value']);
  return { ...NOTHING, leftOut: [type === '' ? 'unknown' : type] };
}

const REASONING_FIELDS = ['reasoning_content', 'reasoning', 'reasoning_text', 'thinking'] as const;

/** What a message says it thought, in a field beside its content; servers that name it twice are read once. */
export function reasoningOf(message: Readonly<Record<string, unknown>>): string {
  for (const field of REASONING_FIELDS) {
    const found = reasoningIn(message[field]);
    if (found !== '') return found;
  }
  return reasoningIn(message['reasoning_details']);
}

function reasoningIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(reasoningIn).join('');
  if (!isRecord(value)) return '';
  const said = value['thinking'] ?? value['reasoning'] ?? value['text'] ?? value['content'];
  return reasoningIn(said ?? value['summary']);
}
