/** Step 2 of the meaning check: signs that a rewrite may ask for something else. None is proof; together they are the risk. */

/** The texts of all messages of the prompt and of the rewrite. */
export interface RewritePair {
  readonly before: string;
  readonly after: string;
  /** The prompt's label words. */
  readonly labels: readonly string[];
}

export const SIGN_CODES = [
  'sentence-gone',
  'sentence-new',
  'clause-gone',
  'clause-new',
  'words-gone',
  'words-new',
  'longer',
  'shorter',
  'quote-gone',
  'quote-new',
  'labels',
  'list-items',
  'code',
  'json',
  'number-gone',
  'number-new',
  'address-new',
  'placeholder-new',
  'negation',
  'reversed',
  'sense-gone',
  'sense-new',
  'wider',
  'narrower',
  'question-form',
  'more-questions',
  'product',
  'blanks',
  'fields',
  'prefilled',
  'about-prompts',
  'exchanged',
  'far',
] as const;
export type SignCode = (typeof SIGN_CODES)[number];

export interface Sign {
  readonly code: SignCode;
  /** In (0,1]. */
  readonly strength: number;
  /** What a reviewer is told; null for signs that only count. */
  readonly text: string | null;
}

/** One sign, or none where its strength is not above 0. */
export const sign = (code: SignCode, strength: number, text: string | null): Sign[] =>
  strength > 0 ? [{ code, strength: Math.min(1, strength), text }] : [];

/** 1 where it holds, else 0. */
export const ifSo = (holds: boolean): number => (holds ? 1 : 0);

const MAX_SHOWN = 4;
const LONGEST_SHOWN = 60;

/** The first of the texts, quoted and shortened, for a sign's text. */
export const shown = (texts: readonly string[]): string =>
  [...new Set(texts)].slice(0, MAX_SHOWN).map(quoted).join(', ');

const quoted = (text: string) =>
  `“${text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN).trimEnd()}…` : text}”`;
