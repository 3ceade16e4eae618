/** What answers are compared as where neither the prompt nor its cases say: read from the answers themselves. */

import { answerShapeOf, type AnswerShape } from '../prompt/answerShape.js';
import type { Prompt } from '../prompt/prompt.js';
import type { CompletedOutcome, Outcome } from '../run/outcome.js';
import { findJson } from '../text/findJson.js';
import { isRecord } from '../text/narrow.js';
import { isRefusal } from '../text/refusal.js';
import { extractAnswer } from './extract.js';

/** Share of the answers from which on all of them are compared as JSON. */
const NEARLY_ALL = 0.9;
/** A sentence before the JSON and one after it. More is prose that quotes some. */
const MAX_WORDS_AROUND = 25;

/**
 * The shape that the prompt has, or JSON where it has none, no case has an expected answer, and nearly all answers are JSON.
 * Depends on nothing but the outcomes, so that the result of a run is the same however often it was computed before.
 */
export function shapeOfRun(
  prompt: Pick<Prompt, 'parameters' | 'cases' | 'tools' | 'settings'>,
  outcomes: readonly Outcome[],
): AnswerShape {
  const shape = answerShapeOf(prompt);
  if (shape.kind !== 'text' || prompt.cases.some(({ expected }) => expected !== null)) return shape;
  const completed = outcomes.filter((each) => each.status === 'completed');
  // Whoever had meanings compared wants them.
  if (completed.some(({ meaning }) => meaning !== undefined)) return shape;
  const { extract } = prompt.settings;
  const saidIn = ({ text }: CompletedOutcome) =>
    extract ? (extractAnswer(text, extract) ?? '') : text;
  return shapeOfTexts(
    completed.map((each) => formOf(each, saidIn)),
    shape,
  );
}

/** What one text has to say about the shape of all: null where it is no answer. */
type Form = 'json' | 'other' | null;

/** JSON where nearly all texts are; otherwise `shape`. */
export function shapeOfTexts(forms: readonly Form[], shape: AnswerShape): AnswerShape {
  const json = forms.filter((form) => form === 'json').length;
  const known = json + forms.filter((form) => form === 'other').length;
  return json > 0 && json >= NEARLY_ALL * known ? { kind: 'json' } : shape;
}

export function formOfText(text: string): Form {
  if (text.trim() === '' || isRefusal(text)) return null;
  const found = findJson(text);
  if (found === null || found.wordsAround > MAX_WORDS_AROUND) return 'other';
  return Array.isArray(found.value) || isRecord(found.value) ? 'json' : 'other';
}

const forms = new WeakMap<Outcome, { readonly said: string; readonly form: Form }>();

/** While a run goes on, its shape is asked for again and again. */
function formOf(outcome: CompletedOutcome, saidIn: (outcome: CompletedOutcome) => string): Form {
  const said = saidIn(outcome);
  const before = forms.get(outcome);
  if (before?.said === said) return before.form;
  const form = formOfText(said);
  forms.set(outcome, { said, form });
  return form;
}
