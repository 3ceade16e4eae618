/** Answers from anywhere, one JSON object a line → what the metrics take. */

import { caseTitle } from '../text/caseTitle.js';
import * as z from 'zod';
import { UserError } from '../errors.js';
import { answerShapeOf, type AnswerShape } from '../prompt/answerShape.js';
import { NO_PARAMETERS } from '../prompt/parameters.js';
import type { Token } from '../ports/model.js';
import type { Case } from '../prompt/prompt.js';
import { withoutReasoning } from '../run/withoutReasoning.js';
import { isExactNumber, readExactJson, withDoubles } from '../text/exactJson.js';
import { isRecord } from '../text/narrow.js';
import { isToolCalls } from '../text/toolCalls.js';
import { isExpected } from '../answers/expectedAnswer.js';
import type { ScoreInput, VariantRole } from './scoreInput.js';
import { isAnswered, type Answer } from '../answers/answer.js';
import { answerIn } from '../answers/readAnswer.js';
import { formOfText, shapeOfTexts } from '../answers/shapeOfAnswers.js';
import { confidenceOf } from '../answers/tokenConfidence.js';
import { worded } from '../say/worded.js';

const name = z.union([z.string(), z.number()]).transform(String);
/** A text as it is, any other value as JSON. */
const said = z
  .union([
    z.string(),
    z.number(),
    z.boolean(),
    z.array(z.unknown()),
    z.record(z.string(), z.unknown()),
  ])
  .transform((value) => (typeof value === 'string' ? value : JSON.stringify(value)));

export const outcomeLineSchema = z.looseObject({
  case: name,
  variant: name,
  class: z.string().optional(),
  shots: name.optional(),
  repeat: z.int().min(0),
  text: z.string(),
  expected: said.nullish(),
  /** The answer read out of the text already; null: it could not be read. */
  answer: said.nullish(),
  score: z.number().min(0).max(1).nullish(),
  logprobs: z.array(z.number()).nullish(),
  /** For each token its alternatives: `{token: logprob}`, or a list of `{token, logprob}`. */
  topLogprobs: z
    .array(
      z.union([
        z.record(z.string(), z.number()),
        z.array(z.object({ token: z.string(), logprob: z.number() })),
      ]),
    )
    .nullish(),
  tokens: z.array(z.string()).nullish(),
  /** Natural log probability of this whole text after the prompt of each variant, by variant: what `posix` needs. */
  logLikelihoods: z.record(z.string(), z.number()).nullish(),
  /** Tokens of the text, where neither `logprobs` nor `tokens` says. */
  tokenCount: z.int().min(0).nullish(),
  finishReason: z.string().nullish(),
});
type Line = z.infer<typeof outcomeLineSchema>;

const ORIGINAL = 'original';
/** Classes that are stress tests by their nature, wherever they were run. */
const STRESS_CLASSES = new Set(['typo', 'stress']);

export interface OutcomeLines extends ScoreInput {
  readonly cases: readonly Case[];
  readonly shape: AnswerShape;
  /** Lines that tell of a call another line tells of already; they count as further repeats. */
  readonly twice: readonly string[];
}

/** Throws `UserError`, with the line's number, for a line that is not of the documented form, and for an empty file. */
export function readOutcomeLines(
  text: string,
  { name: file, seed }: { name: string; seed: number },
): OutcomeLines {
  const numbered = text
    .replace(/^\ufeff/, '')
    .split('\n')
    .flatMap((line, index) =>
      line.trim() === '' ? [] : [{ at: index + 1, line: readLine(line, `${file}:${index + 1}`) }],
    );
  const lines = numbered.map(({ line }) => withoutThoughts(line));
  const [first] = lines;
  if (!first)
    throw new UserError(
      worded`${file} holds no outcomes. Write one JSON object a line: {"case", "variant", "repeat", "text", …}.`,
    );
  const cases = casesOf(lines);
  const shape = shapeOf(cases, lines);
  const variants = variantsOf(lines);
  const original = variants.find(({ id }) => id === ORIGINAL) ?? (variants[0] as VariantRole);
  return {
    ...{ cases, shape, twice: toldTwice(numbered, file) },
    answers: lines.map((line): Answer => {
      const answer = line.answer === undefined ? answerIn(line.text, shape) : (line.answer ?? null);
      const truncated = line.finishReason === 'length';
      return {
        variant: line.variant,
        shots: line.shots ?? 'file',
        case: line.case,
        repeat: line.repeat,
        text: line.text,
        answer,
        score: isAnswered({ ...line, truncated }) ? scoreOf(line) : (line.score ?? null),
        truncated,
        confidence: confidenceOf(line.tokensOfText, answer, shape),
        ...likelihoodsOf(line),
      };
    }),
    variants,
    original: original.id,
    shots: first.shots ?? 'file',
    labels: shape.kind === 'label' ? shape.labels : null,
    distance: shape.kind,
    expected: new Map(
      cases.flatMap(({ id, expected }) => (expected === null ? [] : [[id, expected] as const])),
    ),
    deterministic: false,
    failed: 0,
    seed,
  };
}

