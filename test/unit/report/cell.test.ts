import { beforeAll, describe, expect, it } from 'vitest';
import { cellOf, firstCell, promptChanges } from '../../../src/core/report/cell.js';
import { glyphOf, matrixOf } from '../../../src/core/report/matrix.js';
import { readReport } from '../../../src/core/studies/sensitivity/readReport.js';
import { reliabilityOf } from '../../../src/core/report/reliabilityCurve.js';
import type { Report } from '../../../src/core/studies/sensitivity/schema.js';
import {
  readSummary,
  summaryLine,
  summaryOf,
} from '../../../src/core/studies/sensitivity/summary.js';
import { sampleReport } from '../../support/sampleReport.js';

let report: Report;
beforeAll(async () => {
  report = await sampleReport();
});

describe('a cell', () => {
  it('that is shown first is one the original had right and a variant has wrong', () => {
    const first = firstCell(report);
    expect(first).not.toBeNull();
    const cell = cellOf(report, first!);
    expect([cell?.originalGlyph, cell?.glyph]).toEqual(['right', 'wrong']);
    expect(cell?.words.some(({ kind }) => kind === 'added')).toBe(true);
  });

  it('is called by its case, whose id may begin with the word itself', () => {
    const renamed = JSON.parse(
      JSON.stringify(report).replaceAll('"case":"2"', '"case":"case-2"'),
    ) as Report;
    const cases = renamed.cases.map((each) => (each.id === '2' ? { ...each, id: 'case-2' } : each));
    const changed = { ...renamed, cases };
    const address = { variant: 'format-1', shots: 'file' };
    expect(cellOf(changed, { ...address, case: 'case-2' })?.title).toBe('Format 1, case-2');
    expect(cellOf(changed, { ...address, case: '1' })?.title).toBe('Format 1, case 1');
    const labels = matrixOf(changed).rows.flatMap(({ cells }) => cells.map(({ label }) => label));
    expect(labels.some((label) => label.startsWith('Format 1, case-2: '))).toBe(true);
    expect(labels.join()).not.toContain('case case');
  });

  it('is right where a check passes what holds no label', () => {
    const of = (score: number) => {
      const [outcome] = report.outcomes;
      const cell = [{ ...outcome!, status: 'completed' as const, answer: null, score }];
      return glyphOf(cell, cell, true);
    };
    expect([of(1), of(0)]).toEqual(['right', 'unreadable']);
  });

  it('is not scored where other answers to its case are, whatever it says', () => {
    const changed = structuredClone(report);
    const unjudged = (variant: string, repeat: number) =>
      changed.outcomes.find(
        (each) => each.case === '1' && each.variant === variant && each.repeat === repeat,
      )!;
    for (const repeat of [1, 2]) unjudged('format-1', repeat).score = null;
    unjudged('original', 1).score = null;
    const glyphs = matrixOf(changed).rows.map(({ id, cells }) => [
      id,
      cells[matrixOf(changed).columns.findIndex((column) => column.id === '1')]?.glyph,
    ]);
    expect(glyphs).toContainEqual(['format-1', 'unscored']);
    // One of its two answers has a score.
    expect(glyphs).toContainEqual(['original', 'right']);
    const address = { variant: 'format-1', case: '1', shots: 'file' };
    expect(cellOf(changed, address)?.glyph).toBe('unscored');
  });

  it('compares by path where both answers are JSON, whatever their white space', () => {
    const changed = structuredClone(report);
    const [variant] = changed.variants.slice(1);
    for (const outcome of changed.outcomes) {
      if (outcome.case !== '1') continue;
      outcome.text =
        outcome.variant === variant?.id
          ? '{"a":1,"b":"new words"}'
          : '{ "a": 1, "b": "old words" }';
    }
    const cell = cellOf(changed, { variant: variant!.id, case: '1', shots: 'file' });
    expect(cell?.paths?.map(({ path, kind }) => [path, kind])).toEqual([
      ['a', 'same'],
      ['b', 'changed'],
    ]);
    expect(cell?.paths?.[1]?.after.map(({ text }) => text).join('')).toBe('new words');
  });

  const answeredWith = (expected: string | null, text: string, given: object = {}) => {
    const changed = structuredClone(report);
    const variant = changed.variants[1]!.id;
    changed.cases[0]!.expected = expected;
    const { id } = changed.cases[0]!;
    for (const outcome of changed.outcomes)
      if (outcome.case === id) Object.assign(outcome, { status: 'completed', text, ...given });
    return { report: changed, cell: cellOf(changed, { variant, case: id, shots: 'file' })! };
  };
  const joined = (parts: readonly { text: string }[] = []) =>
    parts.map(({ text }) => text).join('');

  it('shows what was expected beside what was answered: words of what was read', () => {
    const { cell } = answeredWith('billing', 'I think it is a bug.', { answer: 'bug', score: 0 });
    expect(cell.againstExpected?.paths).toBeNull();
    expect(cell.againstExpected?.words.map(({ kind, text }) => [kind, text])).toEqual([
      ['removed', 'billing'],
      ['added', 'bug'],
    ]);
  });

  it('shows it by path where both are JSON', () => {
    const text = 'Here it is: {"team": "bug", "urgent": true}';
    const { cell } = answeredWith('{"team":"billing","since":2}', text, { answer: text, score: 0 });
    expect(
      cell.againstExpected?.paths?.map(({ path, kind, before, after }) => [
        ...[path, kind, joined(before), joined(after)],
      ]),
    ).toEqual([
      ['team', 'changed', 'billing', 'bug'],
      ['since', 'removed', '2', ''],
      ['urgent', 'added', '', 'true'],
    ]);
  });

  it('shows the whole text where what was read is what was expected', () => {
    const text = 'It is billing, or a bug';
    const { cell } = answeredWith('billing', text, { answer: 'billing', score: 0 });
    expect(joined(cell.againstExpected?.words.filter(({ kind }) => kind !== 'removed'))).toBe(text);
  });

  it('shows neither where the answer is right or nothing was expected', () => {
    expect(answeredWith('bug', 'bug', { answer: 'bug', score: 1 }).cell.againstExpected).toBeNull();
    expect(answeredWith(null, 'bug', { answer: 'bug', score: 0 }).cell.againstExpected).toBeNull();
  });

  it('never calls an answer that passes its checks unreadable', () => {
    const right = answeredWith('x', 'All of it.', { answer: null, score: 1 });
    expect(right.cell.glyph).toBe('right');
    expect(right.cell.compared?.answer.reading).toBe('read');
    const labels = matrixOf(right.report).rows.flatMap(({ cells }) =>
      cells.map(({ label }) => label),
    );
    expect(labels.filter((label) => /: right, .*not readable/.test(label))).toEqual([]);
    const wrong = answeredWith('x', 'All of it.', { answer: null, score: 0 });
    expect(wrong.cell.glyph).toBe('unreadable');
    expect(wrong.cell.compared?.answer.reading).toBe('unreadable');
  });

  it('gives each check with its own words and what came of it', () => {
    const checks = [
      { name: 'greets', kind: 'contains', value: 'hello', passed: false },
      { name: 'tone', kind: 'rubric', value: 'Friendly.', passed: null, score: 0.75 },
    ];
    const { cell } = answeredWith('x', 'Hi.', { answer: 'Hi.', score: 0, checks });
    expect(cell.compared?.answer.checks).toEqual([
      {
        result: 'failed',
        what: 'greets: contains "hello"',
        grade: null,
        why: null,
        line: expect.any(String),
      },
      {
        result: 'partly',
        what: 'tone: rubric "Friendly."',
        grade: '0.75',
        why: null,
        line: expect.any(String),
      },
    ]);
  });

  it('says what is wrong where a failed check looks into the answer', () => {
    const why = {
      code: 'other-value',
      params: { path: 'rent', expected: '850', found: '"850"', more: 1 },
    };
    const checks = [{ name: 'check 1', kind: 'json', value: '{"rent":850}', passed: false, why }];
    const { cell } = answeredWith('x', '{"rent":"850"}', { answer: '{}', score: 0, checks });
    expect(cell.compared?.answer.checks[0]).toMatchObject({
      why: 'rent is "850", not 850; 1 more',
      line: 'check 1: json "{"rent":850}": failed (rent is "850", not 850; 1 more)',
    });
  });

  it('does not differ where the same JSON is in a fence, or its numbers are written otherwise', () => {
    const value = '{"a":1,"b":850}';
    const fenced = '```json\n{"b": 8.5e2, "a": 1}\n```';
    const { report: written, cell: first } = answeredWith(value, fenced, { answer: value });
    const [original] = written.variants;
    for (const outcome of written.outcomes)
      if (outcome.case === first.case && outcome.variant === original!.id) outcome.text = value;
    const cell = cellOf(written, first)!;
    expect(cell.compared?.original.text).toBe(value);
    expect(cell.paths?.every(({ kind }) => kind === 'same')).toBe(true);
    expect(cell.words.every(({ kind }) => kind === 'same')).toBe(true);
  });

  it('compares the repeat that was chosen', () => {
    const { variant, case: caseId, shots } = firstCell(report)!;
    const changed = structuredClone(report);
    const own = changed.outcomes.filter((each) => each.variant === variant && each.case === caseId);
    Object.assign(own[1]!, { status: 'completed', text: 'second', answer: 'second' });
    expect(
      cellOf(changed, { variant, case: caseId, shots }, { repeat: 2 })?.compared?.answer.text,
    ).toBe('second');
  });

  it('of a variant or a case that is not there is null', () => {
    expect(cellOf(report, { variant: 'x', case: '1', shots: 'file' })).toBeNull();
    expect(cellOf(report, { variant: 'original', case: 'x', shots: 'file' })).toBeNull();
  });

  it('tells what the wording changed in the prompt, message by message', () => {
    const changes = promptChanges(report, report.variants.at(-1)!.id);
    expect(changes.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(changes.some(({ changed }) => changed)).toBe(true);
  });
});

describe('the matrix', () => {
  it('says in each label what its sign means, and in each column which case it is', () => {
    const { rows, columns } = matrixOf(report);
    expect(columns.map(({ number }) => number).sort((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ]);
    for (const { name, cells } of rows)
      cells.forEach(({ label }, index) =>
        expect(label).toContain(`${name}, case ${columns[index]?.id}`),
      );
  });
});

describe('confidence against correctness', () => {
  it('is not shown without confidence', () => {
    const without = structuredClone(report);
    for (const outcome of without.outcomes) outcome.confidence = null;
    expect(reliabilityOf(without)).toBeNull();
  });

  it('counts each answer once, and knows how well confidence tells right from wrong', () => {
    const changed = structuredClone(report);
    changed.outcomes = changed.outcomes.slice(0, 20).map((outcome, index) => ({
      ...outcome,
      variant: 'original',
      shots: 'file',
      score: index < 10 ? 0 : 1,
      confidence: index < 10 ? 0.5 : 0.95,
    }));
    const view = reliabilityOf(changed);
    expect(view?.n).toBe(20);
    expect(view?.bins.reduce((sum, { n }) => sum + n, 0)).toBe(20);
    expect(view?.discrimination).toBe(1);
    expect(view?.sureAndWrong).toBe(0);
    for (const outcome of changed.outcomes) outcome.confidence = 0.95;
    expect(reliabilityOf(changed)).toMatchObject({ discrimination: 0.5, sureAndWrong: 10 });
  });
});

describe('a run in one line', () => {
  it('reads back as it was written, and says what the report says', () => {
    const summary = summaryOf(report);
    expect(readSummary(JSON.stringify(summary))).toEqual(summary);
    expect(summaryLine(summary)).toMatch(
      /^Fragile: wording effect 0\.\d\d \[.*\] · accuracy 0\.\d\d/,
    );
  });

  it('of a newer version, or broken, is passed over', () => {
    expect(readSummary('{"version":2}')).toBeNull();
    expect(readSummary('{"versi')).toBeNull();
  });
});

describe('a report file', () => {
  it('reads back', () => {
    expect(readReport(JSON.stringify(report), 'r.json').verdict).toEqual(report.verdict);
    expect(readReport(JSON.stringify([report]), 'r.json').verdict).toEqual(report.verdict);
  });

  it.each([
    ['{"version": 1, ', /is not a whole report/],
    ['{"version": 3}', /is a report of version 3/],
    ['{"version": 1}', /is not a report Plumbline wrote, or it is damaged \(startedAt/],
    ['[1, 2]', /holds 2 reports/],
    ['"hello"', /is not a report/],
    ['null', /is not a report/],
  ])('%s says what it is', (text, message) => {
    expect(() => readReport(text, 'r.json')).toThrow(message);
  });
});
