/** What a study found, ready to be drawn as a section: terminal, HTML, Markdown and panel all draw this. */

import type { RiskPoint } from '../score/statistics/riskCurve.js';

/** How a row reads at a glance: what it does to answers, or how sure that is. */
export type Tone = 'strong' | 'medium' | 'none' | 'open' | 'good' | 'bad';

/** A piece of a text in the shade of what was measured of it. */
export interface Shade {
  readonly text: string;
  /** From the lightest, 0, to the darkest, 5. */
  readonly level: number;
  /** The same in words. */
  readonly said: string;
}

/** What stands behind a number of a row: opened on demand. */
export interface RowList {
  readonly title: string;
  readonly items: readonly string[];
}

export interface StudyRow {
  /** Stable, to be referred to. */
  readonly id: string;
  readonly tone: Tone;
  /** What the row is about: a sentence of the prompt, a configuration, a comparison. */
  readonly title: string;
  /** The finding, as a sentence. */
  readonly sentence: string;
  /** Value with interval; null where it could not be computed. */
  readonly figures: string | null;
  /** The sentence in shades, where there are colours; absent: it has none. */
  readonly shades?: readonly Shade[];
  /** Only the panel shows them; absent: it has none. */
  readonly lists?: readonly RowList[];
  /** 1-based line of the prompt file it stands in; null where it stands in none. */
  readonly line: number | null;
}

/** One case with the mean confidence of its answers and how many of them are right, both in [0,1]. */
export interface RiskCase {
  readonly id: string;
  readonly confidence: number;
  readonly right: number;
}

/** From which confidence on to answer: the cases a reader can try thresholds on. */
export interface RiskHandle {
  readonly cases: readonly RiskCase[];
  /** Surest first: a point for each confidence that cases have. */
  readonly curve: readonly RiskPoint[];
  /** The threshold that was found or set; null: none, everything is answered. */
  readonly threshold: number | null;
  /** Share of wrong answers to stay below, in (0,1). */
  readonly target: number;
}

export interface StudyView {
  readonly study: string;
  /** The question. */
  readonly title: string;
  readonly prompt: { readonly name: string; readonly path: string };
  /** The answer in a sentence, with its number; null where the rows say it. */
  readonly sentence: string | null;
  readonly tone: Tone;
  /** Model, cases, repeats, answers. */
  readonly facts: readonly string[];
  /** Says that the run was stopped; null where it was not. */
  readonly stopped: string | null;
  readonly rows: readonly StudyRow[];
  /** Absent: it has no thresholds to try. */
  readonly risk?: RiskHandle;
  /** What to do next; null where there is nothing to do. */
  readonly advice: string | null;
  readonly notes: readonly string[];
}
