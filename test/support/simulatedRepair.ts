/** Runs of the repair study whose answers are drawn, so that it is known which change is better, and whether any is. */

import { randomFrom, type Random } from '../../src/core/numbers/random.js';
import { sourcesWithoutModel } from '../../src/core/plan/design.js';
import type { Plan } from '../../src/core/plan/planRun.js';
import { resolveRunSettings } from '../../src/core/plan/runSettings.js';
import { NO_AUXILIARY_USE } from '../../src/core/run/auxiliaryUse.js';
import type { Outcome } from '../../src/core/run/outcome.js';
import type { RunResult } from '../../src/core/run/runPlan.js';
import { resultOf } from '../../src/core/study.js';
import { repair } from '../../src/core/studies/repair/repair.js';
import type { RepairDesign } from '../../src/core/studies/repair/repairDesign.js';
import type { Repair } from '../../src/core/studies/repair/schema.js';
import { placeOf } from '../../src/core/studies/repair/wordings.js';
import { promptFrom } from './prompts.js';

const LABELS = ['bug', 'billing', 'praise'] as const;

/** Its labels are named nowhere, so that listing them is one of the changes that are tried. */
export const repairText = (cases: number, { gold = true } = {}): string => `name: Triage
model: local
messages:
  - role: system
    content: You sort tickets for a small shop. Read the ticket first. Be brief. Answer with one word.
  - role: user
    content: |-
      Task: Pick a label.
      Ticket: {{ticket}}
      Label:
testData:
${Array.from({ length: cases }, (_, n) => `  - { ticket: 'Ticket number ${n}'${gold ? `, expected: ${LABELS[n % LABELS.length]}` : ''} }`).join('\n')}
`;

/** How a change is answered: the share of cases whose answer depends on the wording, and the chance that any other is right. */
export interface Truth {
  readonly moving: number;
  readonly right: number;
  /** Other cases move than do under the prompt as it is. Absent: hard cases are hard for all. */
  readonly onOthers?: true;
}

/**
 * A case that moves is right in half of its wordings, which is an effect of .5, and of .405 with the noise below: effect .25,
 * accuracy .66.
 */
export const FRAGILE: Truth = { moving: 0.617, right: 0.94 };
/** Effect .08, accuracy .81. */
export const REPAIRED: Truth = { moving: 0.2, right: 0.94 };

export async function designedRepair(cases: number): Promise<RepairDesign> {
  const prompt = promptFrom(repairText(cases));
  return repair.design(
    { prompt, text: '' },
    {
      settings: resolveRunSettings(prompt, {}, {}),
      endpoint: { model: 'm', price: null, concurrency: 1, recordedAt: null },
      sources: sourcesWithoutModel(null, 'm'),
    },
  );
}

/** The rounds of one run of a design; `seed` draws the answers. */
export async function simulatedRounds(
  design: RepairDesign,
  truthOf: (candidate: string) => Truth,
  seed: number,
): Promise<readonly RunResult[]> {
  const results: RunResult[] = [answered(design.plan, truthOf, seed)];
  for (;;) {
    const plan = await repair.planOf?.(design, results);
    if (!plan || results.length === design.passes.length) break;
    results.push(answered(plan, truthOf, seed));
  }
  return results;
}

/** The result of such a run. */
export async function simulatedRepair(
  design: RepairDesign,
  truthOf: (candidate: string) => Truth,
  seed: number,
): Promise<Repair> {
  const results = await simulatedRounds(design, truthOf, seed);
  return resultOf(repair, design, {
    ...{ plan: design.plan, settings: design.settings, passes: results },
    result: results[0] as RunResult,
    endpoint: {
      ...{ id: 'simulated', price: null, auxiliaryPrice: null, recorded: null },
      ...{ concurrency: 1, notes: [] },
    },
    ...{ startedAt: new Date(0), wallMs: 0, auxiliaryUse: NO_AUXILIARY_USE, auxiliaryNotes: [] },
    ...{ vectors: null, onlyCases: null, stoppedEarly: null },
  });
}

/** The share of answers that come out otherwise when asked again. */
const NOISE = 0.05;

function answered(plan: Plan, truthOf: (candidate: string) => Truth, seed: number): RunResult {
  const cells = new Map<string, boolean>();
  const outcomes = plan.trials.map((trial): Outcome => {
    const { variant, caseOf } = trial;
    const cell = JSON.stringify([variant, trial.case]);
    const isRight = cells.get(cell) ?? drawnCell(trial, truthOf, seed);
    cells.set(cell, isRight);
    const flips = randomFrom('noise', seed, trial.key).float() < NOISE;
    const wrong = LABELS[(LABELS.indexOf(caseOf.expected as 'bug') + 1) % LABELS.length] ?? '';
    const text = isRight === flips ? wrong : (caseOf.expected ?? '');
    return {
      ...{ variant, shots: trial.shots, case: trial.case, repeat: trial.repeat },
      ...{ status: 'completed', text, finishReason: 'stop', tokens: null, servedBy: null },
      usage: { promptTokens: 40, completionTokens: 1, cachedTokens: null },
      ...{ latencyMs: 1, ttftMs: null, cached: false, requests: 1 },
    };
  });
  return { outcomes, stopped: null, deterministic: false };
}

function drawnCell(
  { variant, case: id }: Plan['trials'][number],
  truthOf: (candidate: string) => Truth,
  seed: number,
): boolean {
  const { candidate } = placeOf(variant);
  const { moving, right, onOthers } = truthOf(candidate);
  const ofCase: Random = randomFrom('case', seed, onOthers ? candidate : '', id);
  const moves = ofCase.float() < moving;
  const always = ofCase.float() < right;
  return moves ? randomFrom('cell', seed, variant, id).float() < 0.5 : always;
}
