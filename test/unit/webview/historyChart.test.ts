import { describe, expect, it, vi } from 'vitest';
import type { RunView } from '../../../src/protocol.js';

vi.mock('../../../webview/controls.js', () => ({ button: () => '' }));
vi.mock('../../../webview/host.js', () => ({ post: () => undefined }));
const { historySentence, trendLines } = await import('../../../webview/historyChart.js');

const run = (model: string, value: number | null, inTrend = true): RunView => ({
  ...{ version: 2, startedAt: '2026-01-01T00:00:00.000Z', model, recorded: false },
  ...{ fingerprint: '', casesFingerprint: null, code: 'fragile', word: 'Fragile', inTrend },
  ...{ effect: { value, ci: null }, accuracy: null, confidence: null, stopped: null },
});

describe('the trend', () => {
  it('joins the runs on one model, never those on different ones', () => {
    const runs = [run('a', 0.1), run('b', 0.4), run('a', 0.2), run('a', null), run('b', 0.3)];
    expect(trendLines(runs)).toEqual([
      [0, 2],
      [1, 4],
    ]);
  });

  it('compares the newest run with the one before it on the same model', () => {
    expect(historySentence([run('a', 0.1), run('b', 0.4), run('a', 0.2)])).toBe(
      'Now 0.20, previously 0.10.',
    );
    expect(historySentence([run('a', 0.1), run('b', 0.4)])).toBe('2 runs are saved.');
  });

  it('leaves out cells that were asked again and runs that were cut short', () => {
    expect(historySentence([run('a', 0.1), run('a', 0.2), run('a', 0.9, false)])).toBe(
      'Now 0.20, previously 0.10.',
    );
  });
});
