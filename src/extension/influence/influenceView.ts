/** What was measured of each sentence, at its place in the text as it stands now. */

import { l10n } from 'vscode';
import type { InfluenceKind, InfluencePart, PromptPart } from '../../core/index.js';
import type { InfluenceView } from '../../protocol.js';
import type { Engine } from '../engine.js';
import type { Entry } from '../entry.js';

export interface PlacedPart {
  readonly part: InfluencePart;
  readonly range: NonNullable<PromptPart['range']>;
}

/** Whether the prompt says something else than what was measured. */
const isChanged = ({ influence, prompt }: Entry, { fingerprint }: Engine): boolean =>
  influence !== null &&
  prompt !== null &&
  fingerprint(prompt.messages) !== influence.prompt.fingerprint;

/** Empty where nothing was measured, or the prompt changed since. */
export function placedParts(entry: Entry, core: Engine): readonly PlacedPart[] {
  const { influence, prompt, text } = entry;
  if (!influence || !prompt || text === null || isChanged(entry, core)) return [];
  const ranges = new Map(core.partsOf(prompt, text).map(({ id, range }) => [id, range]));
  return influence.parts.flatMap((part) => {
    const range = ranges.get(part.id);
    return range ? [{ part, range }] : [];
  });
}

export const kindWords: Readonly<Record<InfluenceKind, () => string>> = {
  decides: () => l10n.t('Decides'),
  matters: () => l10n.t('Matters'),
  nothing: () => l10n.t('Changes nothing'),
  unseen: () => l10n.t('No movement seen'),
  open: () => l10n.t('Cannot be told'),
};

/** For instance `0.42 [0.30, 0.55]`; null where it could not be computed. */
export function effectFigures({ effect, ci }: InfluencePart, core: Engine): string | null {
  if (effect === null) return null;
  return ci ? `${core.number(effect)} ${core.interval(ci)}` : core.number(effect);
}

/** The sentence without the word it begins with, which stands before it. */
export const afterTheWord = ({ sentence }: InfluencePart): string => {
  const rest = sentence.replace(/^(?:Decides|Matters|Changes nothing|Cannot be told): /, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
};

export function influenceViewOf(entry: Entry, core: Engine): InfluenceView | null {
  const { influence } = entry;
  if (!influence) return null;
  const { model, n, R, deterministic, totals, startedAt, stopped, notes, parts } = influence;
  const changed = isChanged(entry, core);
  const placed = new Set(placedParts(entry, core).map(({ part }) => part.id));
  return {
    startedAt,
    changed,
    facts: [
      model,
      core.count(n, 'case'),
      deterministic ? l10n.t('the same text every time') : core.count(R, 'repeat'),
      core.count(totals.completed, 'answer'),
    ],
    notes: [
      ...(stopped === null ? [] : [l10n.t('Stopped before the end: what was done by then.')]),
      ...notes,
    ],
    parts: parts.map((part) => ({
      id: part.id,
      text: part.text,
      kind: part.kind,
      word: kindWords[part.kind](),
      figures: effectFigures(part, core),
      sentence: afterTheWord(part),
      isPlaced: placed.has(part.id),
    })),
  };
}
