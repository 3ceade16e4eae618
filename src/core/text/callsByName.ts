/** Lays out two answers that call tools so that they can be compared argument by argument. */

import {
  canonical,
  contentBeside,
  isToolCalls,
  readToolCalls,
  type ToolCall,
} from './toolCalls.js';

/** Arguments by the name of their tool; several calls of one tool are numbered. */
export type NamedCalls = Readonly<Record<string, unknown>>;

/**
 * Null unless both are calls. An equal call has the same name on both sides, so that order makes no difference. Text beside
 * the calls is under `content`.
 */
export function callsByName(before: string, after: string): [NamedCalls, NamedCalls] | null {
  if (!isToolCalls(before) || !isToolCalls(after)) return null;
  const [old, fresh] = [readToolCalls(before) ?? [], readToolCalls(after) ?? []];
  const names = numbered(old);
  const said = contentBeside(before) !== '' || contentBeside(after) !== '';
  const laidOut = (calls: readonly ToolCall[], labels: readonly string[], text: string) =>
    Object.fromEntries([
      ...(said ? [['content', contentBeside(text)] as const] : []),
      ...calls.map(({ args }, at) => [labels[at] ?? '', args] as const),
    ]);
  return [laidOut(old, names, before), laidOut(fresh, matched(old, names, fresh), after)];
}

function numbered(calls: readonly ToolCall[]): string[] {
  const times = new Map<string, number>();
  return calls.map(({ name }) => {
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    return label(name, time);
  });
}

const label = (name: string, time: number) => (time === 1 ? name : `${name} (${time})`);

/** The label of an equal call, otherwise of another call of the same tool, otherwise the tool's next label. */
function matched(
  old: readonly ToolCall[],
  names: readonly string[],
  fresh: readonly ToolCall[],
): string[] {
  const free = new Set(old.keys());
  const take = (fits: (call: ToolCall) => boolean): string | null => {
    const at = [...free].find((each) => fits(old[each] as ToolCall));
    if (at === undefined) return null;
    free.delete(at);
    return names[at] ?? null;
  };
  const equal = fresh.map(({ name, args }) =>
    take((call) => call.name === name && canonical(call.args) === canonical(args)),
  );
  const times = new Map<string, number>();
  for (const { name } of old) times.set(name, (times.get(name) ?? 0) + 1);
  return fresh.map(({ name }, at) => {
    const own = equal[at] ?? take((call) => call.name === name);
    if (own !== null) return own;
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    return label(name, time);
  });
}
