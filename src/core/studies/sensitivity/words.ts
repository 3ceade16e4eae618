import { number, variantName } from '../../say/figures.js';
import { noteText } from '../../words/notes.js';
import { cases } from '../../say/plural.js';
import type { Say } from '../../say/say.js';
import type { StudyView, Tone } from '../../words/studyView.js';
import type { Report } from './schema.js';
import type { VerdictKind } from './verdict.js';
import { verdictWords } from './verdictWords.js';
import { changeSaid } from '../../words/changeSaid.js';

const TONES: Readonly<Record<VerdictKind, Tone>> = {
  good: 'good',
  quiet: 'none',
  open: 'open',
  warn: 'medium',
  bad: 'bad',
};

/** A row a variant, for wherever studies are listed beside each other. */
export function sensitivityView(report: Report, say: Say): StudyView {
  const { word, kind, sentence, advice } = verdictWords(report, say);
  return {
    study: 'sensitivity',
    title: say('Does the wording matter?'),
    prompt: { name: report.prompt.name, path: report.prompt.path },
    sentence: `${word}. ${sentence}`,
    tone: TONES[kind],
    facts: [report.models[0]?.id ?? '', cases(report.plan.cases, say)],
    stopped: null,
    rows: report.variants.map(({ id, change, accuracy }) => ({
      id,
      tone: 'none' as const,
      title: variantName(id),
      sentence: changeSaid(change, say),
      figures: accuracy === null ? null : say('accuracy {value}', { value: number(accuracy, say) }),
      line: null,
    })),
    advice,
    notes: report.notes.map((note) => noteText(note, say)),
  };
}
