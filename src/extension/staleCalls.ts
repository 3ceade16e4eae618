import type { Prompt, Report } from '../core/index.js';
import type { Entry } from './entry.js';
import { engine } from './engine.js';
import type { PromptPlace } from './platform.js';
import { estimateRun, type EstimateTools } from './runEstimate.js';
import { whyUnavailable } from './trust.js';

interface Counted {
  readonly report: Report;
  readonly model: string | undefined;
  readonly calls: Promise<number | null>;
}

/** Counted once for each text of a prompt, report and model: reading the cache takes a while. */
const counted = new WeakMap<Prompt, Counted>();

/** How many calls a new run would make after a change; null where nothing changed or that cannot be known. Sends nothing. */
export async function newCallsOf(entry: Entry, tools: EstimateTools): Promise<number | null> {
  const { uri, report, prompt, place, phase } = entry;
  if (!report || !prompt || !place || phase.kind !== 'idle' || whyUnavailable(uri)) return null;
  const model = tools.models.chosen()?.model;
  const known = counted.get(prompt);
  if (known?.report === report && known.model === model) return known.calls;
  const calls = countCalls({ report, prompt, place }, tools);
  counted.set(prompt, { report, model, calls });
  return calls;
}

async function countCalls(
  { report, prompt, place }: { report: Report; prompt: Prompt; place: PromptPlace },
  tools: EstimateTools,
): Promise<number | null> {
  const core = await engine();
  if (!core.changedSince(prompt, report.prompt)) return null;
  const { shots } = report.plan;
  return (await estimateRun({ prompt, place }, tools, { shots }))?.calls ?? null;
}
