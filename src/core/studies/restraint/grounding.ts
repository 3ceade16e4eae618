/** Whether answers rest on what the cases give: sentence by sentence, by the passages they cite, by the schema asked for. */

import { groundedness, type SentenceSupport } from '../../answers/groundedness.js';
import { satisfies } from '../../answers/jsonSchema.js';
import { mean } from '../../numbers/describe.js';
import { meansByCase } from '../../numbers/meansByCase.js';
import { randomFrom } from '../../numbers/random.js';
import type { Prompt } from '../../prompt/prompt.js';
import { rateInterval } from '../../score/statistics/caseIntervals.js';
import { contextOf } from './contextOf.js';
import { entailmentIn } from './entailed.js';
import type { RestraintAnswer } from './judged.js';
import { EXAMPLES, exampleText } from './examples.js';
import type { RestraintFindings } from './schema.js';

type Grounding = NonNullable<RestraintFindings['grounding']>;

/** The prompt says that nothing but the context may be used. */
const ONLY =
  /\b(?:only|solely|exclusively|nothing but|nur|ausschließlich|uniquement|seulement|solo|únicamente)\b.{0,60}\b(?:contexts?|passages?|notes?|texts?|documents?|sources?|articles?|information|kontext|quellen|contexte|contexto|documentos?)\b/isu;

export interface GroundingOptions {
  readonly prompt: Prompt;
  /** Variables that hold what answers rest on, where cases have no passages. */
  readonly required: readonly string[];
  readonly seed: number;
  /** The model that was asked about each sentence; null: none. */
  readonly judge: string | null;
}

/** Of answers that were given, to cases that lack nothing; null where no case has anything to rest on. */
export function groundingIn(
  answers: readonly RestraintAnswer[],
  { prompt, required, seed, judge }: GroundingOptions,
): Grounding | null {
  const cases = new Map(prompt.cases.map((each) => [each.id, each]));
  const read = answers
    .filter(({ act }) => act === 'answer')
    .flatMap((answer) => {
      const tested = cases.get(answer.case);
      const context = tested && contextOf(tested, required);
      if (!context) return [];
      const { passages, question } = context;
      return [
        { answer, case: answer.case, sentences: groundedness(answer.text, passages, question) },
      ];
    });
  const sentences = read.flatMap((each) => each.sentences);
  if (sentences.length === 0) return null;
  const perCase = [...meansByCase(read, (each) => supportedShare(each.sentences)).values()];
  return {
    answers: read.length,
    fully: read.filter((each) => each.sentences.every(({ supported }) => supported)).length,
    sentences: sentences.length,
    supported: sentences.filter(({ supported }) => supported).length,
    rate: perCase.length === 0 ? null : mean(perCase),
    ci: perCase.length === 0 ? null : rateInterval(perCase, randomFrom('grounding', seed)).ci,
    citations: {
      cited: sentences.flatMap(({ cites }) => cites).length,
      exist: sentences.flatMap(({ exist }) => exist).length,
      sentences: sentences.filter(({ citedSupport }) => citedSupport !== null).length,
      support: sentences.filter(({ citedSupport }) => citedSupport === true).length,
    },
    onlyContextAsked: prompt.messages.some(
      ({ role, content }) => role !== 'assistant' && ONLY.test(content),
    ),
    ...entailmentIn(read, { judge, seed }),
    examples: read
      .flatMap(({ answer, sentences: own }) =>
        own
          .filter(({ supported }) => !supported)
          .map(({ sentence }) => ({
            ...{ case: answer.case, variant: answer.variant },
            text: exampleText(sentence),
          })),
      )
      .slice(0, EXAMPLES),
  };
}

const supportedShare = (sentences: readonly SentenceSupport[]): number | null =>
  sentences.length === 0 ? null : mean(sentences.map(({ supported }) => (supported ? 1 : 0)));

/** Answers that keep the JSON schema the prompt asks for; null where it asks for none. */
export function schemaKept(
  answers: readonly RestraintAnswer[],
  { parameters }: Pick<Prompt, 'parameters'>,
): RestraintFindings['schemaKept'] {
  const schema = parameters.jsonSchema?.schema;
  if (schema === undefined || schema === null) return null;
  return {
    kept: answers.filter(({ text }) => satisfies(text, schema)).length,
    of: answers.length,
  };
}
