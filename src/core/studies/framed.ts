/** What every study's view says alike: the prompt, the model, how many answers, whether it was stopped, and the notes. */

import { noteText } from '../words/notes.js';
import { answers } from '../say/plural.js';
import type { Say } from '../say/say.js';
import { stoppedText } from '../words/stopped.js';
import type { StudyView } from '../words/studyView.js';
import type { StudyResult } from './studyResult.js';

/** `facts` stand between the model and the number of answers. */
export function framed(
  { study, prompt, models, totals, stopped, notes }: StudyResult<unknown>,
  say: Say,
  own: Pick<StudyView, 'title' | 'sentence' | 'tone' | 'facts' | 'rows' | 'advice' | 'risk'>,
): StudyView {
  return {
    ...own,
    study,
    prompt: { name: prompt.name, path: prompt.path },
    facts: [models[0]?.id ?? '', ...own.facts, answers(totals.completed, say)],
    stopped: stoppedText(stopped, say),
    notes: notes.map((each) => noteText(each, say)),
  };
}
