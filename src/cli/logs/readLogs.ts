/** Calls that production logged: JSON lines, or spans as OTLP writes them in JSON with OpenTelemetry's names for language models. */

import { UserError } from '../../core/errors.js';
import { passagesIn } from '../../core/prompt/cases/passages.js';
import type { Passage } from '../../core/prompt/prompt.js';
import { isRecord } from '../../core/text/narrow.js';
import { parseJson } from '../../core/text/jsonDiff.js';
import { structured } from '../traces/messages.js';
import { attributesOf, isOwnSpan, rawSpans } from '../traces/otlp.js';
import { worded } from '../../core/say/worded.js';

export interface LoggedCall {
  /** The answer; null: not logged. */
  readonly text: string | null;
  /** In [0,1], in the tier the policy was found with; null: not logged. */
  readonly confidence: number | null;
  /** What the answer was to rest on; empty: not logged. */
  readonly contexts: readonly Passage[];
  readonly inputs: Readonly<Record<string, string>>;
  /** Prompt and answer; null: not logged. */
  readonly tokens: number | null;
}

type Fields = Readonly<Record<string, unknown>>;

const TEXT_KEYS = ['text', 'answer', 'output', 'response', 'completion'];

/** Throws `UserError` with the line that is not JSON, and where a file holds no call. */
export function readLogs(content: string, path: string): LoggedCall[] {
  const whole = parseJson(content);
  const values = Array.isArray(whole) ? whole : isRecord(whole) ? [whole] : linesOf(content, path);
  const calls = values
    .flatMap((value) => (isRecord(value) && 'resourceSpans' in value ? spansIn(value) : [value]))
    .flatMap((value) => (isRecord(value) ? callOf(value) : []));
  if (calls.length === 0)
    throw new UserError(
      worded`${path} holds no logged call. Write one JSON object a line with \`text\`, and where known \`inputs\`, \`contexts\`, \`confidence\` and \`usage\`; or OTLP spans with gen_ai attributes.`,
    );
  return calls;
}

const linesOf = (content: string, path: string): unknown[] =>
  content
    .replace(/^\ufeff/, '')
    .split('\n')
    .flatMap((line, at) => {
      if (line.trim() === '') return [];
      const value = parseJson(line);
      if (!isRecord(value))
        throw new UserError(
          worded`${path}:${at + 1} is not a JSON object. Each line of a log is one.`,
        );
      return [value];
    });

function callOf(value: Fields): LoggedCall[] {
  const text = stringIn(value, TEXT_KEYS);
  const usage = isRecord(value['usage']) ? value['usage'] : value;
  const tokens =
    numberIn(usage, ['total_tokens', 'tokens', 'totalTokens']) ??
    sumOf(
      numberIn(usage, ['prompt_tokens', 'input_tokens', 'promptTokens']),
      numberIn(usage, ['completion_tokens', 'output_tokens', 'completionTokens']),
    );
  if (text === null && tokens === null) return [];
  const given = isRecord(value['inputs']) ? value['inputs'] : {};
  const confidence = numberIn(value, ['confidence']);
  return [
    {
      ...{ text, tokens, confidence },
      contexts: passagesIn(value['contexts'] ?? given['contexts']) ?? [],
      inputs: Object.fromEntries(
        Object.entries(given).flatMap(([name, each]) =>
          typeof each === 'string' ? [[name, each]] : [],
        ),
      ),
    },
  ];
}

/** The spans of an OTLP export, as the fields of a line would be. */
const spansIn = (value: Fields): Fields[] =>
  rawSpans(value).flatMap(({ span }) => {
    const found = attributesOf(span);
    if (isOwnSpan(found)) return [];
    const first = (...keys: string[]) =>
      keys.map((key) => found[key]).find((one) => one !== undefined && one !== null);
    return {
      text:
        first('gen_ai.completion.0.content', 'gen_ai.completion') ??
        messageText(first('gen_ai.output.messages')),
      input_tokens: first('gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens'),
      output_tokens: first('gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens'),
      confidence: first('plumbline.confidence'),
      contexts: first('plumbline.contexts'),
    };
  });

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Of `gen_ai.output.messages`: the text parts of the first message. */
function messageText(messages: unknown): string | undefined {
  const [first] = list(structured(messages));
  const parts = isRecord(first) ? list(first['parts']) : [];
  const texts = parts.flatMap((part) =>
    isRecord(part) && part['type'] === 'text' && typeof part['content'] === 'string'
      ? [part['content']]
      : [],
  );
  return texts.length === 0 ? undefined : texts.join('');
}

const stringIn = (value: Fields, keys: readonly string[]): string | null =>
  (keys.map((key) => value[key]).find((each) => typeof each === 'string') as string | undefined) ??
  null;

const numberIn = (value: Fields, keys: readonly string[]): number | null =>
  (keys.map((key) => value[key]).find((each) => typeof each === 'number') as number | undefined) ??
  null;

const sumOf = (a: number | null, b: number | null): number | null =>
  a === null && b === null ? null : (a ?? 0) + (b ?? 0);
