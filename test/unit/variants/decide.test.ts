import { describe, expect, it } from 'vitest';
import type { GateResult } from '../../../src/core/variants/variant.js';
import { decideOn, parseFrozen, placesOf } from '../../../src/core/variants/frozen.js';

const FILE = `version: 1
prompt: prompts/a.prompt.yml
original: abc
variants:
  # asked on Monday
  - id: paraphrase-1
    class: paraphrase
    status: pending # not read yet
    change: Shorter
    messages:
      - role: user
        content: Say {{x}}.
  - id: paraphrase-2
    class: paraphrase
    status: approved
    change: Longer
    messages:
      - role: user
        content: Please say {{x}}.
`;

describe('a decision on a kept wording', () => {
  it('changes its status and nothing else', () => {
    expect(decideOn(FILE, 'paraphrase-1', { status: 'approved' })).toBe(
      FILE.replace('status: pending', 'status: approved'),
    );
  });

  it('may mend its text', () => {
    const after = decideOn(FILE, 'paraphrase-1', {
      status: 'approved',
      messages: [{ role: 'user', content: 'Tell {{x}}.' }],
    });
    expect(parseFrozen(after).frozen?.variants[0]?.messages[0]?.content).toBe('Tell {{x}}.');
    expect(after).toContain('# asked on Monday');
  });

  it('keeps what the gate found of the text it stands beside, and of no other', () => {
    const gate: GateResult = {
      invariants: [],
      flags: [],
      risk: 0.4,
      drift: 0.4,
      entails: false,
      cosine: 0.9,
      missing: ['the limit of 15 words'],
      added: [],
    };
    const checked = decideOn(FILE, 'paraphrase-1', { status: 'pending', gate });
    expect(parseFrozen(checked).frozen?.variants[0]).toMatchObject({
      entails: false,
      cosine: 0.9,
      missing: ['the limit of 15 words'],
    });
    const mended = decideOn(checked, 'paraphrase-1', {
      status: 'pending',
      messages: [{ role: 'user', content: 'Tell {{x}}.' }],
    });
    expect(parseFrozen(mended).frozen?.variants[0]).not.toHaveProperty('entails');
    expect(parseFrozen(mended).frozen?.variants[0]).not.toHaveProperty('missing');
  });

  it('on one that is gone says so', () => {
    expect(() => decideOn(FILE, 'paraphrase-9', { status: 'approved' })).toThrow(
      'The kept variant paraphrase-9 no longer exists.',
    );
  });

  it('finds each by its line', () => {
    expect(placesOf(FILE)).toEqual([
      { id: 'paraphrase-1', status: 'pending', line: 6 },
      { id: 'paraphrase-2', status: 'approved', line: 13 },
    ]);
  });
});
