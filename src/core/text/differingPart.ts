/** The words from the first to the last in which two texts differ, with a word that both share beside them. */

const LONGEST = 80;

/** `["recommended", "not recommended"]`; cut after 80 characters. Two equal texts give two empty ones. */
export function differingPart(a: string, b: string): readonly [string, string] {
  const [some, others] = [words(a), words(b)];
  const shortest = Math.min(some.length, others.length);
  let start = 0;
  while (start < shortest && some[start] === others[start]) start += 1;
  if (start === some.length && start === others.length) return ['', ''];
  let end = 0;
  while (end < shortest - start && some.at(-1 - end) === others.at(-1 - end)) end += 1;
  // A word that is only added reads better beside its neighbour.
  const isAdded = [some, others].some((each) => each.length - end === start);
  const [from, until] =
    isAdded && end > 0 ? [start, end - 1] : [Math.max(0, start - +isAdded), end];
  const part = (each: readonly string[]) => cut(each.slice(from, each.length - until).join(' '));
  return [part(some), part(others)];
}

const words = (text: string) => text.trim().split(/\s+/).filter(Boolean);

const cut = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
