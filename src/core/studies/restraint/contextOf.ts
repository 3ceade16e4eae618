import { CONTEXTS } from '../../prompt/cases/passages.js';
import type { Case, Passage } from '../../prompt/prompt.js';

/** What an answer rests on, and what was asked about it. */
export interface AnswerContext {
  readonly passages: readonly Passage[];
  /** The case's other inputs. */
  readonly question: string;
}

/** A case's passages, else its required variables; null where it has neither. */
export function contextOf(
  { contexts, inputs }: Case,
  required: readonly string[],
): AnswerContext | null {
  const passages =
    contexts ??
    required.flatMap((id) => {
      const text = inputs[id] ?? '';
      return text.trim() === '' ? [] : [{ id, text }];
    });
  const question = Object.entries(inputs)
    .filter(([name]) => name !== CONTEXTS && !passages.some(({ id }) => id === name))
    .map(([, value]) => value)
    .join('\n');
  return passages.length === 0 ? null : { passages, question };
}
