/** What every form of the library report says: the cells of its tables and its sentences. */

import { verdictWord } from '../../studies/sensitivity/verdictWords.js';
import { figureText } from '../../studies/comparison/checkedWords.js';
import { number, interval, pValue, count, thousands, withInterval } from '../../say/figures.js';
import { english } from '../../say/say.js';
import type { LibraryAdvice } from './libraryAdvice.js';
import type { LibraryReport, ReportedPrompt } from './libraryReport.js';
import { FEWEST_PROMPTS, type Pattern } from './patterns.js';
import type { PromptStyle } from './promptStyles.js';

export interface Table {
  readonly title: string;
  /** Said above it; a table without rows is only this. */
  readonly lead: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function libraryTables(report: LibraryReport): Table[] {
  const { prompts, patterns, advice } = report;
  const styles = patterns.filter(({ kind }) => kind === 'style');
  const classes = patterns.filter(({ kind }) => kind === 'class');
  return [
    alertTable(report),
    {
      title: 'Prompts',
      lead: stateSentence(prompts),
      header: [
        'Prompt',
        'Task',
        'State',
        'Wording effect',
        'Accuracy',
        'Confidence',
        'Calls',
        'Trend',
      ],
      rows: prompts.map(promptRow),
    },
    {
      title: 'Which styles go with small wording effects?',
      lead: patternSentence(styles, 'styles'),
      header: ['Task', 'Style', 'With it', 'Without it', 'Difference', 'Result'],
      rows: styles.map(patternRow),
    },
    {
      title: 'Which wording classes go with small wording effects?',
      lead: patternSentence(classes, 'wording classes'),
      header: ['Task', 'Class', 'Its effect', 'Other classes', 'Difference', 'Result'],
      rows: classes.map(patternRow),
    },
    {
      title: 'What is worth a try?',
      lead: adviceSentence(advice),
      header: ['Prompt', 'Its effect', 'Try', 'Because'],
      rows: advice.map(adviceRow),
    },
  ];
}

/** `alerts`: of the newest measurements alone, or of all. */
export function alertTable({ reach, alerts }: Pick<LibraryReport, 'reach' | 'alerts'>): Table {
  const current = alerts.filter(({ isCurrent }) => isCurrent).length;
  return {
    title: 'Alerts',
    lead: [
      alerts.length === 0 ? 'None.' : `${count(alerts.length, 'alert')}, ${current} current.`,
      ...(reach === 'whole' ? [] : [REACHES[reach]]),
    ].join(' '),
    header: ['Prompt', 'When', 'Alert', 'Measured', 'Commit'],
    rows: alerts.map(({ path, said, at, commit, isCurrent }) => [
      path,
      isCurrent ? 'current' : 'earlier',
      said,
      at?.slice(0, 10) ?? '–',
      commit?.slice(0, 8) ?? '–',
    ]),
  };
}

/** Said where alerts cover only a part of the commits, or none. */
export const REACHES = {
  shallow:
    'This clone is shallow, so alerts cover only the commits in it. Fetch the whole history; for actions/checkout, set fetch-depth: 0.',
  none: 'No git history can be read here, so measurements were not compared with earlier ones. Run this where the baselines are committed and git log works.',
} as const;

const adviceSentence = (advice: readonly LibraryAdvice[]): string =>
  advice.length === 0
    ? 'Nothing: no style goes with smaller effects that a sensitive prompt of the same task does not have.'
    : 'What goes with smaller effects in other prompts need not help this one: the repair study tells, on cases it does not choose by.';

function adviceRow({ path, effect, style, pattern }: LibraryAdvice): string[] {
  return [path, number(effect), STYLE_TRIES[style], reasonText(pattern)];
}

const STYLE_TRIES: Readonly<Record<PromptStyle, string>> = {
  structure: 'headings, lists or tags',
  examples: 'examples',
  persona: 'a persona',
  'output format': 'a line on the output format',
};

/** For instance `0.04 with (n = 8), 0.19 without (n = 6): −0.15 [−0.22, −0.08], adjusted p < 0.01`. */
export function reasonText({
  task,
  effect,
  otherEffect,
  n,
  others,
  difference,
  p,
}: Pattern): string {
  const found = difference ? withInterval(number(difference.value), difference.ci) : '–';
  const adjusted = p === null ? '' : `, adjusted ${pValue(p)}`;
  return `${task === '–' ? '' : `${task}: `}${number(effect ?? 0)} with (n = ${n}), ${number(otherEffect ?? 0)} without (n = ${others}): ${found}${adjusted}`;
}

function stateSentence(prompts: readonly ReportedPrompt[]): string {
  if (prompts.length === 0) return 'No prompts found.';
  const states = Map.groupBy(prompts, ({ state }) => state.word);
  const parts = [...states]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([word, own]) => `${own.length} ${word}`);
  return `${count(prompts.length, 'prompt')}: ${parts.join(', ')}.`;
}

