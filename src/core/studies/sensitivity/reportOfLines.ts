/** Answers from anywhere as the report of a run: the same verdict, gates and views, without a prompt or a model. */

import type { Gate } from '../../prompt/settings/gates.js';
import type { Plan } from '../../plan/planRun.js';
import { resolveRunSettings } from '../../plan/runSettings.js';
import { cellKey, trialKey } from '../../plan/trial.js';
import { NO_PARAMETERS } from '../../prompt/parameters.js';
import type { Prompt } from '../../prompt/prompt.js';
import { NO_AUXILIARY_USE } from '../../run/auxiliaryUse.js';
import type { CompletedOutcome } from '../../run/outcome.js';
import type { RunFacts } from '../../run/runFacts.js';
import type { OutcomeLines } from '../../score/outcomeLines.js';
import type { Scores } from '../../score/scoreAnswers.js';
import { hash } from '../../text/hash.js';
import { originalOf, onlyThese } from '../../variants/makeVariants.js';
import type { Variant } from '../../variants/variant.js';
import { measureSensitivity } from './measure.js';
import type { Report } from './schema.js';

export interface LinesOrigin {
  /** The file's name. */
  readonly name: string;
  readonly gates: Readonly<Record<string, Gate>>;
  readonly at: Date;
}

/** `scores`: of these lines. */
export function reportOfLines(lines: OutcomeLines, scores: Scores, origin: LinesOrigin): Report {
  const prompt = promptOf(lines, origin.name);
  const variants = variantsOf(lines, prompt);
  const settings = {
    ...resolveRunSettings(prompt, {}, { seed: lines.seed }),
    gates: origin.gates,
  };
  const plan = planOf(lines, prompt, variants);
  const result = { outcomes: outcomesOf(lines), stopped: null, deterministic: false };
  const run: RunFacts = {
    ...{ plan, settings, result, passes: [result], startedAt: origin.at, wallMs: 0 },
    endpoint: {
      ...{ id: origin.name, price: null, auxiliaryPrice: null, concurrency: 1, notes: [] },
      recorded: { at: '' },
    },
    ...{ auxiliaryUse: NO_AUXILIARY_USE, auxiliaryNotes: [], vectors: null, onlyCases: null },
    stoppedEarly: null,
  };
  const { answers, shape } = lines;
  const gold = answers.some(({ score }) => score !== null);
  return measureSensitivity({
    design: {
      ...{ prompt, settings, plan, wordings: onlyThese(variants), price: null },
      estimate: {
        promptTokens: 0,
        completionTokens: 0,
        calls: 0,
        judgeCalls: 0,
        paraphraseCalls: 0,
        exampleCalls: 0,
        costUsd: 0,
      },
      ...{ passes: [], reusesAnswers: true },
    },
    run,
    answers: { shape, all: answers, counted: answers, gold },
    input: lines,
    scores,
  });
}

const START = { start: 0, end: 0, line: 1, column: 1 };

function promptOf({ cases }: OutcomeLines, path: string): Prompt {
  return {
    ...{ format: 'outcomes', path, name: path, description: null, model: null },
    ...{ parameters: NO_PARAMETERS, tools: [], language: 'literal', messages: [], partials: {} },
    ...{ start: START, variables: [], keys: [], cases, examples: [], casesKey: 'case' },
    ...{ checks: [], settings: {}, wordings: [], extra: {} },
  };
}

/** The original first, as in every run. */
function variantsOf({ variants, original }: OutcomeLines, prompt: Prompt): readonly Variant[] {
  const base = originalOf(prompt);
  const of = ({ id, class: classId, stress }: OutcomeLines['variants'][number]): Variant => ({
    ...{ ...base, id, class: classId, stress, change: '' },
    status: id === original ? 'original' : 'generated',
  });
  return variants.toSorted((a, b) => +(b.id === original) - +(a.id === original)).map(of);
}

function planOf(lines: OutcomeLines, prompt: Prompt, variants: readonly Variant[]): Plan {
  const { cases } = prompt;
  const variantById = new Map(variants.map((each) => [each.id, each]));
  const caseById = new Map(cases.map((each) => [each.id, each]));
  const cells = Map.groupBy(lines.answers, cellKey);
  const others = new Set(lines.answers.map(({ shots }) => shots));
  others.delete(lines.shots);
  return {
    ...{ prompt, variants, cases, allCases: cases, shots: [lines.shots, ...others] },
    repeats: Math.max(...[...cells.values()].map(({ length }) => length)),
    ...{
      cells: null,
      repeated: 'all',
      seed: lines.seed,
      model: '',
      judge: '',
      comparesMeaning: false,
    },
    trials: lines.answers.flatMap((answer) => {
      const [variantOf, caseOf] = [variantById.get(answer.variant), caseById.get(answer.case)];
      const { variant, shots, case: caseId, repeat } = answer;
      return variantOf && caseOf
        ? [
            {
              ...{ variant, shots, case: caseId, repeat, key: trialKey(answer) },
              ...{ variantOf, caseOf, probe: false },
            },
          ]
        : [];
    }),
    fingerprint: hash(JSON.stringify(lines.answers)),
    parts: { conditions: '', variants: {}, cases: {} },
    notes: [],
    requestOf: () => {
      throw new Error('answers from a file are not asked for again');
    },
  };
}

const outcomesOf = ({ answers }: OutcomeLines): CompletedOutcome[] =>
  answers.map(({ variant, shots, case: caseId, repeat, text, truncated }) => ({
    ...{ variant, shots, case: caseId, repeat, text, status: 'completed' },
    finishReason: truncated ? 'length' : null,
    ...{ tokens: null, usage: null, latencyMs: null, ttftMs: null, servedBy: null },
    ...{ cached: true, requests: 0 },
  }));
