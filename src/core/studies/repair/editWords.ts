/** Edits in sentences: what is changed, why it may help, and why it is not offered. */

import { listSaid } from '../../say/listSaid.js';
import { shotsName } from '../../words/planWords.js';
import type { Say } from '../../say/say.js';
import type { Edit } from './edit.js';
import type { TriedEdit } from './schema.js';

const text = ({ params }: Edit, name: string) => String(params[name] ?? '');
const figure = ({ params }: Edit, name: string) => Number(params[name] ?? 0);
const names = ({ params }: Edit, name: string): readonly string[] => {
  const found = params[name];
  return Array.isArray(found) ? (found as readonly string[]) : [];
};

/** Without a final period. */
export function editTitle(edit: Edit, say: Say): string {
  switch (edit.code) {
    case 'pin-form':
    case 'list-labels':
    case 'when-unsure':
      return lineTitle(edit, say);
    case 'add-examples':
      return examplesTitle(edit, say);
    case 'move-decisive':
      return edit.params['part'] === undefined
        ? say('Move the sentence that decides to the end')
        : say('Move “{part}” to the end', { part: text(edit, 'part') });
    case 'drop-idle':
      return removalTitle(edit, say) ?? say('Remove sentences without influence');
    case 'drop-costly':
      return removalTitle(edit, say) ?? say('Remove sentences that cost accuracy');
    case 'adopt-variant':
      return edit.params['id'] === undefined
        ? say('Use an approved variant')
        : say('Use the approved variant {id}', { id: text(edit, 'id') });
    case 'change-format':
      return edit.params['change'] === undefined
        ? say('Use another format')
        : say('Use another format: {change}', { change: text(edit, 'change') });
    case 'split-question':
      return edit.params['question'] === undefined
        ? say('Ask one question at a time')
        : say('Ask one question at a time: “{question}”', { question: text(edit, 'question') });
    case 'rewrite':
      return edit.params['number'] === undefined
        ? say('Rewrite it by a model')
        : say('Rewrite {number} by a model', { number: figure(edit, 'number') });
    case 'combined':
      return say('Both: {edits}', { edits: listSaid(names(edit, 'edits'), say) });
  }
}

function lineTitle(edit: Edit, say: Say): string {
  if (edit.params['line'] !== undefined) return say('Add “{line}”', { line: text(edit, 'line') });
  if (edit.code === 'pin-form') return say('State the form of the answer');
  return edit.code === 'list-labels'
    ? say('List the labels')
    : say('State what to answer when unsure');
}

function examplesTitle(edit: Edit, say: Say): string {
  const examples = shotsName(`${figure(edit, 'count')}/${text(edit, 'way')}`, say);
  const cases = names(edit, 'cases');
  if (cases.length === 0) return say('Add {examples}', { examples });
  return cases.length === 1
    ? say('Add {examples}: case {cases}', { examples, cases: listSaid(cases, say) })
    : say('Add {examples}: cases {cases}', { examples, cases: listSaid(cases, say) });
}

/** Null where nothing is named. */
const removalTitle = (edit: Edit, say: Say): string | null =>
  edit.params['parts'] === undefined
    ? null
    : say('Remove {parts}', {
        parts: listSaid(
          names(edit, 'parts').map((part) => `“${part}”`),
          say,
        ),
      });

/** Why it may help. */
export function editReason(edit: Edit, say: Say): string {
  switch (edit.code) {
    case 'pin-form':
      return say('A fixed form leaves the wording less to decide.');
    case 'list-labels':
      return say('Labels that are not listed have to be guessed.');
    case 'when-unsure':
      return say('Unsure answers are the ones that change with the wording.');
    case 'add-examples':
      return say('Examples show the task whatever the wording.');
    case 'move-decisive':
      return say('The answers depend on it most.');
    case 'drop-idle':
      return say('Answers did not change without them.');
    case 'drop-costly':
      return say('More answers were right without them.');
    case 'adopt-variant':
      return say('It says the same in other words.');
    case 'change-format':
      return say(
        'Some formats are followed more steadily than others; compared in the variants that are not about the format.',
      );
    case 'split-question':
      return say('A model that answers one question may forget the other.');
    case 'rewrite':
      return figure(edit, 'failures') > 0
        ? say('A model reworded it, with some of what was answered wrongly in view.')
        : say('A model reworded it.');
    case 'combined':
      return say('The two best of the search at once.');
  }
}

/** Null for the one that is offered. */
export function droppedText({ dropped }: Pick<TriedEdit, 'dropped'>, say: Say): string | null {
  switch (dropped) {
    case null:
      return null;
    case 'form-set':
      return say('Not tried: the file already sets the form of the answer.');
    case 'no-form':
      return say('Not tried: the answers have no fixed form.');
    case 'no-labels':
      return say('Not tried: the answers are not labels.');
    case 'labels-named':
      return say('Not tried: the prompt already names every label.');
    case 'no-place':
      return say('Not tried: the prompt has no place for a further sentence.');
    case 'other-language':
      return say('Not tried: the sentence is known in English only.');
    case 'template':
      return say('Not tried: the template language would interpret a part of it.');
    case 'no-examples':
      return say('Not tried: there are too few cases with an expected answer.');
    case 'no-influence':
      return say('Not tried: run the influence study first.');
    case 'nothing-decides':
      return say('Not tried: no single sentence decides the answers.');
    case 'nothing-idle':
      return say('Not tried: every sentence may matter.');
    case 'nothing-costly':
      return say('Not tried: no sentence costs accuracy beyond chance.');
    case 'none-approved':
      return say('Not tried: no variant is approved.');
    case 'no-format':
      return say('Not tried: the prompt has no other format.');
    case 'same':
      return say('Not tried: it leaves the prompt as it is, or repeats another change.');
    case 'not-writable':
      return say('Not tried: the format of the file cannot hold it.');
    case 'few-wordings':
      return say('Not tried: the changed prompt has no variants made by rule to compare it by.');
    case 'no-double':
      return say('Not tried: no sentence asks two questions.');
    case 'unreadable-reply':
      return say('Not tried: the reply of the model could not be read.');
    case 'shows-cases':
      return say('Not tried: it holds a text of the cases it would be measured on.');
    case 'other-task':
      return say('Not tried: the meaning check turned it down.');
    case 'one-answer':
      return say(
        'Dropped: it gives nearly every case the same answer, which is steady but useless.',
      );
    case 'behind':
      return say('Dropped in the search: not among the most promising.');
    case 'no-better':
      return say('Not better beyond noise on cases it was not chosen on.');
    case 'second':
      return say('Better too, but not the first choice of the search.');
    case 'unmeasured':
      return say('Not measured: the run ended before.');
  }
}