function promptRow(prompt: ReportedPrompt): string[] {
  const { path, task, state, effect, accuracy, confidence, calls } = prompt;
  return [
    path,
    task ?? '–',
    state.changed === null ? state.word : `${state.word} (${state.changed})`,
    ...[effect, accuracy, confidence].map((of) => figureText(of)),
    calls === null ? '–' : thousands(calls),
    trendText(prompt),
  ];
}

const MOST_POINTS = 5;

/** For instance `0.21 → 0.12 → 0.04, fell`; models are named where they are not the same. */
export function trendText({ trend, direction }: ReportedPrompt): string {
  if (trend.length < 2) return '–';
  const shown = trend.slice(-MOST_POINTS);
  const areAlike = new Set(shown.map(({ model }) => model)).size === 1;
  const values = shown.map(({ effect, model }) => {
    const value = effect === null ? '–' : number(effect.value);
    return areAlike ? value : `${value} (${model})`;
  });
  const said = { fell: ', fell', rose: ', rose', open: ', no change shown' };
  const more = trend.length > shown.length ? '… → ' : '';
  return `${more}${values.join(' → ')}${direction === null ? '' : said[direction]}`;
}

/** For instance `Fragile`, for a point of the trend. */
export const pointWord = ({ verdict }: ReportedPrompt['trend'][number]): string =>
  verdictWord(verdict, english);

function patternSentence(patterns: readonly Pattern[], what: string): string {
  if (patterns.length === 0)
    return `Nothing can be said of ${what}: too few prompts have a baseline, or all are alike.`;
  const told = patterns.filter(({ word }) => word === 'lower' || word === 'higher');
  const few = patterns.filter(({ word }) => word === 'too few').length;
  const parts = [
    told.length === 0 ? `No difference is shown.` : `${count(told.length, 'difference')} shown.`,
    few === 0
      ? null
      : `Too few to tell in ${few} of ${count(patterns.length, 'row')}: it takes ${FEWEST_PROMPTS} prompts on each side.`,
    'Prompts differ in more than this, so these are hints what to try, not causes.',
  ];
  return parts.filter((part) => part !== null).join(' ');
}

const WORDS = {
  lower: 'lower',
  higher: 'higher',
  open: 'no difference shown',
  'too few': 'too few to tell',
} as const;

function patternRow(pattern: Pattern): string[] {
  const { task, measure, name, effect, otherEffect, n, others, difference, word, p } = pattern;
  const mean = (value: number | null, of: number) =>
    value === null ? '–' : `${number(value)} (n = ${of})`;
  const isTold = word !== 'too few' && difference !== null;
  return [
    measure === 'pss' ? task : `${task} (by divergence)`,
    name,
    mean(effect, n),
    mean(otherEffect, others),
    isTold ? `${number(difference.value)} ${interval(difference.ci)}` : '–',
    p === null || word === 'too few' ? WORDS[word] : `${WORDS[word]}, adjusted ${pValue(p)}`,
  ];
}
