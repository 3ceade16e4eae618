/** The signs of the matrix, the same in every view. */

export type Glyph =
  | 'right'
  | 'wrong'
  | 'mixed'
  | 'partly'
  | 'same'
  | 'different'
  | 'unreadable'
  | 'unscored'
  | 'failed'
  | 'missing';

export const GLYPHS: Readonly<Record<Glyph, { readonly sign: string; readonly words: string }>> = {
  right: { sign: '✓', words: 'right' },
  wrong: { sign: '✗', words: 'wrong' },
  mixed: { sign: '~', words: 'repeats disagree' },
  partly: { sign: '◐', words: 'partly right' },
  same: { sign: '=', words: 'same as the original' },
  different: { sign: '≠', words: 'different from the original' },
  unreadable: { sign: '–', words: 'no readable answer' },
  unscored: { sign: '?', words: 'not scored' },
  failed: { sign: '!', words: 'failed' },
  missing: { sign: '·', words: 'not run' },
};

/** What came of a check, in a sign. */
export const CHECK_SIGNS = { passed: '✓', partly: '◐', failed: '✗', 'not run': '?' } as const;
