import { beforeAll, describe, expect, it } from 'vitest';
import { cellOf, tellingCells } from '../../../src/core/report/cell.js';
import { renderCell } from '../../../src/core/report/cellText.js';
import { renderTerminal } from '../../../src/core/report/terminal.js';
import { viewOf, type ReportView } from '../../../src/core/report/view.js';
import type { Report } from '../../../src/core/studies/sensitivity/schema.js';
import { english, type Say } from '../../../src/core/say/say.js';
import { plainColours as colours } from '../../support/colours.js';
import { sampleReport } from '../../support/sampleReport.js';
import { endpointOn, tested } from '../../support/studies.js';
import { completion, fakeProvider } from '../../support/fakes.js';
import { promptFrom } from '../../support/prompts.js';

/** Everything that was put into the reader's language stands between these; what goes into a sentence must have been put into it itself. */
const marked: Say = (template, params = {}) => {
  const apart = Object.entries(params).map(([name, value]) => [name, `⟧${value}⟦`]);
  return `⟦${english(template, Object.fromEntries(apart))}⟧`;
};

/** Of classes, commands and limits, as they are typed. */
const NAMES = ['paraphrase', 'order', 'plumbline', 'show', 'min', 'max'];

/** What stands outside of them: words of more than two letters. */
function unsaid(text: string): string[] {
  let left = text;
  for (let before = ''; before !== left;) {
    before = left;
    left = left.replace(/⟦[^⟦⟧]*⟧/g, '');
  }
  return left.match(/\p{L}{3,}/gu) ?? [];
}

/** The texts of a view that are not the user's own: names, answers, paths. */
const textsOf = ({ tiles, scale, numbers, absentNumbers, gates, ...view }: ReportView) => [
  ...tiles.flatMap(({ title, term, detail }) => [title, term, detail]),
  ...(scale?.bands ?? []).map(({ name }) => name),
  ...numbers.flatMap(({ title, rows }) => [
    title,
    ...rows.flatMap((row) => [row.title, row.explanation]),
  ]),
  ...absentNumbers.flatMap(({ reason, titles }) => [reason, ...titles]),
  ...gates.map(({ text }) => text.replace(/^\S+ \w+ /, '')),
  ...view.facts.slice(1).map((fact) => fact.replace(/\b(?:min|ms)\b/g, '')),
  ...view.classes.map(({ name }) => name),
  ...view.shots.map(({ name }) => name),
  view.matrix.figureTitle,
  ...[view.verdict.word, view.verdict.sentence, view.verdict.advice],
  ...[view.verdict.found ?? '', view.verdict.cause ?? ''],
  ...view.caveats,
  ...view.notes,
  view.calls?.sentence ?? '',
  view.shotsSentence ?? '',
  view.stopped ?? '',
  view.recorded ?? '',
  view.unanswered ?? '',
];

describe('a report in another language', () => {
  const reports: Report[] = [];

  beforeAll(async () => {
    const report = await sampleReport();
    const prose = promptFrom(
      'messages:\n  - role: user\n    content: "Text: {{text}}\\nSay what it is about. Be brief."\nsensitivity: { shots: [0, 2/diverse/2] }\ntestData:\n' +
        Array.from(
          { length: 9 },
          (_, index) => `  - text: number ${index}\n    expected: it ${index}\n`,
        ).join(''),
    );
    const { report: other } = await tested(
      prose,
      endpointOn(fakeProvider(() => completion('it 1'))),
    );
    reports.push(report, other, {
      ...report,
      models: [{ ...report.models[0]!, recorded: true, recordedAt: '2026-01-02T00:00:00Z' }],
    });
    reports.push({ ...report, costUsd: null, totals: { ...report.totals, failed: 1, cached: 2 } });
    reports.push({ ...report, stoppedEarly: { by: 'verdict', cases: 3, callsSaved: 12 } });
    reports.push({ ...report, stopped: 'budget', totals: { ...report.totals, completed: 0 } });
  });

  it('has every text in it, but for names and the user’s own', () => {
    const left = reports.flatMap((report) => textsOf(viewOf(report, marked)).flatMap(unsaid));
    expect(left.filter((word) => !NAMES.includes(word))).toEqual([]);
  });

  it('has the same numbers', () => {
    const plain = (text: string) => text.replace(/[⟦⟧]/g, '');
    for (const report of reports)
      expect(textsOf(viewOf(report, marked)).map(plain)).toEqual(textsOf(viewOf(report)));
  });

  it('writes numbers as they are written in it', () => {
    // A figure in a sentence itself is the translator's.
    const german: Say = Object.assign(
      (...[template, params]: Parameters<Say>) =>
        english(template.replace(/\d\.\d+/g, '…'), params),
      { locale: 'de' },
    );
    const views = reports.map((report) => viewOf(report, german));
    const texts = [
      ...views.flatMap(textsOf),
      ...views.flatMap(({ tiles, numbers, gates, matrix }) => [
        ...tiles.flatMap(({ value, interval }) => [value ?? '', interval ?? '']),
        ...numbers.flatMap(({ rows }) => rows.map(({ value }) => value)),
        ...gates.map(({ text }) => text),
        ...matrix.rows.flatMap(({ figure, cells }) => [figure, ...cells.map(({ label }) => label)]),
      ]),
      ...reports.flatMap((report) =>
        [...tellingCells(report).slice(0, 3)].flatMap((address) => {
          const cell = cellOf(report, address, { say: german });
          return cell ? [renderCell(cell, [], { colours, width: 200, words: german })] : [];
        }),
      ),
      ...views.map((view) => renderTerminal(view, { colours, width: 200, words: german })),
    ];
    expect(texts.flatMap((text) => text.match(/.{0,20}\d\.\d{1,2}(?!\d).{0,9}/g) ?? [])).toEqual(
      [],
    );
    expect(texts.join('\n')).toMatch(/\[−?\d,\d\d; −?\d,\d\d\]/);
  });

  it('is drawn in it in a terminal', () => {
    const drawn = (report: Report, say: Say) =>
      renderTerminal(viewOf(report, say), { colours, width: 10_000, words: say });
    for (const report of reports) {
      const own = [report.prompt.name, report.prompt.path, report.models[0]?.id ?? ''];
      const names = [
        ...report.variants.map(({ id }) => id),
        ...report.gates.map(({ metric }) => metric),
      ];
      const known = new Set(
        [...own, ...names].flatMap((name) => name.toLowerCase().match(/\p{L}{3,}/gu) ?? []),
      );
      const left = unsaid(drawn(report, marked).replace(/\(--[^)]*\)/g, '')).filter(
        (word) => !known.has(word.toLowerCase()),
      );
      expect(left.filter((word) => !NAMES.includes(word))).toEqual([]);
    }
  });
});
