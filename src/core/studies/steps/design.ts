/** The cases in every wording, and each again in the original wording with a tool that fails. */

import { UserError } from '../../errors.js';
import { designVariants, type Design } from '../../plan/design.js';
import { drawnCases, refuseUnrunnable, type Plan } from '../../plan/planRun.js';
import { forOwnCases } from '../../plan/runSettings.js';
import { bothEstimates, estimatePlan } from '../../plan/planEstimate.js';
import {
  DEFAULT_MAX_STEPS,
  TOOL_FAULTS,
  type StepsSettings,
  type ToolFault,
  type ToolMock,
} from '../../prompt/settings/steps.js';
import type { Case, Prompt } from '../../prompt/prompt.js';
import type { DesignTools } from '../../run/runWork.js';
import type { Subject } from '../../study.js';
import { hash } from '../../text/hash.js';
import { forAnswers } from './answerChecks.js';
import { ORIGINAL } from '../../variants/makeVariants.js';
import { withRubrics } from './rubrics.js';
import type { MockedTools } from './tools.js';
import type { Turn } from './trajectory.js';
import { worded } from '../../say/worded.js';
import { listed } from '../../say/listSaid.js';

export interface StepsDesign extends Design {
  readonly mocked: MockedTools;
  /** Max model calls of a run. */
  readonly maxSteps: number;
  /** The tool whose call ends a run; null: none. */
  readonly final: string | null;
  /** Whether a run waits where no mock answers a call. */
  readonly waits: boolean;
  /** Whether a judge is asked about runs. */
  readonly isJudged: boolean;
  /** What came before each trial of a later step, by its key: filled as these are planned. */
  readonly before: Map<string, { readonly turns: readonly Turn[]; readonly isFaulty: boolean }>;
  /** By the id of the case it was made into. */
  readonly faulty: ReadonlyMap<string, { readonly of: string; readonly fault: ToolFault }>;
}

/** Throws `UserError` where the prompt has no tools, nothing answers for them, or a mock names another tool. */
export async function designSteps(
  { prompt: whole }: Subject,
  { settings: asked, endpoint, sources }: DesignTools,
): Promise<StepsDesign> {
  const steps = asked.steps ?? {};
  const mocks = mocksOf(whole, steps, asked.waitsForTools ?? false);
  refuseUnrunnable(whole, asked);
  const chosen = drawnCases(casesOf(whole), asked);
  const { cases, faulty } = faultyCases(chosen, steps.faults ?? TOOL_FAULTS);
  const prompt = { ...forAnswers(whole), cases: [...chosen, ...cases].map(forAnswers) };
  const settings = forOwnCases(asked);
  const design = await designVariants(prompt, settings, {
    endpoint,
    sources: { ...sources, ask: null },
  });
  const isJudged = endpoint.judge !== undefined && whole.settings.judge !== false;
  const plan = {
    ...design.plan,
    // A fault is tried on the original wording alone.
    trials: design.plan.trials.filter(
      (trial) => trial.variant === ORIGINAL || !faulty.has(trial.case),
    ),
    fingerprint: hash(
      JSON.stringify([
        design.plan.fingerprint,
        { ...steps, mocks },
        ...(isJudged ? [`judged by ${design.plan.judge}`] : []),
      ]),
    ),
  };
  const maxSteps = steps.max ?? DEFAULT_MAX_STEPS;
  const later = Array.from({ length: maxSteps - 1 }, () => ({
    ...{ concurrency: null, trials: plan.trials.length },
  }));
  const estimated = (of: typeof plan) =>
    estimatePlan(of, {
      price: endpoint.price,
      judge: endpoint.judge ?? endpoint,
      awaited: design.wordings.awaited,
      embeds: false,
    });
  const estimate = estimated(plan);
  return {
    ...{ ...design, plan, maxSteps, faulty, final: steps.final ?? null },
    madeCases: faulty.size,
    ...{ isJudged, before: new Map(), waits: asked.waitsForTools ?? false },
    estimate: later.reduce(
      (all) => bothEstimates(all, estimate),
      isJudged ? estimated(graded(plan, faulty)) : estimate,
    ),
    passes: [{ concurrency: null }, ...later],
    mocked: { tools: prompt.tools, mocks },
  };
}

/** Each run is graded once. */
const graded = <P extends Plan>(plan: P, faulty: StepsDesign['faulty']): P => ({
  ...plan,
  trials: plan.trials.map((trial) =>
    faulty.has(trial.case) ? trial : { ...trial, caseOf: withRubrics(trial.caseOf) },
  ),
});

function mocksOf(
  { path, tools }: Prompt,
  { mocks = [], final }: StepsSettings,
  mayLack: boolean,
): readonly ToolMock[] {
  const names = tools.map(({ name }) => name);
  if (names.length === 0)
    throw new UserError(worded`${path} has no tools, so there are no steps. Add \`tools:\`.`);
  if (final !== undefined && !names.includes(final))
    throw new UserError(worded`steps.final of ${path} is ${final}. Its tools: ${listed(names)}.`);
  if (!Array.isArray(mocks) || (mocks.length === 0 && !mayLack))
    throw new UserError(
      worded`Nothing says what the tools of ${path} answer. Add mocks to its settings, for example:\n${`steps:\n  mocks:\n    - { tool: ${names[0] as string}, output: { … } }`}`,
    );
  const unknown = [...new Set(mocks.map(({ tool }) => tool))].filter(
    (name) => !names.includes(name),
  );
  if (unknown.length > 0)
    throw new UserError(
      worded`steps.mocks of ${path} names ${listed(unknown)}. Its tools: ${listed(names)}.`,
    );
  return mocks;
}

/** A prompt without variables needs no cases: it becomes one. */
const casesOf = ({ cases }: Prompt): readonly Case[] =>
  cases.length > 0 ? cases : [{ id: '1', inputs: {}, expected: null, range: null }];

function faultyCases(cases: readonly Case[], faults: readonly ToolFault[]) {
  const made = cases.flatMap((each) =>
    faults.map((fault) => ({ of: each.id, fault, case: { ...each, id: `${each.id} · ${fault}` } })),
  );
  return {
    cases: made.map((each) => each.case),
    faulty: new Map(made.map(({ of, fault, case: { id } }) => [id, { of, fault }])),
  };
}
