import { expect, it } from 'vitest';
import { meansByCase } from '../../../src/core/numbers/meansByCase.js';

it('takes the mean of what is known of each case, in the order in which cases come', () => {
  const items = [
    { case: 'b', value: 1 },
    { case: 'a', value: null },
    { case: 'b', value: 0 },
    { case: 'c', value: null },
    { case: 'a', value: 0.5 },
  ];
  expect([...meansByCase(items, ({ value }) => value)]).toEqual([
    ['b', 0.5],
    ['a', 0.5],
  ]);
});
