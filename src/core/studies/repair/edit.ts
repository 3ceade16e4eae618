/** One change of a prompt that may make it robust, and why a change is not tried. */

import type { AnswerShape } from '../../prompt/answerShape.js';
import type { Case, Prompt } from '../../prompt/prompt.js';
import type { Message } from '../../ports/model.js';
import type { FrozenVariants } from '../../variants/frozen.js';
import type { LanguageCode } from '../../text/languageWords.js';
import type { Influence } from '../influence/schema.js';

export const EDIT_CODES = [
  'pin-form',
  'list-labels',
  'when-unsure',
  'add-examples',
  'move-decisive',
  'drop-idle',
  'drop-costly',
  'adopt-variant',
  'change-format',
  'split-question',
  'rewrite',
  'combined',
] as const;
export type EditCode = (typeof EDIT_CODES)[number];

/** What is changed, as data: the words of `editWords.ts` say it. */
export interface Edit {
  readonly code: EditCode;
  readonly params: Readonly<Record<string, string | number | readonly string[]>>;
}

/** `whole`: all messages are replaced, so that it comes before any other; `line`: a sentence is added; `examples`: they come last. */
export const EDIT_KINDS = ['whole', 'line', 'examples'] as const;
export type EditKind = (typeof EDIT_KINDS)[number];

/** Why an edit is not tried. */
export const ABSENCES = [
  'form-set',
  'no-form',
  'no-labels',
  'labels-named',
  'no-place',
  'other-language',
  'template',
  'no-examples',
  'no-influence',
  'nothing-decides',
  'nothing-idle',
  'nothing-costly',
  'none-approved',
  'no-format',
  'same',
  'not-writable',
  'few-wordings',
  'no-double',
  'unreadable-reply',
  'other-task',
  'shows-cases',
] as const;
export type Absence = (typeof ABSENCES)[number];

export interface Proposal {
  readonly edit: Edit;
  readonly kind: EditKind;
  /** The prompt's messages with the change; null where these messages have no place for it. */
  apply(prompt: Prompt): readonly Message[] | null;
  /** Cases that the change shows, so that they are not measured. */
  readonly shows?: readonly Case[];
}

/** A change that does not apply to this prompt. */
export interface NotTried {
  readonly edit: Edit;
  readonly dropped: Absence;
}

export type Proposed = Proposal | NotTried;

export const notTried = (
  code: EditCode,
  dropped: Absence,
  params: Edit['params'] = {},
): NotTried => ({
  edit: { code, params },
  dropped,
});

/** What edits are made of. */
export interface EditSources {
  readonly prompt: Prompt;
  /** The file's text. */
  readonly text: string;
  readonly shape: AnswerShape;
  /** Of the instructions; null: not a supported one. */
  readonly language: LanguageCode | null;
  /** What the influence study found of this wording; null where nothing is kept. */
  readonly influence: Influence | null;
  readonly frozen: FrozenVariants | null;
  readonly seed: number;
  /** By a model; empty where none was asked. */
  readonly rewrites: readonly Proposed[];
}
