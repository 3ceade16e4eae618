/** What the prompts of a library suggest for one of them: to be tried as a run before it is applied. */

import { BANDS } from '../../score/thresholds.js';
import type { PatternPrompt, Pattern } from './patterns.js';
import type { PromptStyle } from './promptStyles.js';

/** What a run is asked for, to try it. */
export interface StyleTrial {
  readonly variants?: Readonly<Record<string, number>>;
  readonly shots?: readonly string[];
}

export interface LibraryAdvice {
  readonly path: string;
  /** That the prompt does not have. */
  readonly style: PromptStyle;
  /** Its wording effect. */
  readonly effect: number;
  /** What is cited. */
  readonly pattern: Pattern;
  readonly trial: StyleTrial;
}

/** Enough to see whether a wording of the kind is better. */
const WORDINGS = 4;

const TRIALS: Readonly<Record<PromptStyle, StyleTrial>> = {
  structure: { variants: { structure: WORDINGS } },
  examples: { shots: ['file', '1', '3'] },
  persona: { variants: { persona: WORDINGS } },
  'output format': { variants: { 'output-format': WORDINGS } },
};

/** For prompts whose wording matters: the styles they lack that go with smaller effects among those of the same task. */
export function libraryAdvice(
  prompts: readonly (PatternPrompt & { readonly path: string })[],
  patterns: readonly Pattern[],
): LibraryAdvice[] {
  const told = patterns.filter(({ kind, word }) => kind === 'style' && word === 'lower');
  return prompts
    .filter(({ effect }) => effect > BANDS.stable)
    .toSorted((a, b) => b.effect - a.effect)
    .flatMap(({ path, task, measure, styles, effect }) =>
      told
        .filter((each) => each.task === (task ?? '–') && each.measure === measure)
        .map((pattern) => ({ pattern, style: pattern.name as PromptStyle }))
        .filter(({ style }) => !styles.includes(style))
        .map(({ pattern, style }) => ({ path, style, effect, pattern, trial: TRIALS[style] })),
    );
}
