import pc from 'picocolors';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../../src/core/report/html.js';
import { renderJunit } from '../../../src/core/report/junit.js';
import {
  fittedMarkdown,
  markdownSections,
  renderMarkdown,
} from '../../../src/core/report/markdown.js';
import { reportSchema, type Report } from '../../../src/core/studies/sensitivity/schema.js';
import { renderTerminal } from '../../../src/core/report/terminal.js';
import { viewOf, type ReportView } from '../../../src/core/report/view.js';
import { expectGolden } from '../../support/golden.js';
import { sampleReport } from '../../support/sampleReport.js';

let report: Report;
let view: ReportView;
beforeAll(async () => {
  report = await sampleReport();
  view = viewOf(report);
});

const expectReport = (name: string, text: string) =>
  expectGolden(`test/fixtures/reports/${name}`, text);

const plain = { colours: pc.createColors(false), width: 100 };

describe('renderers', () => {
  it('draw the terminal summary', () => expectReport('sample.txt', renderTerminal(view, plain)));
  it('draw the page', () => expectReport('sample.html', renderHtml(report)));
  it('draw the Markdown summary', () => expectReport('sample.md', renderMarkdown(view)));
  it('draw JUnit', () => expectReport('sample.xml', renderJunit([view])));
});

describe('the page', () => {
  it('holds every answer, also those no cell of the matrix leads to', () => {
    const page = renderHtml(report);
    const section = page.slice(page.indexOf('<summary>Every answer</summary>'));
    for (const { id } of report.cases) expect(section).toContain(`<h3>Case ${id}</h3>`);
    // All wordings answer this case alike.
    expect(section).toMatch(/<h3>Case 3<\/h3>[^]*?Original[^]*?<div class="text">bug<\/div>/);
    const blocks = section.match(/<div class="text">/g) ?? [];
    const answered = report.outcomes.filter(({ status }) => status === 'completed');
    const texts = new Set(answered.map((each) => JSON.stringify([each.case, each.text])));
    expect(blocks).toHaveLength(texts.size);
  });

  it('says how many answers would make it too large', () => {
    const outcomes = report.outcomes.map((each) => ({
      ...each,
      text: `${each.variant} ${each.case} ${'x'.repeat(60_000)}`,
    }));
    const page = renderHtml({ ...report, outcomes });
    expect(page).toMatch(/\d+ more answers would make this page too large\./);
  });
});

describe('a run without any answer', () => {
  it('is shown by what went wrong, and no empty matrix', () => {
    const failed: Report = {
      ...report,
      totals: { ...report.totals, completed: 0 },
      outcomes: report.outcomes.map((each) => ({
        ...each,
        status: 'failed',
        error: 'key <was> revoked',
      })),
    };
    const page = renderHtml(failed);
    expect(page).toContain('key &lt;was&gt; revoked');
    expect(page).not.toContain('class="matrix"');
    expect(renderTerminal(viewOf(failed), plain)).not.toContain('Case');
    expect(renderMarkdown(viewOf(failed))).toContain('key');
  });
});

describe('a matrix of many cases', () => {
  it('keeps their numbers apart', () => {
    const { matrix } = view;
    const columns = matrix.columns.map((column, at) => ({ ...column, number: 92 + 11 * at }));
    const text = renderTerminal({ ...view, matrix: { ...matrix, columns } }, plain);
    expect(text).toMatch(/Case {2}92 103 114 125 /);
  });
});

describe('the report', () => {
  it('is what its schema says', () => {
    expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(
      JSON.parse(JSON.stringify(report)),
    );
  });

  it('counts its totals from its rows', () => {
    const of = (status: string) => report.outcomes.filter((each) => each.status === status).length;
    expect(report.totals).toMatchObject({
      planned: report.outcomes.length,
      completed: of('completed'),
      failed: of('failed'),
      skipped: of('skipped'),
    });
  });

  it('holds no number that is not one', () => {
    expect(JSON.stringify(report)).not.toMatch(/NaN|Infinity/);
  });
});

describe('hostile answers', () => {
  it('are text in the page', () => {
    const page = renderHtml(report);
    expect(page).not.toContain('<script>alert');
    expect(page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '')).not.toMatch(/ (style|on\w+)=/);
  });

  it('cannot move the cursor of a terminal', () => {
    for (const text of [renderTerminal(view, plain), renderMarkdown(view), renderJunit([view])])
      expect(text).not.toContain('\u001b');
  });
});

describe('a report of 20,000 answers', () => {
  let large: Report;
  beforeAll(() => {
    const copies = Math.ceil(20_000 / report.outcomes.length);
    const copied = <T>(items: readonly T[], copy: (item: T, number: number) => T) =>
      Array.from({ length: copies }, (_, number) => items.map((item) => copy(item, number))).flat();
    large = {
      ...report,
      cases: copied(report.cases, (each, number) => ({
        ...each,
        id: `${each.id}-${number}`,
        number: number * report.cases.length + (each.number ?? 1),
      })),
      outcomes: copied(report.outcomes, (each, number) => ({
        ...each,
        case: `${each.case}-${number}`,
        text: `${each.variant} said ${number} ${'words '.repeat(20)}`,
      })),
    };
  });

  it('is a page that opens, with the cases that have the most effect', () => {
    const page = renderHtml(large);
    expect(page.length).toBeLessThan(5_000_000);
    expect(page).toMatch(/[\d,]+ more cases, of no more effect than these/);
    expect(page).toMatch(/[\d,]+ more answers would make this page too large/);
  });

  it('is a summary that a pull request takes, alone and beside others', () => {
    const [section] = markdownSections(viewOf(large), []);
    expect(section?.full.length).toBeLessThan(60_000);
    expect(section?.full).toMatch(
      /The cases with the most effect; [\d,]+ more are in the report\./,
    );
    const some = Array.from({ length: 8 }, () => section as NonNullable<typeof section>);
    const shortened = fittedMarkdown(some);
    expect(shortened.length).toBeLessThan(60_000);
    expect(shortened).not.toContain('<details>');
    expect(shortened).toContain('Without the answers by variant and case');
    const many = Array.from({ length: 800 }, () => section as NonNullable<typeof section>);
    expect(fittedMarkdown(many).length).toBeLessThan(60_000);
    expect(fittedMarkdown(many)).toMatch(/\*\d+ more sections would be too long here/);
    expect(fittedMarkdown(some.slice(0, 1))).toBe(section?.full);
  });
});
