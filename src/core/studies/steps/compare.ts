/** How far apart two runs are: by the order of their tools, by the set of them, by their calls, and where they part (METRICS 9.9, 15.3). */

import { compareCalls, multisetF1, callKeys, type CallsMatch } from '../../text/compareCalls.js';
import { sequenceDistance } from '../../text/editSimilarity.js';
import { tokenNumbers } from '../../text/ngrams.js';
import {
  canonical,
  withoutDefaults,
  type CallDefaults,
  type ToolCall,
} from '../../text/toolCalls.js';

/** Levenshtein distance of two sequences of names over the longer length, in [0,1]; 0 where both are empty. */
export function editDistance(a: readonly string[], b: readonly string[]): number {
  const numbers = tokenNumbers();
  return sequenceDistance(numbers(a), numbers(b));
}

/** 1 − shared over all different names, in [0,1]; 0 where both are empty. */
export function setDistance(a: readonly string[], b: readonly string[]): number {
  const [first, second] = [new Set(a), new Set(b)];
  const all = new Set([...a, ...b]).size;
  return all === 0 ? 0 : 1 - [...first].filter((name) => second.has(name)).length / all;
}

/** 1 − F1 over the calls, exactly equal ones, in [0,1]. */
export const callsDistance = (
  a: readonly ToolCall[],
  b: readonly ToolCall[],
  defaults: CallDefaults,
): number => 1 - multisetF1(callKeys(a, defaults), callKeys(b, defaults));

export interface PathMatch extends CallsMatch {
  readonly edit: number;
  readonly set: number;
}

/** The calls of a run against the expected ones. */
export function comparePaths(
  own: readonly ToolCall[],
  expected: readonly ToolCall[],
  defaults: CallDefaults,
): PathMatch {
  const [a, b] = [own.map(({ name }) => name), expected.map(({ name }) => name)];
  return {
    ...compareCalls(own, expected, defaults),
    edit: editDistance(a, b),
    set: setDistance(a, b),
  };
}

export interface ArgumentChange {
  readonly name: string;
  /** JSON; null: not given. */
  readonly before: string | null;
  readonly now: string | null;
}

/** `tool`: another tool; `arguments`: the same tool with others; `ends`: no further call; `goes-on`: calls after the other has ended. */
export interface Divergence {
  /** Index of the call, from 0. */
  readonly at: number;
  readonly kind: 'tool' | 'arguments' | 'ends' | 'goes-on';
  readonly arguments: readonly ArgumentChange[];
}

/** Where `own` first differs from `reference`; null where all calls are equal. */
export function firstDivergence(
  own: readonly ToolCall[],
  reference: readonly ToolCall[],
  defaults: CallDefaults,
): Divergence | null {
  const [a, b] = [callKeys(own, defaults), callKeys(reference, defaults)];
  const at = Array.from({ length: Math.max(a.length, b.length) }, (_, n) => n).find(
    (n) => a[n] !== b[n],
  );
  if (at === undefined) return null;
  const [now, before] = [own[at], reference[at]];
  if (!now) return { at, kind: 'ends', arguments: [] };
  if (!before) return { at, kind: 'goes-on', arguments: [] };
  if (now.name !== before.name) return { at, kind: 'tool', arguments: [] };
  return { at, kind: 'arguments', arguments: argumentChanges(now, before, defaults) };
}

/** An argument in a form in which equal values are equal texts; null where it is not given. */
export const argumentText = (args: ToolCall['args'], name: string): string | null =>
  Object.hasOwn(args, name) ? canonical(args[name]) : null;

/** The arguments in which two calls of a tool differ. */
export function argumentChanges(
  now: ToolCall,
  before: ToolCall,
  defaults: CallDefaults,
): ArgumentChange[] {
  const [own, other] = [
    withoutDefaults(now, defaults).args,
    withoutDefaults(before, defaults).args,
  ];
  return [...new Set([...Object.keys(other), ...Object.keys(own)])]
    .map((name) => ({ name, before: argumentText(other, name), now: argumentText(own, name) }))
    .filter(({ before: was, now: is }) => was !== is);
}

/** Calls of two runs that belong together: the nth call of a tool with the nth of the other; what is left has none. */
export function pairedCalls(
  own: readonly ToolCall[],
  reference: readonly ToolCall[],
): { readonly own: ToolCall | null; readonly reference: ToolCall | null }[] {
  const left = [...own];
  const pairs = reference.map((call) => {
    const at = left.findIndex(({ name }) => name === call.name);
    return { own: at < 0 ? null : (left.splice(at, 1)[0] ?? null), reference: call };
  });
  return [...pairs, ...left.map((call) => ({ own: call, reference: null }))];
}

export type CallLevel = 'none' | 'nameOnly' | 'nameAndKeys' | 'exact';

/** How far two calls agree (METRICS 9.9). */
export function callLevel(
  own: ToolCall | null,
  reference: ToolCall | null,
  defaults: CallDefaults,
): CallLevel {
  if (!own || !reference || own.name !== reference.name) return 'none';
  const changes = argumentChanges(own, reference, defaults);
  if (changes.length === 0) return 'exact';
  return changes.every(({ before, now }) => before !== null && now !== null)
    ? 'nameAndKeys'
    : 'nameOnly';
}
