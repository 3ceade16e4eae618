import { UserError } from '../errors.js';
import { LANGUAGES } from '../prompt/languages/languages.js';
import type { Case, Prompt } from '../prompt/prompt.js';
import { missingVariables } from '../prompt/template.js';
import { caseTitle } from '../text/caseTitle.js';
import type { Variant } from '../variants/variant.js';

/** Throws `UserError` where a case lacks the value of a placeholder, with the places of the first few. */
export function refuseMissingVariables(
  prompt: Prompt,
  wordings: readonly Pick<Variant, 'messages'>[],
  cases: readonly Case[],
): void {
  if (prompt.printsMissing) return;
  const places = cases.flatMap((each) => {
    const missing = new Set(
      wordings.flatMap(({ messages }) =>
        missingVariables({ ...prompt, messages }, each.inputs, prompt.variables),
      ),
    );
    return [...missing].map((name) => {
      const at = each.range ? `${prompt.path}:${each.range.line}:${each.range.column}: ` : '';
      return `${at}${caseTitle(each.id)} has no value for ${LANGUAGES[prompt.language].written(name)}`;
    });
  });
  if (places.length === 0) return;
  const shown = places.slice(0, 5).join('\n');
  const more = places.length > 5 ? `\n… and ${places.length - 5} more` : '';
  throw new UserError(`${shown}${more}\nAdd the value to the case, or remove the placeholder.`);
}
