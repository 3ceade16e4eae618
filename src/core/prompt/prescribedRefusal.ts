/** What a prompt tells the model to answer where it cannot tell: "If the text does not say, answer UNKNOWN." */

import type { Prompt } from './prompt.js';

/** That something is not there, or cannot be done. */
const CONDITION =
  /\b(?:if|when|where|otherwise|in case|wenn|falls|si|se)\b[^.!?\n"“”'`]{0,120}?(?:\bnot\b|n't|n’t|\bno\b|\bnone\b|cannot|unable|unclear|unsure|unknown|unanswerable|missing|insufficient|impossible|doubt|nicht|kein|unklar|pas\b)[^.!?\n"“”'`]{0,120}?/iu;
const SAYING =
  /\b(?:answer|reply|respond|say|write|return|output|use|put|give|print|state|antworte|schreibe?|sage?|réponds?|responde)\b(?:\s+(?:only|just|exactly|simply|with|by|the|word|words|label|string|nur|mit|avec|con))*[:\s]+/iu;
/** In quotes, or in capitals. */
const QUOTED = /["“„«`']([^"“”„»`'\n]{1,60})["”“»`']/u;
const CAPITALS = /((?:\p{Lu}[\p{Lu}\p{N}]+)(?:[_/ -]\p{Lu}[\p{Lu}\p{N}]*)*)\b/u;

const PRESCRIBED = new RegExp(
  `${CONDITION.source}${SAYING.source}(?:${QUOTED.source}|${CAPITALS.source.replace('\\b', '(?![\\p{L}\\p{N}])')})`,
  'giu',
);

/** In the order of the text; each once. */
export function prescribedRefusals({ messages }: Pick<Prompt, 'messages'>): readonly string[] {
  const found = messages
    .filter(({ role }) => role !== 'assistant')
    .flatMap(({ content }) => [...content.matchAll(PRESCRIBED)])
    .flatMap(([, quoted, capitals]) => {
      const answer = quoted ?? (capitals !== undefined && isCapital(capitals) ? capitals : null);
      return answer === null ? [] : [answer.trim()];
    });
  return [...new Set(found)];
}

/** The expression as a whole disregards case. */
const isCapital = (text: string) => text.length > 1 && text === text.toUpperCase();
