/** What the prompts of a library suggest for one of them: to be tried by the repair study before it is applied. */

import { verdictKind, type VerdictCode } from '../../studies/sensitivity/verdict.js';
import type { PatternPrompt, Pattern } from './patterns.js';
import type { PromptStyle } from './promptStyles.js';

export interface LibraryAdvice {
  readonly path: string;
  /** That the prompt does not have. */
  readonly style: PromptStyle;
  /** Its wording effect. */
  readonly effect: number;
  /** What is cited. */
  readonly pattern: Pattern;
}

/** Styles that the repair study gives a prompt, and measures on cases it did not choose by. */
const TRIED: ReadonlySet<string> = new Set<PromptStyle>(['structure', 'examples', 'output format']);

/** For prompts whose wording matters: the styles they lack that go with smaller effects among those of the same task. */
export function libraryAdvice(
  prompts: readonly (PatternPrompt & { readonly path: string; readonly verdict: VerdictCode })[],
  patterns: readonly Pattern[],
): LibraryAdvice[] {
  const told = patterns.filter(
    ({ kind, word, name }) => kind === 'style' && word === 'lower' && TRIED.has(name),
  );
  return prompts
    .filter(({ verdict }) => ['warn', 'bad'].includes(verdictKind(verdict)))
    .toSorted((a, b) => b.effect - a.effect)
    .flatMap(({ path, task, measure, styles, effect }) =>
      told
        .filter((each) => each.task === (task ?? '–') && each.measure === measure)
        .map((pattern) => ({ pattern, style: pattern.name as PromptStyle }))
        .filter(({ style }) => !styles.includes(style))
        .map(({ pattern, style }) => ({ path, style, effect, pattern })),
    );
}
