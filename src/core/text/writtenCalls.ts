/**
 * Tool calls that a server left in the words of an answer, or that the model wrote there: as plain JSON, in fences, between
 * sentences, or in the marks that families of models are trained to write.
 */

import { parseExactJson } from './exactJson.js';
import { jsonValuesIn } from './findJson.js';
import { isRecord } from './narrow.js';
import { unfenced } from './normalise.js';
import { pythonicCalls } from './pythonicCalls.js';

/** Words alone are no calls. */
const MAY_HOLD = /[{<]/;

export interface WrittenCalls {
  /** One call or a list of them; the text itself where it is no more than that, or holds none. */
  readonly json: string;
  /** Whether they stand in the marks of a family of models: then they are calls, though their JSON may be broken. */
  readonly isMarked: boolean;
}

export function writtenCalls(text: string): WrittenCalls {
  const unmarked = (json: string) => ({ json, isMarked: false });
  const plain = unfenced(text);
  const pythonic = pythonicCalls(plain);
  if (pythonic) return { json: JSON.stringify(pythonic), isMarked: true };
  // Marks in it are values.
  if (!MAY_HOLD.test(plain) || parseExactJson(plain) !== undefined) return unmarked(plain);
  const marked = markedCalls(plain);
  if (marked.length > 0) return { json: `[${marked.join(',')}]`, isMarked: true };
  const alone = plain.replace(/^\s*(?:\[TOOL_CALLS\]|<\|python_tag\|>)/, '');
  if (parseExactJson(alone) !== undefined) return unmarked(alone);
  const values = jsonValuesIn(alone).flat().filter(isRecord);
  return unmarked(
    values.length > 0 && values.every(saysArguments) ? JSON.stringify(values) : alone,
  );
}

function markedCalls(text: string): readonly string[] {
  for (const { end, read } of MARKED) {
    // Without an end there is none, however often one begins.
    const calls = read(text.slice(0, text.lastIndexOf(end) + end.length));
    if (calls.length > 0) return calls;
  }
  return [];
}

/** Whether JSON is certainly a call: other JSON may have a `name` or `parameters`, too. */
export const saysArguments = (value: unknown): boolean =>
  isRecord(value) &&
  ('function' in value ||
    'arguments' in value ||
    'args' in value ||
    (value['type'] === 'function' && isRecord(value['parameters']) && !('description' in value)) ||
    value['type'] === 'tool_use');

/** Marks of one kind: what ends the last call, and the JSON texts of the calls. */
interface Marked {
  readonly end: string;
  read(text: string): string[];
}

const MARKED: readonly Marked[] = [
  {
    // Llama 3, with JSON; Qwen3-Coder, with a tag for each argument. What is only mentioned stands in a line.
    end: '</function>',
    read: (text) =>
      matches(
        text,
        /(?<=^[ \t]*|<\/function>\s?)<function=([\w.-]+)>\s*((?:\{|<parameter=)[^]*?|)<\/function>/gm,
      ).map(([name, inner]) => call(name, inner.startsWith('<') ? argumentsInTags(inner) : inner)),
  },
  {
    // Hermes and Qwen, also where a tag is not closed.
    end: '',
    read: (text) =>
      text
        .split('<tool_call>')
        .slice(1)
        .map((each) => (each.split('</tool_call>', 1)[0] ?? '').trim())
        .filter((each) => /^[{[]/.test(each)),
  },
  {
    // Mistral from its third tokenizer on.
    end: '',
    read: (text) =>
      text
        .split('[TOOL_CALLS]')
        .slice(1)
        .flatMap((each) =>
          matches(each, /^\s*([\w.-]+)(?:\[CALL_ID\]\w*)?(?:\[ARGS\]|(?=\{))([^]*)$/g).map(
            ([name, json]) => call(name, json),
          ),
        ),
  },
  {
    // DeepSeek, with a fence around the arguments or without.
    end: '<｜tool▁call▁end｜>',
    read: (text) =>
      matches(
        text,
        /<｜tool▁call▁begin｜>(?:function<｜tool▁sep｜>)?([\w.-]+)(?:<｜tool▁sep｜>|\n)([^]*?)<｜tool▁call▁end｜>/g,
      ).map(([name, json]) => call(name, unfenced(json))),
  },
];

const matches = (text: string, pattern: RegExp): (readonly [string, string])[] =>
  Array.from(text.matchAll(pattern), ([, first = '', second = '']) => [first, second] as const);

const call = (name: string, json: string): string =>
  `{"name":${JSON.stringify(name)},"arguments":${json.trim() === '' ? '{}' : json.trim()}}`;

/** What is no JSON is text. */
function argumentsInTags(inner: string): string {
  const pairs = matches(inner, /<parameter=([\w.-]+)>\n?([^]*?)\n?<\/parameter>/g);
  const written = pairs.map(([key, value]) => {
    const isJson = parseExactJson(value) !== undefined;
    return `${JSON.stringify(key)}:${isJson ? value : JSON.stringify(value)}`;
  });
  return `{${written.join(',')}}`;
}
