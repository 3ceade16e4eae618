/** Where the gates of a `restraint:` block stand in a file, and what was measured for each. */

import { restraintSchema } from '../../prompt/settings/restraint.js';
import { Reading } from '../../prompt/reading.js';
import { NOTHING_AROUND } from '../../ports/surroundings.js';
import { readFrontmatter } from '../../prompt/yaml/frontmatter.js';
import { readYaml, type YamlSource } from '../../prompt/yaml/yamlSource.js';
import { percent } from '../../say/figures.js';
import type { Say } from '../../say/say.js';
import { gateRows } from './gateRows.js';
import type { Restraint } from './schema.js';
import { thresholdText } from './words.js';

export type GateKey = keyof typeof restraintSchema.shape;
const KEYS = Object.keys(restraintSchema.shape) as GateKey[];

/** A prompt, `plumbline.yml`, and the file beside a prompt that holds its settings. */
const BLOCKS = [['sensitivity', 'restraint'], ['defaults', 'restraint'], ['restraint']] as const;

export interface GatePlace {
  /** Null: the block itself. */
  readonly gate: GateKey | null;
  /** UTF-16 offsets of the key. */
  readonly start: number;
  readonly end: number;
}

/** The key of the block that stands at an offset; null where none does. Never throws. */
export function gateAt(path: string, text: string, offset: number): GatePlace | null {
  if (!text.includes('restraint')) return null;
  const yaml = yamlOf(path, text);
  for (const block of BLOCKS)
    for (const gate of [null, ...KEYS]) {
      const range = yaml.keyRangeOf(gate === null ? block : [...block, gate]);
      if (range && range.start <= offset && offset <= range.end)
        return { gate, start: range.start, end: range.end };
    }
  return null;
}

function yamlOf(path: string, text: string): YamlSource {
  const front = readFrontmatter(new Reading(path, text, NOTHING_AROUND));
  return front && Object.keys(front.values).length > 0 ? front.yaml : readYaml(text);
}

/** What a gate is for, as the schema says it. */
export const gateMeaning = (gate: GateKey): string => restraintSchema.shape[gate].description ?? '';

/** What the last result of a prompt says of a gate, in sentences. `result`: null where there is none. */
export function gateFindings(
  gate: GateKey | null,
  result: Restraint | null,
  say: Say,
): readonly string[] {
  const notYet = say('Not measured yet. Run plumbline restraint, or the study in the panel.');
  if (!result) return [notYet];
  const { findings } = result;
  if (gate === 'human') {
    const isSet = (findings.policy as { human?: unknown }).human !== undefined;
    return isSet && findings.human !== null
      ? [say('{share} of requests would go to a person.', { share: percent(findings.human) })]
      : [notYet];
  }
  const rowOf = (id: string) =>
    gateRows(findings, say).find((row) => row.id === `gate-${id}`)?.sentence;
  // Without a gate in it, the block measures what the model does by itself.
  const row = gate === null ? (rowOf('together') ?? rowOf('model')) : rowOf(gate);
  const threshold = gate === 'confidence' ? [thresholdText(findings, say)] : [];
  const said = [...(row === undefined ? [] : [row]), ...threshold].filter((text) => text !== '');
  return said.length === 0 ? [notYet] : said;
}
