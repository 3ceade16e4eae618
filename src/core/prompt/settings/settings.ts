/**
 * The `sensitivity:` block of a prompt file, and the defaults of `plumbline.yml`, which have the same shape. The descriptions
 * appear in the JSON schemas, in the editor's completions and in docs/reference/settings.md.
 */

import * as z from 'zod';
import { patternProblem } from '../../text/pattern.js';
import { CALL_MATCHES } from '../checks/check.js';
import { LANGUAGE_IDS } from '../languages/languages.js';
import { literal } from '../languages/literal.js';
import { budgetSchema } from './budget.js';
import { gate, gates } from './gates.js';
import { extractSchema } from './extract.js';
import { givenFormatSchema } from './givenFormats.js';
import { instructionCheckSchema } from './instructionChecks.js';
import { parametersSchema } from './modelParameters.js';
import { restraintSchema } from './restraint.js';
import { stepsSchema } from './steps.js';

const role = z.enum(['system', 'user', 'assistant']);

const wording = z.strictObject({
  id: z.string().min(1).optional(),
  change: z.string().optional(),
  messages: z.array(z.strictObject({ role, content: z.string() })).min(1),
});

/** Keys that do not say what is looked for. */
const ABOUT_A_CHECK: ReadonlySet<string> = new Set([
  'name',
  'not',
  'match',
  'threshold',
  'lenient',
  'weight',
]);
const checkTemplate = z.string();
/** A pattern with placeholders is validated with each case's values instead, see `invalidPatterns.ts`. */
const checkPattern = z.string().superRefine((pattern, context) => {
  const problem = literal.namesIn(pattern).length > 0 ? null : patternProblem(pattern);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});
const settingsCheck = z
  .strictObject({
    name: z.string().optional().describe('Shown in reports. Default: `check 1`, `check 2`, …'),
    equals: checkTemplate.optional().describe('The answer equals this text.'),
    contains: checkTemplate.optional().describe('The answer contains this text.'),
    startsWith: checkTemplate.optional().describe('The answer starts with this text.'),
    endsWith: checkTemplate.optional().describe('The answer ends with this text.'),
    json: checkTemplate.optional().describe('The answer is the same JSON.'),
    regex: checkPattern.optional().describe('The answer matches this regular expression (RE2).'),
    rubric: checkTemplate
      .optional()
      .describe('A model grades from 1 to 5 how well the answer satisfies this text.'),
    isJson: z
      .union([z.literal(true), z.record(z.string(), z.unknown())])
      .optional()
      .describe('The answer is JSON that satisfies this schema; `true` accepts any JSON.'),
    toolCalls: z
      .union([checkTemplate, z.array(z.record(z.string(), z.unknown()))])
      .optional()
      .describe(
        'The answer makes these calls: a list of `{name, arguments}`, or JSON such as `{{expected}}`.',
      ),
    similar: checkTemplate
      .optional()
      .describe('The answer is close in meaning to this text, by the cosine of their embeddings.'),
    match: z
      .enum(CALL_MATCHES)
      .optional()
      .describe('How `toolCalls` are compared. Default: `unordered`.'),
    threshold: z
      .number()
      .gt(0)
      .max(1)
      .optional()
      .describe(
        'The min F1 for `match: f1`, the min cosine for `similar` (default 0.75), or the min grade for `rubric` (default: the grade is the score).',
      ),
    validToolCalls: z
      .literal(true)
      .optional()
      .describe('Every call is of a tool the prompt defines, with arguments of its schema.'),
    lenient: z
      .boolean()
      .optional()
      .describe('For `json` and `isJson`: accepts a comma after the last item.'),
    not: z.boolean().optional().describe('Inverts the check.'),
    weight: z
      .number()
      .min(0)
      .optional()
      .describe(
        'How much the check counts beside the others (default 1). With 0 it is reported, and decides nothing.',
      ),
  })
  .refine(
    (check) => Object.keys(check).filter((key) => !ABOUT_A_CHECK.has(key)).length === 1,
    `a check needs exactly one of equals, contains, startsWith, endsWith, json, regex, isJson, rubric, similar, toolCalls, validToolCalls`,
  )
  .refine(
    ({ json, isJson, lenient }) =>
      lenient === undefined || json !== undefined || isJson !== undefined,
    '`lenient` says how `json` and `isJson` read JSON',
  )
  .refine(
    ({ toolCalls, match }) => match === undefined || toolCalls !== undefined,
    '`match` applies only to `toolCalls`',
  )
  .refine(
    ({ match, threshold, similar, rubric }) =>
      similar !== undefined ||
      rubric !== undefined ||
      (match === 'f1') === (threshold !== undefined),
    '`match: f1` needs a `threshold`, for example 0.8; no other check but `similar` and `rubric` takes one',
  );

