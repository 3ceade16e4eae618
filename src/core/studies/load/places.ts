/** What was measured of each instruction, at its place in the text as it stands now. */

import { fingerprint } from '../../prompt/fingerprint.js';
import type { Subject } from '../../study.js';
import { instructionsOf } from '../../variants/instructions/instructions.js';
import type { Say } from '../../say/say.js';
import type { Load, LoadFindings } from './schema.js';
import { instructionRows, levelOf, type AdherenceLevel } from './words.js';

export interface InstructionPlace {
  /** Offset in the file. */
  readonly start: number;
  readonly level: AdherenceLevel;
  /** What was found of it. */
  readonly sentence: string;
}

/** Those that were checked or judged; empty where the prompt changed. */
export function instructionPlaces(
  { prompt, text }: Subject,
  { prompt: measured, findings }: Load,
  say: Say,
): InstructionPlace[] {
  if (fingerprint(prompt.messages) !== measured.fingerprint) return [];
  const rows = instructionRows(findings, say);
  return instructionsOf(prompt, text).flatMap(({ range }, at) => {
    const level = levelOf(shareOf(findings, at));
    return range && level
      ? [{ start: range.start, level, sentence: rows[at]?.sentence ?? '' }]
      : [];
  });
}

const shareOf = ({ instructions }: LoadFindings, at: number): number | null =>
  instructions[at]?.followed ?? instructions[at]?.judged ?? null;

/** For instance `12 instructions · 9 of 10 checked are followed`. */
export function loadLine({ findings }: Load, say: Say): string {
  const { instructions, total, checked } = findings;
  const followed = instructions.filter(
    ({ followed: share }) => levelOf(share) === 'followed',
  ).length;
  return say('{total} instructions · {followed} of {checked} checked are followed', {
    ...{ total, checked, followed },
  });
}
