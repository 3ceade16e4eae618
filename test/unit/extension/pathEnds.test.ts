import { describe, expect, it } from 'vitest';
import { pathEnds } from '../../../src/extension/library/pathEnds.js';

const ends = (...paths: string[]) =>
  [...pathEnds(paths).values()].map(({ end, lead }) => `${lead}|${end}`);

describe('the end of a path', () => {
  it('is its last folder where that tells it', () => {
    expect(ends('packages/app/src/prompts/support', 'packages/app/src/prompts/sales')).toEqual([
      'packages/app/src/prompts|support',
      'packages/app/src/prompts|sales',
    ]);
  });

  it('is longer where another path ends the same', () => {
    expect(ends('a/x/prompts', 'b/x/prompts', 'prompts2')).toEqual([
      '|a/x/prompts',
      '|b/x/prompts',
      '|prompts2',
    ]);
    expect(ends('w/a/prompts', 'w/b/prompts')).toEqual(['w|a/prompts', 'w|b/prompts']);
  });

  it('is the whole path where that ends another', () => {
    expect(ends('prompts', 'app/prompts', '.')).toEqual(['|prompts', '|app/prompts', '|.']);
  });
});
