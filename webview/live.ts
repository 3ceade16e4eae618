/** Tells screen readers where a run stands: one short sentence, at most every five seconds. */

import type { PanelState } from '../src/protocol.js';
import { thousands } from './figures.js';
import * as l10n from '@vscode/l10n';

const EVERY_MS = 5000;
let saidAt = -EVERY_MS;
let said = '';

export function announce({ phase, report }: PanelState): void {
  const text =
    phase.kind === 'running'
      ? l10n.t(
          '{0} of {1} calls done.',
          ...[phase.progress.done, phase.progress.planned].map(thousands),
        )
      : phase.kind === 'done' && phase.strip !== null && report
        ? `${report.view.verdict.word}. ${report.view.verdict.sentence}`
        : '';
  const now = performance.now();
  const over = phase.kind === 'done';
  if (text === '' || text === said || (!over && now - saidAt < EVERY_MS)) return;
  saidAt = now;
  said = text;
  const region = document.getElementById('live');
  if (region) region.textContent = text;
}
