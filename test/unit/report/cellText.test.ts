import { describe, expect, it } from 'vitest';
import { cellOf, promptChanges, tellingCells } from '../../../src/core/report/cell.js';
import { renderCell } from '../../../src/core/report/cellText.js';
import type { Report } from '../../../src/core/studies/sensitivity/schema.js';
import { plainColours } from '../../support/colours.js';
import { sampleReport } from '../../support/sampleReport.js';
import { english } from '../../../src/core/say/say.js';

const shown = (report: Report, address: Parameters<typeof cellOf>[1]) =>
  renderCell(cellOf(report, address)!, promptChanges(report, address.variant), {
    colours: plainColours,
    width: 100,
    words: english,
  });

describe('a cell in a terminal', () => {
  it('shows the wording, both answers and what differs, with marks that need no colour', async () => {
    const report = await sampleReport();
    const [first] = tellingCells(report, { variant: 'persona-1', case: null, shots: null });
    const text = shown(report, first!);
    expect(text).toMatch(/^Persona 1, case \d: ✗ wrong, original ✓ right$/m);
    expect(text).toMatch(/^Wording {3}system:$/m);
    expect(text).toMatch(/\{\+.+\+\}|^ {10}\+ /m);
    expect(text).toMatch(/^Expected {2}(bug|billing)$/m);
    expect(text).toMatch(/^Original {2}(bug|billing)$/m);
    expect(text).toMatch(/^Differs {3}\{\+It is billing, or a \+\}bug$/m);
  });

  it('shows an answer that would move the cursor as what it is', async () => {
    const report = await sampleReport();
    const hostile = report.outcomes.find(({ text }) => text?.includes('\u001b'))!;
    const text = shown(report, hostile);
    expect(text).not.toContain('\u001b');
    expect(text).toContain('\\u{1b}');
  });

  it('says when an answer is empty, was cut, or did not come', async () => {
    const report = await sampleReport();
    const [first] = tellingCells(report);
    const change = (part: object): Report => ({
      ...report,
      outcomes: report.outcomes.map((each) =>
        each.variant === first!.variant && each.case === first!.case ? { ...each, ...part } : each,
      ),
    });
    expect(shown(change({ text: '' }), first!)).toMatch(/^Answer {4}\(empty\)$/m);
    expect(shown(change({ finishReason: 'length' }), first!)).toContain(
      'cut at its limit of tokens',
    );
    expect(shown(change({ status: 'failed', error: 'timed out' }), first!)).toMatch(
      /^Failed {4}timed out$/m,
    );
  });

  it('is found among those of one case or variant, those that went wrong first', async () => {
    const report = await sampleReport();
    const all = tellingCells(report);
    const ofCase = tellingCells(report, { variant: null, case: '1', shots: null });
    expect(ofCase.length).toBeGreaterThan(0);
    expect(ofCase.every((each) => each.case === '1')).toBe(true);
    expect(ofCase).toEqual(all.filter((each) => each.case === '1'));
    const glyphs = all.map((address) => cellOf(report, address)!.glyph);
    expect(glyphs.lastIndexOf('wrong')).toBeGreaterThanOrEqual(0);
    expect(glyphs[0]).toBe('wrong');
  });

  it('lists every text of its repeats, and the answer where the original has none', async () => {
    const report = await sampleReport();
    const address = { variant: 'persona-1', case: '1', shots: 'file' };
    const [own] = report.outcomes.filter(
      (each) => each.variant === 'persona-1' && each.case === '1',
    );
    const repeats = ['bug', 'billing', 'bug', 'unsure'].map((text, index) => ({
      ...own!,
      repeat: index + 1,
      text,
    }));
    const others = report.outcomes.filter((each) => each.case !== '1');
    const alone = shown({ ...report, outcomes: [...others, ...repeats] }, address);
    expect(alone).toMatch(/^Answer {4}bug\n {10}\(repeat 1, 2 of 4 like it/m);
    expect(alone).toMatch(/^Also {6}billing$/m);
    expect(alone).toMatch(/^Also {6}unsure$/m);
    expect(alone).not.toContain('Differs');
  });
});
