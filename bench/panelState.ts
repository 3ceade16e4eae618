/** The panel's state for a run of ten thousand outcomes, made by the engine itself on invented answers. */

import { createEvaluation } from '../src/core/evaluate.js';
import { resolveRunSettings } from '../src/core/plan/runSettings.js';
import { parsePrompt } from '../src/core/prompt/formats/formats.js';
import { cellOf, firstCell, promptChanges } from '../src/core/report/cell.js';
import { viewOf } from '../src/core/report/view.js';
import type { PanelState } from '../src/protocol.js';

const CASES = 500;
const PARAPHRASES = 9;

export async function panelState(): Promise<{ state: PanelState; outcomes: number }> {
  const rows = Array.from(
    { length: CASES },
    (_, index) =>
      `  - ticket: ticket number ${index}\n    expected: ${index % 2 ? 'bug' : 'billing'}`,
  );
  const wordings = Array.from(
    { length: PARAPHRASES },
    (_, index) =>
      `    - messages: [{ role: user, content: 'Wording ${index}: sort it. Ticket: {{ticket}}' }]`,
  );
  const text = `messages:\n  - role: user\n    content: 'Sort it. Ticket: {{ticket}}'\ntestData:\n${rows.join('\n')}\nsensitivity:\n  variants:\n${wordings.join('\n')}\n`;
  const { prompt } = parsePrompt('bench.prompt.yml', text);
  if (!prompt) throw new Error('the prompt of the benchmark cannot be read');
  const settings = resolveRunSettings(prompt, {}, {});
  let calls = 0;
  const evaluation = createEvaluation(
    {
      endpoint: {
        provider: {
          id: 'bench',
          recorded: false,
          complete: () =>
            Promise.resolve({
              text: (calls++ * 7919) % 10 < 7 ? 'bug' : 'billing',
              finishReason: 'stop',
              tokens: null,
              usage: null,
              servedBy: { model: null, fingerprint: null },
              latencyMs: 1,
              ttftMs: null,
            }),
        },
        model: 'bench',
        price: null,
        concurrency: 8,
        recordedAt: null,
      },
      cache: null,
      clock: { now: () => 0, sleep: () => Promise.resolve() },
      signal: new AbortController().signal,
      frozen: null,
    },
    settings.budget,
  );
  const preparation = await evaluation.prepare(prompt, settings, { askForParaphrases: false });
  const report = await evaluation.run(preparation, {
    journal: null,
    earlier: [],
    onOutcome: () => undefined,
  });
  const view = viewOf(report);
  const first = firstCell(report);
  const cell = first && cellOf(report, first);
  const state: PanelState = {
    title: 'Ten thousand outcomes',
    path: 'bench.prompt.yml',
    model: 'bench',
    phase: { kind: 'done', strip: null },
    report: {
      view,
      matrices: [{ ...view.matrix, name: 'As in the file' }],
      reliability: null,
      soFar: false,
      startedAt: report.startedAt,
      tier: '',
      shots: null,
    },
    cell: cell && {
      cell,
      change: '',
      prompt: promptChanges(report, cell.variant),
      notApplicable: null,
    },
    stale: null,
    review: [],
    staleWordings: null,
    influence: null,
    canCompareShots: false,
    earlier: false,
    canResume: false,
    history: [],
    readOnly: false,
    strings: null,
  };
  return { state, outcomes: report.outcomes.length };
}
