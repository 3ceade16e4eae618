import { describe, expect, it } from 'vitest';
import { diffTexts } from '../../../src/core/text/diff.js';

const marked = (before: string, after: string) =>
  diffTexts(before, after)
    .map(({ kind, text }) =>
      kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `{+${text}+}`,
    )
    .join('');

describe('a difference that no eye can see', () => {
  it('is named: the space, and the mark of a letter', () => {
    expect(marked('1.234,50 €', '1.234,50\u00A0€')).toContain('{+⟨no-break space⟩+}');
    expect(marked('Müller kam', 'Mu\u0308ller kam')).toBe('[-Müller-]{+Mu⟨U+0308⟩ller+} kam');
    expect(marked('a b', 'a\u200Bb')).not.toContain('⟨space⟩');
  });

  it('is left alone where it can be seen', () => {
    expect(marked('Müller', 'Muller')).toBe('[-Müller-]{+Muller+}');
    expect(marked('one two', 'one three')).toBe('one [-two-]{+three+}');
  });
});
