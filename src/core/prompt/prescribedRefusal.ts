/** What a prompt tells the model to answer where it cannot tell: "If the text does not say, answer UNKNOWN." */

import type { Prompt } from './prompt.js';

/** That something is not there, or cannot be done. */
const CONDITION =
  /\b(?:if|when|where|otherwise|in case|wenn|falls|si|se)\b[^.!?\n"“”'`]{0,120}?(?:\bnot\b|n't|n’t|\bno\b|\bnone\b|cannot|unable|unclear|unsure|unknown|unanswerable|missing|insufficient|impossible|doubt|nicht|kein|unklar|pas\b)[^.!?\n"“”'`]{0,120}?/iu;
const SAYING =
  /\b(?:answer|reply|respond|say|write|return|output|use|put|give|print|state|antworte|schreibe?|sage?|réponds?|responde)\b(?:\s+(?:only|just|exactly|simply|with|by|the|word|words|label|string|nur|mit|avec|con))*[:\s]+/iu;
const PRESCRIBED = new RegExp(`${CONDITION.source}${SAYING.source}`, 'giu');
/** The answer itself: in quotes, or in capitals. */
const QUOTED = /^["“„«`']([^"“”„»`'\n]{1,60})["”“»`']/u;
const CAPITALS = /^(?:\p{Lu}[\p{Lu}\p{N}]*)(?:[_/ -]\p{Lu}[\p{Lu}\p{N}]*)*(?![\p{L}\p{N}])/u;

/** In the order of the text; each once. */
export function prescribedRefusals({ messages }: Pick<Prompt, 'messages'>): readonly string[] {
  const found = messages
    .filter(({ role }) => role !== 'assistant')
    .flatMap(({ content }) =>
      [...content.matchAll(PRESCRIBED)].flatMap(({ index, 0: lead }) => {
        const rest = content.slice(index + lead.length, index + lead.length + 80);
        const answer = QUOTED.exec(rest)?.[1] ?? CAPITALS.exec(rest)?.[0] ?? '';
        return answer.length > 1 ? [answer.trim()] : [];
      }),
    );
  return [...new Set(found)];
}
