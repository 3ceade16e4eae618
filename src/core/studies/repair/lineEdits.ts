/** Edits that add one sentence to the instructions. */

import type { AnswerShape } from '../../prompt/answerShape.js';
import type { Message } from '../../ports/model.js';
import { withClosing, withOpening } from '../../variants/addedLine.js';
import { BLOCK_TAG } from '../../variants/templateTags.js';
import { instructionIndex, rewordMessage } from '../../variants/rewording.js';
import type { Prompt } from '../../prompt/prompt.js';
import { wholeWord } from '../../text/literalPattern.js';
import { notTried, type EditCode, type EditSources, type Proposed } from './edit.js';

export function lineEdits(sources: EditSources): Proposed[] {
  return [pinForm(sources), listLabels(sources), whenUnsure(sources)];
}

function pinForm(sources: EditSources): Proposed {
  const { prompt, shape } = sources;
  if (prompt.parameters.jsonSchema !== null || prompt.settings.extract !== undefined)
    return notTried('pin-form', 'form-set');
  const line = formLine(prompt, shape);
  return line === null ? notTried('pin-form', 'no-form') : added('pin-form', line, sources);
}

/** Null where answers are calls, or as long as their author likes. */
function formLine({ cases }: Prompt, shape: AnswerShape): string | null {
  if (shape.kind === 'json' || (shape.kind === 'label' && shape.path !== null))
    return 'Answer with one JSON value and nothing else.';
  if (shape.kind === 'label') return 'Answer with exactly one label and nothing else.';
  const expected = cases.flatMap(({ expected: own }) => own ?? []);
  const isShort = expected.length > 0 && expected.every((own) => own.length <= SHORT_ANSWER);
  return shape.kind === 'text' && isShort ? 'Give only the answer and nothing else.' : null;
}

/** Characters: a name, a number, a few words. */
const SHORT_ANSWER = 40;

function listLabels(sources: EditSources): Proposed {
  const { prompt, shape } = sources;
  if (shape.kind !== 'label') return notTried('list-labels', 'no-labels');
  const { labels } = shape;
  const said = prompt.messages.filter(({ role }) => role !== 'assistant');
  const isNamed = (label: string) => said.some(({ content }) => wholeWord(label).test(content));
  if (labels.every(isNamed)) return notTried('list-labels', 'labels-named');
  return added('list-labels', `The possible labels are: ${labels.join(', ')}.`, sources);
}

/** Labels that stand for not knowing. */
const OPEN_LABEL = /^(?:other|others|unknown|unclear|unsure|none|neither|n\/a|not sure)$/i;

function whenUnsure(sources: EditSources): Proposed {
  const { shape } = sources;
  if (shape.kind !== 'label') return notTried('when-unsure', 'no-labels');
  const open = shape.labels.find((label) => OPEN_LABEL.test(label));
  const sentence =
    open === undefined
      ? 'If you are unsure, answer with the label that fits best.'
      : `If you are unsure, answer ${open}.`;
  return added('when-unsure', sentence, sources);
}

function added(code: EditCode, line: string, { prompt, language }: EditSources): Proposed {
  if (language !== 'en') return notTried(code, 'other-language');
  if (/[{}$<]/.test(line)) return notTried(code, 'template');
  const apply = (to: Prompt) => withLine(to, line);
  if (apply(prompt) === null) return notTried(code, 'no-place');
  return { edit: { code, params: { line } }, kind: 'line', apply };
}

/** The messages with a sentence at the end of the instructions; null where that has no place. */
export const withLastLine = (prompt: Prompt, line: string): Message[] | null =>
  inInstructions(prompt, (text) => withClosing(text, line));

/** Where the instructions end in the input itself, before them. */
const withLine = (prompt: Prompt, line: string): Message[] | null =>
  inInstructions(prompt, (text) => withClosing(text, line) ?? beforeAll(text, line));

/** What opens with a tag of the template may belong to it as a whole. */
const beforeAll = (text: string, line: string): string | null =>
  text.trim() === '' || BLOCK_TAG.test(text) ? null : withOpening(text, line);

function inInstructions(prompt: Prompt, change: (text: string) => string | null): Message[] | null {
  const at = instructionIndex(prompt);
  const text = change(prompt.messages[at]?.content ?? '');
  return text === null ? null : rewordMessage(prompt, at, () => text);
}
