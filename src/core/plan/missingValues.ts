import { LANGUAGES } from '../prompt/languages/languages.js';
import type { Case, Prompt } from '../prompt/prompt.js';
import { missingVariables } from '../prompt/template.js';
import type { Variant } from '../variants/variant.js';
import { refuseCases } from './refuseCases.js';
import { caseSaid } from '../say/caseWords.js';
import { worded } from '../say/worded.js';

/** Throws `UserError` where a case lacks the value of a placeholder, with the places of the first few. */
export function refuseMissingVariables(
  prompt: Prompt,
  wordings: readonly Pick<Variant, 'messages'>[],
  cases: readonly Case[],
): void {
  if (prompt.printsMissing) return;
  refuseCases(prompt, cases, {
    wrongWith: ({ id, inputs }) => {
      const missing = wordings.flatMap(({ messages }) =>
        missingVariables({ ...prompt, messages }, inputs, prompt.variables),
      );
      return [...new Set(missing)].map(
        (name) =>
          worded`${(say) => caseSaid(id, say)} has no value for ${LANGUAGES[prompt.language].written(name)}`,
      );
    },
    advice: worded`Add the value to the case, or remove the placeholder.`,
  });
}
