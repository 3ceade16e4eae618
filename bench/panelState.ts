/** The panel's state for a run of ten thousand outcomes, made by the engine itself on invented answers. */

import { parsePrompt } from '../src/core/prompt/formats/formats.js';
import { cellOf, firstCell, promptChanges } from '../src/core/report/cell.js';
import { viewOf } from '../src/core/report/view.js';
import type { PanelState } from '../src/protocol.js';
import { completion, fakeProvider } from '../test/support/fakes.js';
import { endpointOn, tested } from '../test/support/studies.js';

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
  let calls = 0;
  const provider = fakeProvider(() => completion((calls++ * 7919) % 10 < 7 ? 'bug' : 'billing'));
  const { report } = await tested(prompt, endpointOn(provider, { model: 'bench', concurrency: 8 }));
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
      advice: [],
    },
    cell: cell && {
      cell,
      change: '',
      prompt: promptChanges(report, cell.variant),
      canExclude: false,
      notApplicable: null,
    },
    stale: null,
    review: [],
    staleWordings: null,
    decided: [],
    studies: [],
    canCompareShots: false,
    canSuggestCases: false,
    earlier: null,
    unfinished: null,
    canResume: false,
    baseline: null,
    history: [],
    readOnly: false,
    subject: null,
    strings: null,
  };
  return { state, outcomes: report.outcomes.length };
}
