/** Which classes of wordings, and which styles of prompts, go with small wording effects: over the prompts of a library, by task. */

import { mean } from '../../numbers/describe.js';
import { holm } from '../../score/statistics/holm.js';
import { SIGNIFICANCE } from '../../score/thresholds.js';
import { meanDifference, meanFigure, type MeanFigure } from './meanInterval.js';
import { STYLES, type PromptStyle } from './promptStyles.js';

/** A prompt as far as it takes part. */
export interface PatternPrompt {
  readonly task: string | null;
  /** What its effect is measured by: effects of one measure are compared with each other only. */
  readonly measure: string;
  readonly styles: readonly PromptStyle[];
  /** Wording effect, in [-1,1]. */
  readonly effect: number;
  /** By class of wordings; the original and those written by hand are none. */
  readonly classEffects: Readonly<Record<string, number>>;
}

/** With fewer prompts nothing is said of them; with a style, and as many without it. */
export const FEWEST_PROMPTS = 5;

export interface Pattern {
  readonly kind: 'style' | 'class';
  readonly task: string;
  readonly measure: string;
  /** A style, or a class of wordings. */
  readonly name: string;
  /** Prompts with it, and those it is compared with: prompts without the style; for a class, the same prompts. */
  readonly n: number;
  readonly others: number;
  /** Mean effects; null without prompts. */
  readonly effect: number | null;
  readonly otherEffect: number | null;
  /** Of the two; null where they are too few, or all alike. */
  readonly difference: MeanFigure | null;
  /** Adjusted over all rows (Holm); null as the difference. */
  readonly p: number | null;
  readonly word: 'lower' | 'higher' | 'open' | 'too few';
}

type Row = Omit<Pattern, 'p' | 'word'>;

/** Styles before classes, by task and name; a style that no prompt of the task has, or every one, is left out. */
export function patternsOf(prompts: readonly PatternPrompt[]): Pattern[] {
  const groups = Map.groupBy(prompts, ({ task, measure }) =>
    JSON.stringify([task ?? '–', measure]),
  );
  const rows = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, own]) => {
      const [task = '', measure = ''] = JSON.parse(key) as string[];
      return [...styleRows(own), ...classRows(own)].map((row) => ({ ...row, task, measure }));
    });
  const tested = rows.filter(isEnough).flatMap((row) => (row.difference ? [row] : []));
  const adjusted = holm(tested.map(({ difference }) => difference?.p ?? 1));
  const pOf = new Map(tested.map((row, at) => [row as Row, adjusted[at] ?? 1]));
  return rows
    .map((row) => ({ ...row, p: pOf.get(row) ?? null, word: wordOf(row, pOf.get(row) ?? null) }))
    .toSorted((a, b) => (a.kind === b.kind ? 0 : a.kind === 'style' ? -1 : 1));
}

const isEnough = ({ n, others }: Row) => n >= FEWEST_PROMPTS && others >= FEWEST_PROMPTS;

function wordOf(row: Row, p: number | null): Pattern['word'] {
  if (!isEnough(row)) return 'too few';
  if (p === null || p >= SIGNIFICANCE || !row.difference) return 'open';
  return row.difference.value < 0 ? 'lower' : 'higher';
}

type Figures = Omit<Row, 'task' | 'measure'>;

function styleRows(prompts: readonly PatternPrompt[]): Figures[] {
  return STYLES.flatMap((name): Figures[] => {
    const [own, without] = [true, false].map((has) =>
      prompts.filter(({ styles }) => styles.includes(name) === has).map(({ effect }) => effect),
    ) as [number[], number[]];
    if (own.length === 0 || without.length === 0) return [];
    return [
      {
        ...{ kind: 'style', name, n: own.length, others: without.length },
        ...{ effect: mean(own), otherEffect: mean(without) },
        difference: meanDifference(own, without),
      },
    ];
  });
}

/** Each class against the other classes of the same prompt, so that prompts that are sensitive to everything favour none. */
function classRows(prompts: readonly PatternPrompt[]): Figures[] {
  const names = [...new Set(prompts.flatMap(({ classEffects }) => Object.keys(classEffects)))];
  return names.toSorted().flatMap((name): Figures[] => {
    const pairs = prompts.flatMap(({ classEffects: { [name]: own, ...rest } }) => {
      const others = Object.values(rest);
      return own === undefined || others.length === 0 ? [] : [{ own, others: mean(others) }];
    });
    if (pairs.length === 0) return [];
    return [
      {
        ...{ kind: 'class', name, n: pairs.length, others: pairs.length },
        effect: mean(pairs.map(({ own }) => own)),
        otherEffect: mean(pairs.map(({ others }) => others)),
        difference: meanFigure(pairs.map(({ own, others }) => own - others)),
      },
    ];
  });
}
