import { describe, expect, it, vi } from 'vitest';
import { templateText } from '../../support/templateText.js';

let width = 0;
vi.stubGlobal('document', {
  createTreeWalker: () => ({}),
  querySelector: () => (width === 0 ? null : { clientWidth: width }),
});
const { classesChart } = await import('../../../webview/classesChart.js');
const { reliabilityChart } = await import('../../../webview/reliabilityChart.js');
const { hasOutgrown } = await import('../../../webview/drawnWidth.js');

const rowOf = (name: string) => ({
  ...{ name, stress: true, effect: 0.2, noise: 0.1, accuracy: null, tokens: null },
  interval: [0.1, 0.3] as const,
});

describe('a chart', () => {
  it('is drawn to its width on the screen, so that its text is as large as any other', () => {
    width = 0;
    const before = templateText(classesChart([rowOf('Format')]));
    expect(before).not.toContain('viewBox');
    expect(before).toContain('x=300');
    expect(hasOutgrown()).toBe(false);
    width = 412;
    expect(hasOutgrown()).toBe(true);
    expect(templateText(classesChart([rowOf('Format')]))).toContain('x=412');
    expect(hasOutgrown()).toBe(false);
  });

  it('cuts a name that is too long with a sign, and keeps it whole in its tooltip', () => {
    width = 260;
    const long = 'A class of variants with a very long name';
    const text = templateText(classesChart([rowOf(long)]));
    expect(text).toMatch(
      />A class of[^<]*…<title>A class of variants with a very long name \(stress\)</,
    );
  });

  it('has figures with two decimals on its axes too', () => {
    const bin = { confidence: 0.62, right: 0.5, interval: [0.3, 0.7] as const, n: 1200 };
    const view = { discrimination: 0.7, sureAndWrong: 1, n: 1200, bins: [bin] };
    const text = templateText(
      reliabilityChart(view as unknown as Parameters<typeof reliabilityChart>[0]),
    );
    const axis = [...text.matchAll(/<text[^>]*>([\d.]+)</g)].map(([, figure]) => figure);
    expect(axis).toEqual(['0.00', '0.50', '1.00', '0.40', '1.00']);
    expect(text).toContain('1,200 answers');
  });
});
