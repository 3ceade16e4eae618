import { describe, expect, it } from 'vitest';
import { differingPart } from '../../../src/core/text/differingPart.js';
import { yesOrNo } from '../../../src/core/text/yesOrNo.js';

describe('what a model decided', () => {
  it.each([
    ['Same: yes', true],
    ['**Same:** No.', false],
    ['They differ in the price.\n\nSame: no', false],
    ['Same: yes? Let me look again.\nSame: no', false],
    ['<think>Same: yes, I suppose</think>\nSame: no', false],
    ['```json\n{"same": false, "why": "price"}\n```', false],
    ['{"same": "yes"}', true],
    ['The two agree.\n**Yes.**', true],
    ['Yes, both recommend it.', true],
    ['Yes and no.', null],
    ['Same: yes or no', null],
    ['Same: yes/no', null],
    ['I know nothing about it', null],
    ['There is no difference in meaning.', null],
    ['Both answers say no such thing.', null],
    ['Answer 1 says no, answer 2 says no. So they agree.', null],
    ['No difference.', null],
    ['They differ. So the answer is no.', false],
    ['', null],
  ])('%j is %s', (reply, expected) => {
    expect(yesOrNo(reply, 'same')).toBe(expected);
  });
});

describe('the part in which two texts differ', () => {
  it.each([
    ['it is recommended by us', 'it is not recommended by us', 'recommended', 'not recommended'],
    ['a b c', 'a x c', 'b', 'x'],
    ['a b', 'a b c', 'b', 'b c'],
    ['same', 'same', '', ''],
    ['one', 'two', 'one', 'two'],
    ['', 'two', '', 'two'],
  ])('%j against %j', (a, b, some, other) => {
    expect(differingPart(a, b)).toEqual([some, other]);
  });

  it('is cut where it is long', () => {
    const [long] = differingPart('word '.repeat(100), 'other');
    expect(long).toHaveLength(81);
  });
});
