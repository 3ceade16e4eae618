/** The parts of a prompt file for an editor's outline and folding. */

import type { Prompt, SourceRange } from '../prompt/prompt.js';

export interface OutlineItem {
  readonly kind: 'message' | 'case' | 'wording';
  readonly name: string;
  readonly detail: string;
  readonly range: SourceRange;
}

/** The messages, cases and hand-written variants that are in the prompt's file, for an editor's outline. */
export function outlineOf(prompt: Prompt): readonly OutlineItem[] {
  const messages = prompt.messages.flatMap(({ role, content, range }): OutlineItem[] =>
    range ? [{ kind: 'message', name: role, detail: firstWords(content), range }] : [],
  );
  const cases = prompt.cases.flatMap(({ id, inputs, expected, range }): OutlineItem[] => {
    const detail = expected ?? Object.values(inputs)[0] ?? '';
    return range ? [{ kind: 'case', name: id, detail: firstWords(detail), range }] : [];
  });
  const wordings = prompt.wordings.map(({ id, range }): OutlineItem => ({
    kind: 'wording',
    name: id,
    detail: '',
    range,
  }));
  return [...messages, ...cases, ...wordings];
}

function firstWords(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}
