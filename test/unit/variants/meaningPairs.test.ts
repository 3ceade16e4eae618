import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGE_NAMES, type LanguageCode } from '../../../src/core/text/languageWords.js';
import {
  aurocOf,
  judgePair,
  labeledPairs,
  longPairs,
  meaningPairs,
  perfectJudge,
  rejectedShares,
  STEPS,
  type Judged,
} from '../../support/meaningPairs.js';

describe('the meaning check on pairs labeled by hand', () => {
  const pairs = meaningPairs();
  let judged: Judged[] = [];
  beforeAll(async () => {
    judged = await Promise.all(pairs.map((pair) => judgePair(pair, perfectJudge(pair))));
  });

  it('has at least 60 pairs, half of them changed in meaning in every way', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(60);
    expect(pairs.filter(({ change }) => change === null)).toHaveLength(pairs.length / 2);
    const kinds = new Set(pairs.map(({ change }) => change));
    expect(kinds).toEqual(new Set([null, 'dropped', 'added', 'negation', 'number', 'label']));
  });

  it('rejects what the documentation says, and orders the rest as well as it says', () => {
    const docs = readFileSync('docs/variants.md', 'utf8');
    const rowOf = (name: string) =>
      docs
        .split('\n')
        .find((line) => line.startsWith(`| own pairs, ${name} `))
        ?.split('|')
        .slice(2, -1)
        .map((cell) => cell.trim());
    for (const [name, isRejected] of STEPS) {
      const { good, bad } = rejectedShares(judged, isRejected);
      expect(rowOf(name), name).toEqual(
        [good, bad].map((share) => `${(100 * share).toFixed(1)} %`),
      );
    }
    expect(docs).toContain(`own pairs ${aurocOf(judged).toFixed(2)}`);
  });

  it('orders long prompts in every language as well as the documentation says', async () => {
    const docs = readFileSync('docs/variants.md', 'utf8');
    const long = await Promise.all(longPairs().map((pair) => judgePair(pair, perfectJudge(pair))));
    expect(long.length).toBeGreaterThanOrEqual(40);
    expect(docs).toMatch(new RegExp(`\\| own long prompts +\\| +${aurocOf(long).toFixed(2)} `));
    const groups = Map.groupBy([...judged, ...long], ({ pair }) => pair.language);
    for (const [language, own] of groups)
      expect(docs).toMatch(
        new RegExp(
          `\\| ${LANGUAGE_NAMES[language as LanguageCode]} +\\| +${aurocOf(own).toFixed(2)} \\| +${own.length} `,
        ),
      );
  });

  it('never rejects by rule what means the same', () => {
    const wrong = judged.filter(({ pair, isRejectedByRule }) => !pair.change && isRejectedByRule);
    expect(wrong.map(({ pair }) => pair.id)).toEqual([]);
  });

  it('passes nothing that was changed when the judge is always right', () => {
    const passed = judged.filter(({ pair, entails }) => pair.change !== null && entails !== false);
    expect(passed).toEqual([]);
  });

  it('reads labeled pairs from a table', () => {
    const table =
      'task,original,paraphrase,correct,method\nhomophones,Say {{a}}.,Tell {{a}}.,0,x\n';
    expect(labeledPairs(table)).toMatchObject([
      { change: 'labeled', tuned: true, wording: [{ content: 'Tell {{a}}.' }] },
    ]);
  });
});
