import { l10n } from 'vscode';
import type { Baseline } from '../../core/index.js';
import type { Engine } from '../engine.js';
import { say } from '../say.js';

type Words = Pick<Engine, 'verdictWord' | 'baselineFigures' | 'beforeAndNowText'>;

/** What changes with a new baseline, in one line: the verdict and the two numbers a reader looks at. */
export function acceptQuestion(before: Baseline | null, next: Baseline, core: Words): string {
  const { effect, accuracy } = core.baselineFigures(before, next);
  const now = core.verdictWord(next.verdict, say);
  const earlier = before && core.verdictWord(before.verdict, say);
  const verdict = earlier === null || earlier === now ? now : `${earlier} → ${now}`;
  return l10n.t(
    'Accept as the baseline of {0}? {1}, wording effect {2}, accuracy {3}.',
    next.prompt,
    verdict,
    ...[effect, accuracy].map((each) => core.beforeAndNowText(each, say)),
  );
}
