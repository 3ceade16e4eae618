import { describe, expect, it } from 'vitest';
import { csvHeader, readCsv } from '../../../src/core/prompt/cases/csvTable.js';

const rows = (text: string) => readCsv(text).rows.map(({ values }) => values);
const said = (text: string) =>
  readCsv(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('a table', () => {
  it.each<[string, string, object[]]>([
    ['with commas', 'a,b\n1,2\n', [{ a: '1', b: '2' }]],
    ['with semicolons, and commas in its cells', 'a;b\n1,5;2,5\n', [{ a: '1,5', b: '2,5' }]],
    ['with tabs', 'a\tb\n1\t2\n', [{ a: '1', b: '2' }]],
    ['with a hint', 'sep=;\r\na;b\r\n1;2\r\n', [{ a: '1', b: '2' }]],
    ['with a hint that the header cannot tell', 'sep=|\na\n1\n', [{ a: '1' }]],
    ['of one column', 'a\nHello; you\n', [{ a: 'Hello; you' }]],
    [
      'with mixed line ends',
      'a,b\r\n1,2\n3,4\r5,"6\r\n7"',
      [
        { a: '1', b: '2' },
        { a: '3', b: '4' },
        { a: '5', b: '6\n7' },
      ],
    ],
    ['with bare JSON', 'a,b\n{"x":""},2\n', [{ a: '{"x":""}', b: '2' }]],
    ['with quotes in an unquoted cell', 'a,b\nsay "yes",2\n', [{ a: 'say "yes"', b: '2' }]],
    ['with quoted JSON', 'a,b\n"{""x"":1,""y"":2}",2\n', [{ a: '{"x":1,"y":2}', b: '2' }]],
    ['with blank lines and spaces in its header', '\n a , b \n\n1,2\n,\n', [{ a: '1', b: '2' }]],
    ['with empty cells', 'a,b\n,2\n', [{ b: '2' }]],
    ['with empty cells after the last column', 'a,b\n1,2,,\n', [{ a: '1', b: '2' }]],
  ])('%s is read', (_kind, text, values) => {
    expect(rows(text)).toEqual(values);
    expect(said(text)).toEqual([]);
  });

  it('knows the line of each row, also below cells of several lines', () => {
    expect(readCsv('sep=,\na\n"1\n2"\n3\n').rows.map(({ line }) => line)).toEqual([3, 5]);
    expect(readCsv('sep=,\na\n1\n').headerLine).toBe(2);
  });

  it.each([
    ['', '1:1 The file is empty.'],
    [' \n\n', '1:1 The file is empty.'],
    ['a,b\n', '1:1 The table has a header, but no rows.'],
    ['a,b,a\n1,2,3\n', '1:1 Columns 1 and 3 are both called "a"; only column 1 is used.'],
    ['a,\n1,2\n', '1:1 Column 2 has no name, so its cells are not used.'],
    ['a,b\n1\n', '2:1 The row has 1 cell, but the header names 2.'],
    ['a,b\n\n1,2,3\n', '3:1 The row has 3 cells, but the header names 2.'],
    ['a,b\n1,"2\n3,4\n', '2:4 A quotation mark opens a cell here and is never closed.'],
    ['a,b\n1,2\n"3" 4,5\n', '3:2 There is text after the quotation mark that closes this cell.'],
  ])('%j: %s', (text, problem) => {
    expect(said(text)).toEqual([expect.stringContaining(problem)]);
  });

  it('uses the first of two columns of one name', () => {
    expect(rows('a,b,a\n1,2,3\n')).toEqual([{ a: '1', b: '2' }]);
    expect(csvHeader('a,b,a\n').names).toEqual(['a', 'b', 'a']);
  });
});
