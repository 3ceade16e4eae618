import { expect, it, vi } from 'vitest';
import { memoise, memoiseText } from '../../../src/core/text/memoise.js';

it('what was computed of an object or a text is not computed again, also where it is nothing', () => {
  const ofObject = vi.fn(({ of }: { of: string }) => of || null);
  const objects = memoise(ofObject);
  const [one, other] = [{ of: 'a' }, { of: '' }];
  expect([objects(one), objects(one), objects(other), objects(other)]).toEqual([
    ...['a', 'a'],
    ...[null, null],
  ]);
  expect(ofObject).toHaveBeenCalledTimes(2);

  const ofText = vi.fn((text: string) => text.length || null);
  const texts = memoiseText(ofText);
  expect([texts('ab'), texts('ab'), texts(''), texts('')]).toEqual([2, 2, null, null]);
  expect(ofText).toHaveBeenCalledTimes(2);
});
