/**
 * How near an answer is in meaning to the texts a check compares it with: cosines of embeddings (METRICS 9.6), asked for
 * before the answer counts, as a judge is.
 */

import type { Embed } from '../ports/model.js';
import { isSimilarCheck, singleChecks } from '../prompt/checks/check.js';
import { canFill, fillCheck } from '../prompt/checks/fillCheck.js';
import type { Case, Prompt } from '../prompt/prompt.js';
import { checkInputs } from '../prompt/template.js';
import { cosine } from '../text/cosine.js';
import type { AnswerStep } from '../run/answerStep.js';

type Vector = readonly number[];

/** Null where no check compares meaning, or nothing embeds texts. */
export function createSimilarityStep(prompt: Prompt, embed: Embed | null): AnswerStep | null {
  const isAsked = prompt.cases.some((each) => comparedTexts(prompt, each).length > 0);
  if (!isAsked || !embed) return null;
  const vectors = vectorsOf(embed);
  let everEmbedded = false;
  return async (outcome, { caseOf }) => {
    const texts = comparedTexts(prompt, caseOf);
    if (texts.length === 0) return outcome;
    const [own, ...others] = await vectors([outcome.text, ...texts]);
    everEmbedded ||= [own, ...others].some((vector) => vector !== null);
    // An endpoint that never embeds a text has no embeddings: its checks are not run, as without any.
    if (!everEmbedded) return outcome;
    const similarities = texts.map((text, at) => {
      const other = others[at] ?? null;
      return { text, cosine: own && other ? cosine(own, other) : null };
    });
    return { ...outcome, similarities };
  };
}

function comparedTexts({ checks }: Prompt, tested: Case): readonly string[] {
  const inputs = checkInputs(tested);
  const filled = singleChecks(checks)
    .filter(isSimilarCheck)
    .filter((check) => canFill(check, inputs))
    .map((check) => fillCheck(check, inputs));
  const all = [...filled, ...singleChecks(tested.checks ?? [])].filter(isSimilarCheck);
  return [...new Set(all.flatMap(({ values }) => values))];
}

/** Each text is embedded once, or again where that failed; null where it is empty or could not be embedded. */
function vectorsOf(embed: Embed) {
  const known = new Map<string, Promise<Vector | null>>();
  return async (texts: readonly string[]): Promise<(Vector | null)[]> => {
    const fresh = [...new Set(texts)].filter((text) => text.trim() !== '' && !known.has(text));
    if (fresh.length > 0) {
      const asked = embed(fresh).then((found) => {
        if (found.length === 0) fresh.forEach((text) => known.delete(text));
        return found;
      });
      fresh.forEach((text, at) =>
        known.set(
          text,
          asked.then((found) => found[at] ?? null),
        ),
      );
    }
    return Promise.all(texts.map((text) => known.get(text) ?? null));
  };
}
