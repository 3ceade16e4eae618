import type { Report } from '../../core/index.js';
import type { Spent } from './runBatch.js';

/** `addedTo`: the report of the run that a part was added to, whose calls were made before. */
export function spentOn(report: Report | null, addedTo: Report | null): Spent {
  if (!report) return { calls: 0, usd: 0 };
  const isAdded = report.plan.only === 'added' && addedTo !== null;
  const before = isAdded ? addedTo : null;
  return {
    calls: Math.max(0, report.totals.requests - (before?.totals.requests ?? 0)),
    usd: Math.max(0, (report.costUsd ?? 0) - (before?.costUsd ?? 0)),
  };
}
