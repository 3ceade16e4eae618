/** The `sensitivity:` block of a prompt file, and the defaults of `plumbline.yml`, which have the same shape. */

import * as z from 'zod';
import { didYouMean } from '../../text/nearest.js';
import { patternProblem } from '../../text/pattern.js';
import { CALL_MATCHES } from '../checks/check.js';
import { LANGUAGE_IDS } from '../languages/languages.js';
import { literal } from '../languages/literal.js';
import { extractSchema } from './extract.js';
import { GATE_NAMES } from './metricIds.js';
import { parametersSchema } from './modelParameters.js';

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
]);
const checkTemplate = z.string();
/** One with placeholders is looked at with each case's values, see `filledPatterns.ts`. */
const checkPattern = z.string().superRefine((pattern, context) => {
  const problem = literal.namesIn(pattern).length > 0 ? null : patternProblem(pattern);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});
const settingsCheck = z
  .strictObject({
    name: z.string().optional(),
    equals: checkTemplate.optional(),
    contains: checkTemplate.optional(),
    startsWith: checkTemplate.optional(),
    endsWith: checkTemplate.optional(),
    json: checkTemplate.optional(),
    regex: checkPattern.optional(),
    /** A model judges how well the answer keeps it. */
    rubric: checkTemplate.optional(),
    /** A JSON schema, or true for any JSON. */
    isJson: z.union([z.literal(true), z.record(z.string(), z.unknown())]).optional(),
    /** The calls that are expected, as a list of `{name, arguments}` or as JSON, for instance `{{expected}}`. */
    toolCalls: z.union([checkTemplate, z.array(z.record(z.string(), z.unknown()))]).optional(),
    /** As near in meaning, by embeddings. */
    similar: checkTemplate.optional(),
    /** How calls are compared: `unordered` where it is not said. */
    match: z.enum(CALL_MATCHES).optional(),
    /** The F1 that is enough, where calls are matched by `f1`; the cosine that is, for `similar` (0.75 where it is not said). */
    threshold: z.number().gt(0).max(1).optional(),
    /** Every call is of a tool the prompt defines, with arguments of its schema. */
    validToolCalls: z.literal(true).optional(),
    /** For `json` and `isJson`: takes a comma after the last item. */
    lenient: z.boolean().optional(),
    /** The check passes when the answer does not. */
    not: z.boolean().optional(),
  })
  .refine(
    (check) => Object.keys(check).filter((key) => !ABOUT_A_CHECK.has(key)).length === 1,
    `a check names exactly one of equals, contains, startsWith, endsWith, json, regex, isJson, rubric, similar, toolCalls, validToolCalls`,
  )
  .refine(
    ({ json, isJson, lenient }) =>
      lenient === undefined || json !== undefined || isJson !== undefined,
    '`lenient` says how `json` and `isJson` read JSON',
  )
  .refine(
    ({ toolCalls, match }) => match === undefined || toolCalls !== undefined,
    '`match` says how `toolCalls` are compared',
  )
  .refine(
    ({ match, threshold, similar }) =>
      similar !== undefined || (match === 'f1') === (threshold !== undefined),
    '`match: f1` needs a `threshold`, for instance 0.8; beside it only `similar` has one',
  );

const bound = z.number().min(-1).max(1);
const gate = z
  .strictObject({
    max: bound.optional(),
    min: bound.optional(),
    /** `point` looks at the value alone; absent: at its interval. */
    mode: z.enum(['point']).optional(),
  })
  .refine((limits) => limits.max !== undefined || limits.min !== undefined, {
    message: 'a gate needs max, min, or both',
  });

const gateName = z
  .string()
  .refine((name) => GATE_NAMES.includes(name))
  .meta({ enum: GATE_NAMES });
