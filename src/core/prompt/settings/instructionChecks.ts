/** How an answer shows that it follows an instruction, where the instruction's own words do not say it. */

import * as z from 'zod';
import { LANGUAGE_CODES } from '../../text/languageWords.js';

const text = z.string().regex(/\S/u, 'expected a text');

export const UNITS = ['words', 'sentences', 'characters', 'paragraphs', 'lines', 'items'] as const;
export const ABSENT_MARKS = [
  'exclamation marks',
  'question marks',
  'emoji',
  'semicolons',
  'dashes',
  'digits',
  'bullets',
  'markdown',
  'parentheses',
] as const;

/** What an answer is looked at for. */
export const answerCheckSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('length'),
    unit: z.enum(UNITS),
    least: z.number().int().min(0).default(0),
    most: z.number().int().min(0).nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('keyword'), word: text }),
  z.strictObject({ kind: z.literal('forbidden'), word: text }),
  z.strictObject({ kind: z.literal('absent'), what: z.enum(ABSENT_MARKS) }),
  z.strictObject({ kind: z.enum(['start', 'end']), with: text }),
  z.strictObject({ kind: z.literal('order'), first: text, second: text }),
  z.strictObject({ kind: z.literal('casing'), casing: z.enum(['lower', 'upper']) }),
  z.strictObject({ kind: z.literal('language'), language: z.enum(LANGUAGE_CODES) }),
  z.strictObject({
    kind: z.literal('format'),
    format: z.enum(['json', 'bullets', 'numbered', 'table']),
  }),
]);
export type AnswerCheck = z.infer<typeof answerCheckSchema>;

/** Whether some answer can pass it, and some other cannot. */
export const canFail = (check: AnswerCheck): boolean =>
  check.kind === 'length'
    ? (check.least > 0 || check.most !== null) && (check.most === null || check.least <= check.most)
    : check.kind !== 'order' || check.first.toLowerCase() !== check.second.toLowerCase();
const CANNOT_FAIL = 'expected a check that some answers pass and others do not';

export const instructionCheckSchema = z.strictObject({
  instruction: text.describe('How the instruction begins.'),
  check: answerCheckSchema.refine(canFail, { error: CANNOT_FAIL }),
});
export type GivenInstructionCheck = z.infer<typeof instructionCheckSchema>;
