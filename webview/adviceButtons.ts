/** Each advice has a button that follows it. */

import * as l10n from '@vscode/l10n';
import type { VerdictCode } from '../src/core/studies/sensitivity/verdict.js';
import type { AdviceView, FromPanel, PanelState } from '../src/protocol.js';

export interface AdviceButton {
  readonly text: string;
  readonly message: FromPanel;
}

type Can = Pick<PanelState, 'canResume' | 'canCompareShots' | 'canSuggestCases'>;

const openPrompt = (): AdviceButton => ({
  text: l10n.t('Open the prompt'),
  message: { kind: 'openPrompt' },
});
const pickModel = (): AdviceButton => ({
  text: l10n.t('Choose another model…'),
  message: { kind: 'pickModel' },
});
const goOn = ({ canResume }: Can): AdviceButton =>
  canResume
    ? { text: l10n.t('Resume'), message: { kind: 'resume' } }
    : { text: l10n.t('Run again'), message: { kind: 'run' } };
const compareShots = ({ canCompareShots }: Can): AdviceButton =>
  canCompareShots
    ? { text: l10n.t('Compare shots'), message: { kind: 'compareShots' } }
    : openPrompt();
const suggestCases = ({ canSuggestCases }: Can): AdviceButton =>
  canSuggestCases
    ? { text: l10n.t('Suggest cases…'), message: { kind: 'suggestCases' } }
    : openPrompt();

const BUTTONS: Readonly<Record<string, (can: Can, advice: AdviceView) => AdviceButton | null>> = {
  'nothing-to-change': () => null,
  'keep-original': () => null,
  'finish-the-run': goOn,
  'fix-failing-variants': goOn,
  'fix-failing-calls': goOn,
  'run-more-cases': () => ({ text: l10n.t('Test all cases'), message: { kind: 'run' } }),
  'repeat-calls': () => ({
    text: l10n.t('Ask everything twice'),
    message: { kind: 'run', repeats: 2 },
  }),
  'compare-meanings': () => ({
    text: l10n.t('Compare meanings'),
    message: { kind: 'run', compare: 'meaning' },
  }),
  'add-cases': suggestCases,
  'add-cases-if-it-matters': suggestCases,
  'more-cases-would-tell': suggestCases,
  'try-examples': compareShots,
  'examples-did-not-help': compareShots,
  'examples-may-help': compareShots,
  'add-examples': (_, { shots }) =>
    shots === null
      ? openPrompt()
      : { text: l10n.t('Add the examples to the file'), message: { kind: 'addExamples', shots } },
  'better-variant': (_, { variant }) =>
    variant === null
      ? openPrompt()
      : { text: l10n.t('Apply the better variant'), message: { kind: 'applyWording', variant } },
  'lower-noise': openPrompt,
  'steadier-model': pickModel,
  'fix-the-judge': pickModel,
};

/** Where there is nothing else to press, the prompt is where the advice is followed. */
export function adviceButtons(advice: readonly AdviceView[], can: Can): readonly AdviceButton[] {
  const all = advice.flatMap((each) => {
    const make = BUTTONS[each.code] ?? openPrompt;
    return make(can, each) ?? [];
  });
  return [...new Map(all.map((each) => [each.text, each])).values()];
}

/** A verdict with a way out of it; null where the wording does little. */
export const robustButton = (code: VerdictCode): AdviceButton | null =>
  code === 'fragile' || code === 'sensitive'
    ? { text: l10n.t('Make it robust…'), message: { kind: 'runStudy', study: 'repair' } }
    : null;
