import { NOTHING_FOUND } from '../../../src/core/variants/meaning/meaningCheck.js';
import { describe, expect, it } from 'vitest';
import { joined, surfaceDistance } from '../../../src/core/variants/meaning/drift.js';
import type { Candidate } from '../../../src/core/variants/ruleVariants.js';
import { spreadOver } from '../../../src/core/variants/spread.js';
import type { VariantClass } from '../../../src/core/variants/variant.js';
import { promptFrom } from '../../support/prompts.js';

const ORIGINAL = 'one two three four five six seven eight nine ten';
const prompt = promptFrom(JSON.stringify({ messages: [{ role: 'user', content: ORIGINAL }] }));
const classOf = (id: string): VariantClass => ({
  id,
  stress: false,
  whenNone: '',
  rewordings: () => [],
});

/** A wording with so many of the ten words replaced by others. */
function candidate(id: VariantClass, replaced: number, by = id.id): Candidate {
  const words = ORIGINAL.split(' ').map((word, index) =>
    index < replaced ? `${by}${index}` : word,
  );
  const gate = NOTHING_FOUND;
  return {
    class: id,
    number: 1,
    change: `${replaced}`,
    messages: [{ role: 'user', content: words.join(' ') }],
    gate,
  };
}

describe('a chosen number of wordings', () => {
  const [a, b, c] = [classOf('a'), classOf('b'), classOf('c')];
  const pool = (id: VariantClass) => [1, 2, 4, 6, 7, 10].map((count) => candidate(id, count));

  it('takes from the classes in turn', () => {
    const chosen = spreadOver(prompt, [pool(a), pool(b), pool(c)], 7);
    expect(chosen.map((each) => each.class.id)).toEqual(['a', 'b', 'c', 'a', 'b', 'c', 'a']);
  });

  it('takes from near, middle and far alike', () => {
    const chosen = spreadOver(prompt, [pool(a), pool(b), pool(c)], 6);
    const bands = chosen.map(({ messages }) => {
      const distance = surfaceDistance(ORIGINAL, joined(messages));
      return distance < 0.2 ? 'near' : distance < 0.35 ? 'middle' : 'far';
    });
    expect(bands.sort()).toEqual(['far', 'far', 'middle', 'middle', 'near', 'near']);
  });

  it('leaves out what nearly repeats another of its class', () => {
    const twin = candidate(a, 10);
    const other = {
      ...twin,
      messages: [{ role: 'user' as const, content: joined(twin.messages).replace('a9', 'x') }],
    };
    expect(spreadOver(prompt, [[twin, other]], 2)).toHaveLength(1);
    expect(spreadOver(prompt, [[twin], [{ ...other, class: b }]], 2)).toHaveLength(2);
  });

  it('goes on with the classes that have more', () => {
    const chosen = spreadOver(prompt, [[candidate(a, 3)], pool(b)], 5);
    expect(chosen.map((each) => each.class.id)).toEqual(['a', 'b', 'b', 'b', 'b']);
  });
});

describe('the distance of two texts', () => {
  it('sees marks and white space, and is 0 for the same text and 1 for nothing in common', () => {
    expect(surfaceDistance('a b', 'a b')).toBe(0);
    expect(surfaceDistance('a', 'b')).toBe(1);
    // Of three pieces each, the two letters are shared.
    expect(surfaceDistance('a:b', 'a-b')).toBeCloseTo(1 / 3, 9);
    expect(surfaceDistance('', '')).toBe(0);
  });
});
