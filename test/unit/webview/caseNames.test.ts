import { describe, expect, it } from 'vitest';
import { caseHeading, caseTitle } from '../../../src/core/text/caseTitle.js';
import { caseHead, columnName, columnTitle } from '../../../webview/caseNames.js';

const column = (id: string, number: number, about = 'The lamp flickers.') => ({
  ...{ id, number, about, effect: null },
});

describe('the name of a case', () => {
  it.each([
    ['kettle', 'case kettle', 'Case kettle'],
    ['31', 'case 31', 'Case 31'],
    ['case-31', 'case-31', 'Case-31'],
    ['Case 4', 'Case 4', 'Case 4'],
    ['case31', 'case31', 'Case31'],
    ['caseload', 'case caseload', 'Case caseload'],
  ])('%s is said without saying "case" twice', (id, inSentence, atHead) => {
    expect(caseTitle(id)).toBe(inSentence);
    expect(caseHeading(id)).toBe(atHead);
    expect(caseHead(id)).toBe(atHead);
  });

  it('says in the head of a column what its number does not', () => {
    expect(columnTitle(column('kettle', 7))).toBe('Case 7, kettle: The lamp flickers.');
    expect(columnTitle(column('7', 7))).toBe('Case 7: The lamp flickers.');
    expect(columnTitle(column('case-7', 7))).toBe('Case 7: The lamp flickers.');
    expect(columnTitle(column('case-8', 7, ''))).toBe('Case 7, case-8');
    expect(columnName(column('kettle', 7))).toBe('kettle');
    expect(columnName(column('case-7', 7))).toBe('The lamp flickers.');
  });
});
