import type { StudyView } from '../words/studyView.js';
import { escaped, tableOf } from './markdownParts.js';

/** What a study found, as a section of a summary for a pull request. */
export function renderStudyMarkdown(view: StudyView): string {
  const rows = view.rows.map(({ title, sentence, figures, line }) => [
    line === null ? title : `${title} (line ${line})`,
    figures ?? '',
    sentence,
  ]);
  return [
    `## ${escaped(view.title)}`,
    ...(view.stopped === null ? [] : [`**${escaped(view.stopped)}**`]),
    ...(view.sentence === null ? [] : [escaped(view.sentence)]),
    ...(rows.length === 0 ? [] : [tableOf(['', 'value', ''], rows)]),
    ...(view.advice === null ? [] : [escaped(view.advice)]),
    ...(view.notes.length > 0 ? [view.notes.map((note) => `- ${escaped(note)}`).join('\n')] : []),
    `<sub>${escaped([view.prompt.path, ...view.facts].join(' · '))}</sub>`,
    '',
  ].join('\n\n');
}
