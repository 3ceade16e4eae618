import { planRun, type Plan, type PlanOptions } from '../../src/core/plan/planRun.js';
import type { Prompt } from '../../src/core/prompt/prompt.js';
import { variantOf } from './variants.js';

/** All cases once, as the file words them, but for what is asked otherwise. */
export const planFor = (prompt: Prompt, asked: Partial<PlanOptions> = {}): Plan =>
  planRun(prompt, {
    variants: [variantOf({ id: 'original', messages: prompt.messages })],
    shots: ['file'],
    repeats: 1,
    caseIds: null,
    sample: null,
    seed: 1,
    model: 'm',
    topLogprobs: null,
    ...asked,
  });
