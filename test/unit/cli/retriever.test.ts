import { describe, expect, it } from 'vitest';
import { retrieverFindings } from '../../../src/cli/retriever/retrieverFindings.js';
import { rewordingsOf } from '../../../src/cli/retriever/rewordings.js';

const found = (...ids: string[]) => ids.map((id) => ({ id, text: id }));

describe('a question in other words', () => {
  it('keeps its names and numbers', () => {
    expect(rewordingsOf('Where does Anna keep the 3 kettles?')).toEqual([
      { kind: 'lower-case', question: 'where does anna keep the 3 kettles?' },
      { kind: 'no-punctuation', question: 'Where does Anna keep the 3 kettles' },
      { kind: 'polite', question: 'Please tell me: Where does Anna keep the 3 kettles?' },
      {
        kind: 'statement',
        question: 'I would like to know the following. Where does Anna keep the 3 kettles?',
      },
      { kind: 'typo', question: 'Where does Anna keep the 3 ketltes?' },
    ]);
  });

  it('is not asked again where nothing differs', () => {
    expect(rewordingsOf('rome').map(({ kind }) => kind)).toEqual(['polite', 'statement']);
  });
});

describe('the retriever', () => {
  const asked = [
    {
      relevant: ['a', 'b'],
      found: found('a', 'b', 'c'),
      reworded: [
        { kind: 'typo' as const, found: found('b', 'a', 'c') },
        { kind: 'polite' as const, found: found('a', 'x', 'y') },
      ],
    },
    {
      relevant: ['d'],
      found: found('d', 'e'),
      reworded: [{ kind: 'typo' as const, found: found('e', 'd') }],
    },
  ];

  it('is measured by what stays among the first k, and by the spread of recall', () => {
    const measured = retrieverFindings(asked, 2);
    // typo: 1 and 1; polite: {a, b} against {a, x}, 1/2.
    expect(measured.overlap).toBeCloseTo((1 + 0.5 + 1) / 3, 12);
    expect(measured).toMatchObject({ questions: 2, k: 2, unmoved: 1, recall: 1 });
    expect(measured.byKind).toEqual([
      { kind: 'typo', questions: 2, overlap: 1, recall: 1 },
      { kind: 'polite', questions: 1, overlap: 0.5, recall: 0.5 },
    ]);
    expect(measured.recallSpread).toBe(0.5);
  });

  it('has no recall where nobody said what is relevant', () => {
    const measured = retrieverFindings(
      [{ ...(asked[1] as (typeof asked)[1]), relevant: null as never }],
      2,
    );
    expect(measured).toMatchObject({ recall: null, recallSpread: null, overlap: 1 });
  });
});
