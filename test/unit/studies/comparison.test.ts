import { describe, expect, it } from 'vitest';
import { compareReports } from '../../../src/core/studies/comparison/compare.js';
import { comparisonRecordSchema } from '../../../src/core/studies/comparison/schema.js';
import {
  comparisonMarkdown,
  sideBySideMarkdown,
} from '../../../src/core/report/compareMarkdown.js';
import { renderComparison } from '../../../src/core/report/compareText.js';
import type { Report } from '../../../src/core/studies/sensitivity/schema.js';
import { number } from '../../../src/core/say/figures.js';
import { plainColours } from '../../support/colours.js';
import { sampleReport } from '../../support/sampleReport.js';

const options = { margin: 0.05, seed: 1 };
/** The same run, with what a case was answered changed. */
const changed = (
  report: Report,
  change: (outcome: Report['outcomes'][number]) => object,
): Report => ({
  ...report,
  startedAt: '2030-01-01T00:00:00.000Z',
  outcomes: report.outcomes.map((each) => ({ ...each, ...change(each) })),
});

describe('two reports', () => {
  it('that are the same show no difference, and claim no equivalence from eight cases', async () => {
    const report = await sampleReport();
    const { records } = compareReports(report, report, options);
    expect(records.map(({ metric }) => metric)).toEqual([
      'accuracy.original',
      'accuracy',
      'excess',
      'confidence',
    ]);
    const [first] = records;
    expect(first).toMatchObject({ word: 'inconclusive', difference: 0, n: 8, cases: [] });
    expect(first!.sentence).toContain(
      'no difference seen, 1.00 → 1.00. In 8 cases, a difference of up to',
    );
    for (const record of records) expect(comparisonRecordSchema.parse(record)).toEqual(record);
  });

  it('name the cases that are answered differently, and the test says what it is worth', async () => {
    const a = await sampleReport();
    const b = changed(a, ({ variant }) =>
      variant === 'original' ? { answer: 'feature', score: 0 } : {},
    );
    const [first] = compareReports(a, b, options).records;
    expect(first).toMatchObject({ word: 'worse', a: 1, b: 0, test: 'mcnemar' });
    expect(first!.p).toBeCloseTo(2 / 2 ** 8, 9);
    expect(first!.pHolm).toBeCloseTo((4 * 2) / 2 ** 8, 9);
    expect(first!.cases).toHaveLength(8);
    expect(first!.cases[0]).toEqual({ case: '1', a: 1, b: 0, answerA: 'bug', answerB: 'feature' });
  });

  it('of two models with judged scores hold the wording against the gap between the models', async () => {
    const report = await sampleReport();
    const judgedOn = (model: string, accuracy: number, cross: number): Report => ({
      ...report,
      judged: true,
      models: report.models.map((each) => ({ ...each, id: model })),
      metrics: {
        ...report.metrics,
        accuracy: { ...report.metrics['accuracy']!, value: accuracy },
        'pss.cross': { ...report.metrics['pss.cross']!, value: cross },
      },
    });
    const [a, b] = [judgedOn('small', 0.5, 0.05), judgedOn('large', 0.75, 0.1)];
    const { records, notes } = compareReports(a, b, options);
    const relative = records.find(({ metric }) => metric === 'excess')?.pssRelative;
    expect(relative).toEqual({ gap: 0.25, a: 0.2, b: 0.4 });
    expect(notes[0]).toContain('0.25 apart. Another wording moves a score by 0.20 of that gap');
    const none = (x: Report, y: Report) =>
      compareReports(x, y, options).records.every(({ pssRelative }) => pssRelative === null);
    expect(none(a, judgedOn('small', 0.75, 0.1))).toBe(true);
    expect(none(a, judgedOn('large', 0.5, 0.1))).toBe(true);
    expect(none(a, { ...b, judged: false })).toBe(true);
  });

  it('are not compared in what covers other wordings', async () => {
    const a = await sampleReport();
    const b: Report = { ...a, variants: a.variants.slice(0, 3) };
    const { records } = compareReports(a, b, options);
    expect(records.slice(1, 3).map(({ word, sentence }) => [word, sentence])).toEqual([
      ['not available', expect.stringContaining('the runs had other variants')],
      ['not available', expect.stringContaining('the runs had other variants')],
    ]);
  });

  it('leave out cases whose inputs differ, and say so', async () => {
    const a = await sampleReport();
    const b: Report = {
      ...a,
      cases: a.cases.map((each) => (each.id === '2' ? { ...each, inputs: { ticket: 'x' } } : each)),
    };
    const { records, notes } = compareReports(a, b, options);
    expect(records[0]!.n).toBe(7);
    expect(notes[0]).toContain('1 of A and 1 of B are left out');
  });

  it('are called by what tells them apart', async () => {
    const a = await sampleReport();
    const b: Report = { ...a, models: [{ ...a.models[0]!, id: 'other-model' }] };
    expect(compareReports(a, b, options)).toMatchObject({
      runA: 'sample-model',
      runB: 'other-model',
    });
  });

  it('are shown with words, figures and changed cases, whatever an answer holds', async () => {
    const a = await sampleReport();
    const b = changed(a, ({ variant, case: id }) =>
      variant === 'original' && id === '1' ? { answer: '\u001b[2Jgone', score: 0 } : {},
    );
    const text = renderComparison(compareReports(a, b, options), {
      colours: plainColours,
      width: 100,
    });
    expect(text).toContain('Cases that come out differently as written: 1');
    expect(text).not.toContain('\u001b');
  });

  it('stand in Markdown in which an answer can be nothing but text', async () => {
    const a = await sampleReport();
    const b = changed(a, ({ variant, case: id }) =>
      variant === 'original' && id === '1' ? { answer: '| [x](http://evil) |', score: 0 } : {},
    );
    const text = comparisonMarkdown(compareReports(a, b, options));
    expect(text).toContain('## Cases that come out differently as written: 1');
    expect(text).toContain('\\[x\\](http://evil) \\|');
    expect(text).toContain('The prompt is the same in both runs.');
    const columns = sideBySideMarkdown([a, b, a]);
    expect(columns.split('\n').find((line) => line.startsWith('| Verdict'))).toMatch(
      /^(?:\| [^|]+ ){4}\|$/,
    );
  });

  it('state each number once in Markdown', async () => {
    const a = await sampleReport();
    const b = changed(a, ({ variant, case: id }) =>
      variant === 'original' && ['1', '2', '3'].includes(id) ? { answer: 'no', score: 0 } : {},
    );
    const comparison = compareReports(a, b, options);
    const [table = '', rest = ''] = comparisonMarkdown(comparison).split(/\n\n(?=- )/);
    for (const { title, difference } of comparison.records) {
      expect(table).toContain(`| ${title} | `);
      if (difference !== null && difference !== 0) expect(rest).not.toContain(number(difference));
    }
    const hints = comparison.records.flatMap(({ hint }) => hint ?? []);
    expect(hints.length).toBeGreaterThan(0);
    for (const hint of hints) expect(rest).toContain(hint);
    const effect = number(a.metrics['pss.excess']?.value ?? 0);
    const columns = sideBySideMarkdown([a, a]);
    expect(columns.split(effect).length - 1).toBe(2);
  });

  it('mark what changed in an answer, whatever it holds', async () => {
    const a = changed(await sampleReport(), () => ({ answer: 'A <b>red</b> bike' }));
    const b = changed(a, () => ({ answer: 'A <i>blue</i> bike' }));
    const text = comparisonMarkdown(compareReports(a, b, options));
    expect(text).toMatch(
      /\| A \\<.*<del>.*red.*<\/del>.* bike \| A \\<.*<ins>.*blue.*<\/ins>.* bike \|/,
    );
    expect(text).not.toMatch(/<[bi]>/);
  });

  it('show how the prompt changed, right before the answers that did', async () => {
    const a = await sampleReport();
    const [original, ...others] = a.variants;
    const reworded = original!.messages.map((message, at) =>
      at === 0 ? { ...message, content: `${message.content}\n\`\`\`\nBe brief.` } : message,
    );
    const b = {
      ...changed(a, ({ variant }) => (variant === 'original' ? { answer: 'no', score: 0 } : {})),
      variants: [{ ...original!, messages: reworded }, ...others],
    };
    const text = comparisonMarkdown(compareReports(a, b, options));
    const [, diff = '', cases = ''] = text.split(/^## /m);
    expect(diff).toMatch(/^What changed in the prompt\n/);
    expect(diff).toContain('\n````diff\n');
    expect(diff).toContain('\n+ Be brief.\n````');
    expect(cases).toMatch(/^Cases that come out differently/);
  });
});
