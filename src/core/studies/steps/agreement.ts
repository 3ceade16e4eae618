/** Call by call and argument by argument: what other wordings call against the original's first run, and its repeats against it. */

import { withoutDefaults, type CallDefaults, type ToolCall } from '../../text/toolCalls.js';
import { argumentText, callLevel, pairedCalls, type CallLevel } from './compare.js';
import type { StepsFindings } from './schema.js';
import type { MeasuredRun } from './trajectory.js';

type Pair = ReturnType<typeof pairedCalls>[number];

export function agreementOf(
  runs: readonly MeasuredRun[],
  { original, defaults }: { original: string; defaults: CallDefaults },
): Pick<StepsFindings, 'levels' | 'arguments'> {
  const wordings: Pair[] = [];
  const noise: Pair[] = [];
  for (const own of Map.groupBy(runs, (each) => each.case).values()) {
    const reference = own.find(({ variant }) => variant === original);
    if (!reference) continue;
    for (const run of own)
      if (run !== reference)
        (run.variant === original ? noise : wordings).push(
          ...pairedCalls(run.calls, reference.calls),
        );
  }
  const quiet = argumentsOf(noise, defaults);
  return {
    levels: { wordings: levelsOf(wordings, defaults), noise: levelsOf(noise, defaults) },
    arguments: [...argumentsOf(wordings, defaults)]
      .map(([key, { tool, argument, same, of }]) => ({
        ...{ tool, argument, same, of },
        noiseSame: quiet.get(key)?.same ?? 0,
        noiseOf: quiet.get(key)?.of ?? 0,
      }))
      .toSorted((a, b) => a.same / a.of - b.same / b.of || b.of - a.of),
  };
}

function levelsOf(pairs: readonly Pair[], defaults: CallDefaults) {
  const found = pairs.map(({ own, reference }) => callLevel(own, reference, defaults));
  const of = (level: CallLevel) => found.filter((each) => each === level).length;
  return {
    exact: of('exact'),
    nameAndKeys: of('nameAndKeys'),
    nameOnly: of('nameOnly'),
    none: of('none'),
  };
}

/** Of calls that both made: how often an argument has the same value, or is given by neither. */
function argumentsOf(pairs: readonly Pair[], defaults: CallDefaults) {
  const found = new Map<string, { tool: string; argument: string; same: number; of: number }>();
  for (const { own, reference } of pairs) {
    if (!own || !reference) continue;
    const valueOf = (call: ToolCall, name: string) =>
      argumentText(withoutDefaults(call, defaults).args, name);
    for (const argument of new Set([...Object.keys(reference.args), ...Object.keys(own.args)])) {
      const key = JSON.stringify([reference.name, argument]);
      const counted = found.get(key) ?? { tool: reference.name, argument, same: 0, of: 0 };
      counted.of += 1;
      if (valueOf(own, argument) === valueOf(reference, argument)) counted.same += 1;
      found.set(key, counted);
    }
  }
  return found;
}
