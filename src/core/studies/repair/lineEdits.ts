/** Edits that add one sentence to the instructions. */

import type { Message } from '../../ports/model.js';
import { withClosing } from '../../variants/addedLine.js';
import { instructionIndex, rewordMessage } from '../../variants/rewording.js';
import type { Prompt } from '../../prompt/prompt.js';
import { wholeWord } from '../../text/literalPattern.js';
import { notTried, type EditCode, type EditSources, type Proposed } from './edit.js';

export function lineEdits(sources: EditSources): Proposed[] {
  return [pinForm(sources), listLabels(sources), whenUnsure(sources)];
}

function pinForm(sources: EditSources): Proposed {
  const { prompt, shape } = sources;
  const { extract } = prompt.settings;
  if (prompt.parameters.jsonSchema !== null || extract !== undefined)
    return notTried('pin-form', 'form-set');
  if (shape.kind === 'json' || (shape.kind === 'label' && shape.path !== null))
    return added('pin-form', 'Answer with one JSON value and nothing else.', sources);
  if (shape.kind !== 'label') return notTried('pin-form', 'no-form');
  return added('pin-form', 'Answer with the label alone, without any other word.', sources);
}

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
export function withLine(prompt: Prompt, line: string): Message[] | null {
  const at = instructionIndex(prompt);
  const text = withClosing(prompt.messages[at]?.content ?? '', line);
  return text === null ? null : rewordMessage(prompt, at, () => text);
}
