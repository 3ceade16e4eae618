import { beforeEach, describe, expect, it, vi } from 'vitest';
import { METRIC_TABLE } from '../../../src/core/metrics/metricTable.js';
import { viewOf } from '../../../src/core/report/view.js';
import type { PanelReport } from '../../../src/protocol.js';
import { sampleReport } from '../../support/sampleReport.js';
import { templateText } from '../../support/templateText.js';

vi.mock('../../../webview/controls.js', () => ({ button: (text: string) => `[${text}]` }));
vi.stubGlobal('document', { createTreeWalker: () => ({}) });
const { allNumbers } = await import('../../../webview/numbers.js');
const { shown, unfold } = await import('../../../webview/store.js');

const report = { view: viewOf(await sampleReport()) } as PanelReport;
const idsIn = (text: string) =>
  [...text.matchAll(/<code class="small">([^<]+)</g)].map(([, id]) => id);

describe('the numbers below the tiles', () => {
  beforeEach(() => {
    shown.view = { ...shown.view, unfolded: new Set() };
  });

  it('are eight, under their headings, until all are asked for', () => {
    const few = templateText(allNumbers(report));
    expect(idsIn(few)).toHaveLength(8);
    for (const title of ['Sensitivity', 'Quality', 'Cost'])
      expect(few).toContain(`<h3>${title}</h3>`);
    const all = report.view.numbers.flatMap(({ rows }) => rows).length;
    expect(few).toContain(`[Show all ${all} numbers]`);
    expect(few).not.toContain('Not available');

    unfold('numbers');
    const whole = templateText(allNumbers(report));
    expect(idsIn(whole)).toHaveLength(all);
    expect(new Set(idsIn(whole)).size).toBe(all);
    expect(whole).not.toContain('Show all');
    expect(whole).toContain('Not available');
  });

  it('never state again what a tile says', () => {
    const headlines = METRIC_TABLE.flatMap(({ id, isHeadline }) => (isHeadline ? [id] : []));
    unfold('numbers');
    const ids = idsIn(templateText(allNumbers(report)));
    for (const id of headlines) expect(ids).not.toContain(id);
  });
});
