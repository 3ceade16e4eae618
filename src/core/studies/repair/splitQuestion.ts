import { rewordMessage } from '../../variants/rewording.js';
import { notTried, type EditSources, type Proposed } from './edit.js';

/** "Is it urgent, and which team should take it?": two questions in one sentence. */
const DOUBLE =
  /([^.!?\n]*?\S),? and (also )?((?:is|are|was|were|does|do|did|can|could|should|will|what|which|who|whom|when|where|why|how)\b[^.!?\n]*\?)/iu;

/** Two questions in one sentence, each in a sentence of its own: a model that answers one of them forgets the other. */
export function splitQuestion({ prompt, language }: EditSources): Proposed {
  if (language !== 'en') return notTried('split-question', 'other-language');
  const at = prompt.messages.findIndex(
    ({ role, content }) => role !== 'assistant' && DOUBLE.test(content),
  );
  const [question, first = '', , second = ''] =
    DOUBLE.exec(prompt.messages[at]?.content ?? '') ?? [];
  if (question === undefined || /[{}]/.test(question))
    return notTried('split-question', 'no-double');
  const apart = `${first}? ${second.charAt(0).toUpperCase()}${second.slice(1)}`;
  return {
    edit: { code: 'split-question', params: { question: question.trim() } },
    kind: 'whole',
    apply: (to) => rewordMessage(to, at, (text) => text.replace(question, apart)),
  };
}