const GATES_PEOPLE_SET = ' For instance accuracy, excess and confidence are.';
const gates = z.record(gateName, gate, {
  error: ({ code, input }) =>
    code === 'invalid_key'
      ? `no number of the report is called that.${didYouMean(String(input), GATE_NAMES) || GATES_PEOPLE_SET}`
      : undefined,
});

export const budgetSchema = z.strictObject({
  calls: z.int().positive().optional(),
  usd: z.number().positive().optional(),
});

/** Keys it does not know are kept and told, so that a file written for a later version still works. */
export const settingsSchema = z.looseObject({
  /** How many variants of each class, how many in all, or the wordings themselves. */
  variants: z
    .union([z.record(z.string(), z.int().min(0)), z.int().min(0).max(200), z.array(wording)])
    .optional(),
  /**
   * Few-shot configurations: `file` is the messages as they stand, a number adds that many examples; `3/diverse/2` says how
   * they are chosen and in which order they stand.
   */
  shots: z
    .array(
      z.union([
        z.int().min(0),
        z.string().regex(/^(?:file|[1-9]\d?(?:\/[a-z]+)?(?:\/[1-9]\d?(?:-[1-9]\d?)?)?)$/),
      ]),
      'expected a list of few-shot configurations, for instance [file, 1, 3, 3/diverse]',
    )
    .min(1)
    .optional(),
  /** `subset`: every call once, and a random fifth of them three times, where repeating everything is too dear. */
  repeats: z
    .union(
      [z.int().min(1).max(100), z.literal('subset')],
      'expected a number of repeats, or subset',
    )
    .optional(),
  /** `early` (the default): end a run when more cases would not change the verdict. `never`: always run the whole plan. */
  stop: z.enum(['early', 'never']).optional(),
  checks: z.array(settingsCheck).optional(),
  /** Whether a model may judge where the format's own checks ask for one. */
  judge: z.boolean().optional(),
  /** Rows of inputs, or a file of them: `expected` is the right answer, `id` names the row. */
  cases: z
    .union(
      [z.string().min(1), z.array(z.record(z.string(), z.unknown()))],
      'expected a list of rows, or the name of a CSV, JSON, JSONL or YAML file',
    )
    .optional(),
  /** What few-shot examples are drawn from, in the same form as `cases`; without them they are drawn from the other cases. */
  examples: z
    .union(
      [z.string().min(1), z.array(z.record(z.string(), z.unknown()))],
      'expected a list of rows, or the name of a CSV, JSON, JSONL or YAML file',
    )
    .optional(),
  /** Functions the model may call, as the OpenAI protocol writes them, or a JSON or YAML file that lists them. */
  tools: z
    .union(
      [z.string().min(1), z.array(z.record(z.string(), z.unknown()))],
      'expected a list of tools, or the name of a JSON or YAML file',
    )
    .optional(),
  /** How variables are written in a file of plain text. */
  language: z.enum(LANGUAGE_IDS).optional(),
  /** Model parameters the format has no place for. Known ones are checked, all others are sent as they are. */
  parameters: parametersSchema.optional(),
  /** How the answer is found in what the model writes, where the built-in rules do not find it. */
  extract: extractSchema.optional(),
  models: z.array(z.string()).min(1).optional(),
  budget: budgetSchema.optional(),
  gates: gates.optional(),
});

/** As a report keeps them: what the file said then, whether or not it would be taken today. */
export const keptSettingsSchema = settingsSchema.extend({
  checks: z.array(z.looseObject({})).optional(),
  gates: z.record(z.string(), gate).optional(),
});

export type SensitivitySettings = z.infer<typeof settingsSchema>;
export type Wording = z.infer<typeof wording>;
export type Gate = z.infer<typeof gate>;
export type SettingsCheck = z.infer<typeof settingsCheck>;

/** A wording written by hand goes by its own id, else by its number. */
export const HAND_WRITTEN = 'handwritten';
export const wordingId = ({ id }: Wording, index: number): string =>
  id ?? `${HAND_WRITTEN}-${index + 1}`;
