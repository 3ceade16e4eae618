/** What can be written in a `restraint:` block. Reads lines: a file that is being written is no YAML yet. */

import { POLICY_RULES, RESTRAINT_ACTIONS, restraintSchema } from './restraint.js';

const { shape } = restraintSchema;
const GATES = Object.keys(shape);
const KEYS: Readonly<Record<string, readonly string[]>> = {
  restraint: GATES,
  confidence: Object.keys(shape.confidence.unwrap().shape),
  context: Object.keys(shape.context.unwrap().shape),
  goal: Object.keys(shape.goal.unwrap().shape),
  cost: Object.keys(shape.cost.unwrap().shape),
  human: Object.keys(shape.human.unwrap().shape),
};
const VALUES: Readonly<Record<string, readonly string[]>> = {
  action: RESTRAINT_ACTIONS,
  rule: POLICY_RULES,
};
const ITEMS: Readonly<Record<string, readonly string[]>> = {
  policy: POLICY_RULES,
  when: GATES.filter((gate) => gate !== 'human'),
};

export interface RestraintCompletions {
  readonly words: readonly string[];
  /** Whether each is the key of a map. */
  readonly areKeys: boolean;
}

/** `before`: the text up to the cursor. Null outside a `restraint:` block, and where nothing is known. */
export function restraintCompletions(before: string): RestraintCompletions | null {
  const lines = before.split(/\r?\n/);
  const { keys, place } = placeOn(lines.pop() ?? '');
  const path = [...parentsOf(lines, before), ...keys];
  const inside = path.slice(path.lastIndexOf('restraint'));
  if (inside[0] !== 'restraint' || inside.length > 3) return null;
  const last = inside.at(-1) ?? '';
  const found = { key: KEYS, value: VALUES, item: ITEMS }[place];
  const words = Object.hasOwn(found, last) ? found[last] : undefined;
  return words ? { words, areKeys: place === 'key' } : null;
}

type Place = 'key' | 'value' | 'item';

/** Keys of what is open on a line, `{ a: [` and `- a:` alike, and what may be written at its end. */
function placeOn(line: string): { readonly keys: readonly string[]; readonly place: Place } {
  const isItem = /^\s*-\s/.test(line);
  const open: { isList: boolean; key: string | null }[] = [{ isList: isItem, key: null }];
  for (const [token] of line.matchAll(/[\w-]+(?=\s*:(?:\s|$))|[{}[\],]/g)) {
    const now = open.at(-1);
    if (token === '{' || token === '[') open.push({ isList: token === '[', key: null });
    else if (token === '}' || token === ']') open.pop();
    else if (now) now.key = token === ',' ? null : token;
  }
  const { isList = false, key = null } = open.at(-1) ?? {};
  return {
    keys: open.flatMap((each) => each.key ?? []),
    place: key === null ? (isList ? 'item' : 'key') : 'value',
  };
}

/** Keys of the lines above that are indented less, outermost first. The items of a list may stand below their key. */
function parentsOf(above: readonly string[], before: string): string[] {
  const own = before.slice(before.lastIndexOf('\n') + 1);
  let indent = indentOf(own) + (/^\s*-\s/.test(own) ? 0.5 : 0);
  const found: string[] = [];
  for (const line of above.toReversed()) {
    const key = /^\s*(?:-\s+)?([\w-]+)\s*:\s*(?:#.*)?$/.exec(line)?.[1];
    if (line.trim() === '' || indentOf(line) >= indent) continue;
    indent = indentOf(line);
    if (key !== undefined) found.unshift(key);
  }
  return found;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
