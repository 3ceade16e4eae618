import type { Entry } from '../entry.js';
import { estimateRun, type EstimateTools } from '../runEstimate.js';
import type { TestRequest } from '../testRequest.js';
import type { Takes } from './runBatch.js';

/**
 * What a test of a prompt takes at most; null where that cannot be known. `cases`: how many of them are wanted; null: all.
 * `overrides`: as the test would be asked for.
 */
export async function takesOf(
  { prompt, place }: Entry,
  cases: number | null,
  { overrides, ...tools }: EstimateTools & Pick<TestRequest, 'overrides'>,
): Promise<Takes | null> {
  if (tools.models.chosen()?.kind === 'recorded') return { calls: 0, costUsd: 0, findings: [] };
  const estimate = prompt && place && (await estimateRun({ prompt, place }, tools, overrides));
  if (!estimate) return null;
  const share = cases === null ? 1 : cases / Math.max(1, prompt.cases.length);
  return {
    calls: Math.ceil(estimate.calls * share),
    costUsd: estimate.costUsd === null ? null : estimate.costUsd * share,
    findings: estimate.findings(),
  };
}