/** Without expected answers that tell, answers that are calls tell of themselves. */
function shapeOf(cases: readonly Case[], lines: readonly ReadLine[]): AnswerShape {
  const shape = answerShapeOf({ cases, parameters: NO_PARAMETERS, tools: [] });
  if (shape.kind !== 'text') return shape;
  if (lines.some(({ text }) => isToolCalls(text)))
    return { kind: 'toolCalls', defaults: new Map() };
  if (cases.some(({ expected }) => expected !== null)) return shape;
  return shapeOfTexts(
    lines.map(({ text }) => formOfText(text)),
    shape,
  );
}

/** A line whose text is the answer alone, as a run reads it, with the tokens of this text. */
interface ReadLine extends Line {
  readonly tokensOfText: readonly Token[] | null;
}

function withoutThoughts(line: Line): ReadLine {
  const { text, tokens } = withoutReasoning({ text: line.text, tokens: tokensOf(line) });
  return { ...line, text, tokensOfText: tokens };
}

/** Copied lines would pass for repeats that agree. */
function toldTwice(lines: readonly { at: number; line: Line }[], file: string): string[] {
  const seen = new Map<string, number>();
  return lines.flatMap(({ at, line }) => {
    const { case: caseId, variant, shots = 'file', repeat } = line;
    const key = JSON.stringify([caseId, variant, shots, repeat]);
    const before = seen.get(key);
    if (before === undefined) seen.set(key, at);
    return before === undefined
      ? []
      : [
          `${file}:${at}: repeat ${repeat} of ${caseTitle(caseId)} under ${variant} stands in line ${before} already; it counts as a further repeat.`,
        ];
  });
}

function readLine(line: string, place: string): Line {
  let value: unknown;
  try {
    value = readExactJson(line);
  } catch (error) {
    throw new UserError(worded`${place}: not valid JSON (${(error as Error).message}).`);
  }
  const parsed = outcomeLineSchema.safeParse(isRecord(value) ? withExactAnswers(value) : value);
  if (parsed.success) return parsed.data;
  throw new UserError(() => `${place}: ${problemOf(parsed.error, value)}`);
}

/** Ids and answers keep all of their digits; what is computed with needs doubles. */
function withExactAnswers(line: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(line).map(([key, value]) => {
    if (isExactNumber(value) && IDS_AND_ANSWERS.has(key)) return [key, value.rawJSON] as const;
    return [key, IDS_AND_ANSWERS.has(key) ? value : withDoubles(value)] as const;
  });
  return Object.fromEntries(entries);
}

const IDS_AND_ANSWERS = new Set(['case', 'variant', 'shots', 'expected', 'answer']);

/** The first thing wrong with a line. */
function problemOf({ issues: [issue] }: z.ZodError, line: unknown): string {
  const [key, ...deeper] = issue?.path ?? [];
  if (key === undefined) return 'a line holds one JSON object.';
  const name = [key, ...deeper].map(String).join('.');
  return isRecord(line) && line[String(key)] === undefined
    ? `"${name}" is missing.`
    : `"${name}": ${issue?.message ?? 'is not of this form'}.`;
}

/** A given score wins over comparing the answer, and the answer over the whole text. */
function scoreOf({ score, expected, answer, text }: Line): number | null {
  if (score !== null && score !== undefined) return score;
  if (expected === null || expected === undefined) return null;
  return isExpected(answer ?? text, expected, { tools: [] }) ? 1 : 0;
}

function casesOf(lines: readonly Line[]): Case[] {
  const expected = new Map(lines.map((line) => [line.case, line.expected ?? null]));
  return [...expected].map(([id, gold]) => ({ id, inputs: {}, expected: gold, range: null }));
}

function variantsOf(lines: readonly Line[]): VariantRole[] {
  const classes = new Map<string, string>();
  for (const line of lines)
    if (!classes.has(line.variant)) classes.set(line.variant, line.class ?? line.variant);
  return [...classes].map(([id, classId]) => ({
    id,
    class: classId,
    stress: STRESS_CLASSES.has(classId),
    reviewed: true,
  }));
}

function tokensOf({ logprobs, topLogprobs, tokens, text }: Line) {
  if (!logprobs) return null;
  const whole = logprobs.length === 1 ? [text] : [];
  return logprobs.map((logprob, index) => {
    const top = alternativesOf(topLogprobs?.[index]);
    const likeliest = top.find((each) => Math.abs(each.logprob - logprob) < 1e-9)?.text;
    return { text: tokens?.[index] ?? likeliest ?? whole[index] ?? '', logprob, top };
  });
}

function likelihoodsOf(line: Line): Pick<Answer, 'likelihoods'> {
  const { logLikelihoods, logprobs, tokens, tokenCount } = line;
  const length = logprobs?.length ?? tokens?.length ?? tokenCount ?? null;
  if (!logLikelihoods || length === null) return {};
  return { likelihoods: { tokens: length, byVariant: logLikelihoods } };
}

function alternativesOf(
  given: Record<string, number> | { token: string; logprob: number }[] | undefined,
) {
  if (!given) return [];
  if (Array.isArray(given)) return given.map(({ token, logprob }) => ({ text: token, logprob }));
  return Object.entries(given).map(([text, logprob]) => ({ text, logprob }));
}