/** Unknown keys are kept and reported as warnings, so that a file written for a later version still works. */
export const settingsSchema = z.looseObject({
  variants: z
    .union([z.record(z.string(), z.int().min(0)), z.int().min(0).max(200), z.array(wording)])
    .optional()
    .describe(
      'The number of variants per class, the number in total, or a list of your own variants.',
    ),
  exclude: z
    .array(z.string().min(1), 'expected a list of variant ids, for example [synonym-1]')
    .optional()
    .describe(
      'Variants that are not sent, by id: `[synonym-1, paraphrase-2]`. Each is replaced by the next of its class.',
    ),
  shots: z
    .array(
      z.union([
        z.int().min(0),
        z.string().regex(/^(?:file|[1-9]\d?(?:\/[a-z]+)?(?:\/[1-9]\d?(?:-[1-9]\d?)?)?)$/),
      ]),
      'expected a list of few-shot configurations, for example [file, 1, 3, 3/diverse]',
    )
    .min(1)
    .optional()
    .describe(
      'Few-shot configurations: `file` is the messages as written, a number adds that many examples, `3/diverse/2` also sets how they are chosen and ordered. Default: `[file]`.',
    ),
  repeats: z
    .union(
      [z.int().min(1).max(100), z.literal('subset')],
      'expected a number of repeats, or subset',
    )
    .optional()
    .describe(
      'How often each call is made, to measure noise. `subset`: once, and a random fifth three times. Default: 2.',
    ),
  cells: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe(
      'With at least 20 variants and 50 cases: the share of variants × cases that is asked. PromptEval estimates the rest.',
    ),
  stop: z
    .enum(['early', 'never'])
    .optional()
    .describe(
      '`early` (default) stops a run when more cases would not change the verdict. `never` always runs the whole plan.',
    ),
  compare: z
    .enum(['words', 'meaning'])
    .optional()
    .describe(
      'How answers in prose are compared where nothing says what is right. `meaning` asks the judge which answers say the same. Default: `words`.',
    ),
  checks: z.array(settingsCheck).optional().describe('What counts as a correct answer.'),
  judge: z
    .boolean()
    .optional()
    .describe(
      "Whether a model may grade where the format's own checks ask for it, and say in `restraint` which sentences the context entails.",
    ),
  cases: z
    .union(
      [z.string().min(1), z.array(z.record(z.string(), z.unknown()))],
      'expected a list of rows, or the name of a CSV, JSON, JSONL or YAML file',
    )
    .optional()
    .describe(
      'Rows of inputs, or a CSV, JSON, JSONL or YAML file of them. `expected` is the correct answer, `id` names the row.',
    ),
  examples: z
    .union(
      [z.string().min(1), z.array(z.record(z.string(), z.unknown()))],
      'expected a list of rows, or the name of a CSV, JSON, JSONL or YAML file',
    )
    .optional()
    .describe(
      'Rows that few-shot examples are drawn from, like `cases`. Default: the other cases.',
    ),
  personas: z
    .union(
      [z.string().min(1), z.array(z.string().min(1))],
      'expected a list of sentences, or the name of a file of them',
    )
    .optional()
    .describe(
      'Sentences the persona class begins the prompt with, instead of its own: a list, or a CSV, JSON, JSONL or YAML file of rows with `text` and `status`, of which the approved are used; `shared:NAME` is in `.plumbline/shared`.',
    ),
  formats: z
    .union(
      [z.string().min(1), z.array(givenFormatSchema)],
      'expected a list of formats, or the name of a file of them',
    )
    .optional()
    .describe(
      'Formats the format class uses instead of its own: a list, or a CSV, JSON, JSONL or YAML file of rows with the same keys and `status`, of which the approved are used; `shared:NAME` is in `.plumbline/shared`.',
    ),
  instructionChecks: z
    .array(instructionCheckSchema)
    .optional()
    .describe(
      'What shows in an answer that an instruction was followed, for `plumbline load`, where its own words do not say it.',
    ),
  tools: z
    .union(
      [z.string().min(1), z.array(z.record(z.string(), z.unknown()))],
      'expected a list of tools, or the name of a JSON or YAML file',
    )
    .optional()
    .describe(
      'Functions the model may call, as in the OpenAI protocol, or a JSON or YAML file that lists them.',
    ),
  language: z
    .enum(LANGUAGE_IDS)
    .optional()
    .describe(
      "How variables are written in plain text (default: `literal`) and in Copilot's and Claude's files.",
    ),
  parameters: parametersSchema
    .optional()
    .describe(
      'Model parameters that the format has no place for. Known ones are checked, all others are sent as they are.',
    ),
  extract: extractSchema
    .optional()
    .describe(
      'How the answer is found in what the model writes, where the built-in rules do not find it.',
    ),
  models: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('The models to test on, one report each: names from `plumbline.yml`.'),
  budget: budgetSchema
    .optional()
    .describe('When a run stops: after so many calls, tokens, dollars or minutes.'),
  gates: gates.optional().describe('Limits on metrics. A failed gate fails the test.'),
  steps: stepsSchema.optional().describe('Tools in runs of several steps.'),
  restraint: restraintSchema
    .optional()
    .describe('When answers are not to be used: gates that the restraint study measures.'),
});

/** The settings as a report stores them: what the file said at the time, valid today or not. */
export const keptSettingsSchema = settingsSchema.extend({
  checks: z.array(z.looseObject({})).optional(),
  gates: z.record(z.string(), gate).optional(),
});

export type SensitivitySettings = z.infer<typeof settingsSchema>;
export type Wording = z.infer<typeof wording>;
export type SettingsCheck = z.infer<typeof settingsCheck>;

/** The variant id of a hand-written wording: its own `id`, or its position in the list. */
export const HAND_WRITTEN = 'handwritten';
export const wordingId = ({ id }: Wording, index: number): string =>
  id ?? `${HAND_WRITTEN}-${index + 1}`;
