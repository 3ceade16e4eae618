import { describe, expect, it } from 'vitest';
import { pointsSaid } from '../../../src/core/text/pointsSaid.js';

describe('the points a judge gave', () => {
  it.each([
    ['Polite, and to the point.\nScore: 4', 4],
    ['**Score:** 4', 4],
    ['Score: **4**', 4],
    ['## Final score: 4/5', 4],
    ['The score is 4 out of 5.', 4],
    ['Score (1-5): 2', 2],
    ['Score: 4.5', 4.5],
    ['Score: 3,5', 3.5],
    ['Score: 2\nOn reflection:\nScore: 5', 5],
    ['```json\n{"reason": "fine", "score": 3}\n```', 3],
    ['{"score": "4"}', 4],
    ['It keeps it all.\n5', 5],
    ['**4/5**', 4],
    ['<think>\nScore: 2\n</think>\nScore: 5', 5],
    ['Score：4', 4],
    ['<score>4</score>', 4],
    ['Score: [4]', 4],
    ['[Score: 4]', 4],
    ['(Score: <4>)', 4],
    ['Score 4', 4],
    ['Score - 4', 4],
    ['Score → 4', 4],
    ['• Score: 4', 4],
    ['Score: $4$', 4],
    ['| Score | 4 |', 4],
    ['### Score\n**4**\nReason: it is polite.', 4],
    ['{"score": "4/5"}', 4],
  ])('are read: %s', (reply, points) => {
    expect(pointsSaid(reply, 5)).toBe(points);
  });

  it.each([
    'Nicely written, thank you for sharing.',
    'A score of 5 would need a greeting.',
    'Score: 9',
    'Score: 0',
    'Score: -1',
    'Score: 3-4',
    'Score: 4/10',
    'Score: 45',
    'Score: 3 or 4',
    'Final score:\n1. Accuracy is high\n2. It is polite',
    'Score 4 points for a greeting.',
    '{"score": true}',
    'Score: N',
    '<think>\nScore: 2',
    '7 of the 10 points are there.',
  ])('are not: %s', (reply) => {
    expect(pointsSaid(reply, 5)).toBeNull();
  });

  it('are not the number of a list that was cut off, and hostile replies are read at once', () => {
    expect(pointsSaid('1. Good\n2. Bad\n3.', 5, { isCut: true })).toBeNull();
    for (const hostile of ['\n'.repeat(100_000), 'score '.repeat(50_000), '# '.repeat(50_000)])
      expect(pointsSaid(hostile, 5)).toBeNull();
  });
});
