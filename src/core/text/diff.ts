import { diffArrays, diffLines, diffWordsWithSpace, type Change } from 'diff';
import { isPlain, wordTokens } from './graphemes.js';
import { visibleText } from './normalise.js';
import { spelledOut } from './unseen.js';

export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Longer texts are compared by lines instead of words. */
const WORD_LIMIT = 20_000;
/** Timeout in ms; after it, everything counts as changed. */
const TIMEOUT_MS = 1000;

/** A diff by words, or by lines for long texts. Line endings and trailing spaces are ignored. */
export function diffTexts(before: string, after: string): DiffPart[] {
  const [a, b] = [normalised(before), normalised(after)];
  if (a === b) return a === '' ? [] : [{ kind: 'same', text: a }];
  const long = a.length + b.length > WORD_LIMIT;
  const changes: Change[] | undefined = long
    ? diffLines(a, b, { timeout: TIMEOUT_MS })
    : diffWords(a, b);
  if (!changes) {
    return [
      { kind: 'removed', text: a },
      { kind: 'added', text: b },
    ];
  }
  return named(joinShortGaps(changes.map(partOf)));
}

/** No part begins or ends inside a character. */
function diffWords(a: string, b: string): Change[] | undefined {
  if (isPlain(a) && isPlain(b)) return diffWordsWithSpace(a, b, { timeout: TIMEOUT_MS });
  const changes = diffArrays(wordTokens(a), wordTokens(b), { timeout: TIMEOUT_MS });
  return changes?.map((change) => ({ ...change, value: change.value.join('') }));
}

const normalised = (text: string) => text.replace(/\r\n?/g, '\n').replace(/[ \t]+$/gm, '');

const partOf = ({ added, removed, value }: Change): DiffPart => ({
  kind: added ? 'added' : removed ? 'removed' : 'same',
  text: value,
});

/** Spells out what is changed and cannot be seen. */
function named(parts: readonly DiffPart[]): DiffPart[] {
  const isUnseen = (at: number) => {
    const [part, next] = [parts[at], parts[at + 1]];
    return (
      part?.kind === 'removed' &&
      next?.kind === 'added' &&
      visibleText(part.text) === visibleText(next.text)
    );
  };
  return parts.map((part, at) =>
    isUnseen(at) || isUnseen(at - 1) ? { ...part, text: spelledOut(part.text) } : part,
  );
}

/** Merges changed words separated by a single space into one change. */
function joinShortGaps(parts: readonly DiffPart[]): DiffPart[] {
  const result: DiffPart[] = [];
  let removed = '';
  let added = '';
  const flush = () => {
    if (removed) result.push({ kind: 'removed', text: removed });
    if (added) result.push({ kind: 'added', text: added });
    removed = added = '';
  };
  parts.forEach((part, index) => {
    const between =
      part.kind === 'same' && part.text === ' ' && index > 0 && index < parts.length - 1;
    if (part.kind === 'removed' || between) removed += part.text;
    if (part.kind === 'added' || between) added += part.text;
    if (part.kind === 'same' && !between) {
      flush();
      result.push(part);
    }
  });
  flush();
  return result;
}
