/** What was measured of each sentence, at its place in the text as it stands now. */

import type { InfluencePart, PromptPart } from '../../core/index.js';
import type { Engine } from '../engine.js';
import { influenceOf, type Entry } from '../entry.js';

export interface PlacedPart {
  readonly part: InfluencePart;
  readonly range: NonNullable<PromptPart['range']>;
}

/** Empty where nothing was measured, or the prompt changed. */
export function placedParts(entry: Entry, core: Engine): readonly PlacedPart[] {
  const { prompt, text } = entry;
  const influence = influenceOf(entry);
  if (!influence || !prompt || text === null) return [];
  if (core.fingerprint(prompt.messages) !== influence.prompt.fingerprint) return [];
  const ranges = new Map(core.partsOf(prompt, text).map(({ id, range }) => [id, range]));
  return influence.findings.parts.flatMap((part) => {
    const range = ranges.get(part.id);
    return range ? [{ part, range }] : [];
  });
}
