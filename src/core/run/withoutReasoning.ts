/** The answer of a completion without what was written before it, so that nothing later reads the one for the other. */

import type { Token } from '../ports/model.js';
import { splitReasoning } from '../text/reasoning.js';

interface Written {
  readonly text: string;
  readonly reasoning?: string;
  readonly tokens: readonly Token[] | null;
}

/** Returns a completion without reasoning in its text as it stands. Token probabilities are those of the answer alone. */
export function withoutReasoning<W extends Written>(completion: W): W {
  const { text, reasoning } = splitReasoning(completion.text);
  const isSplit = text !== completion.text;
  if (!isSplit && completion.reasoning === undefined) return completion;
  const thought = [completion.reasoning ?? '', reasoning]
    .filter((each) => each !== '')
    .join('\n\n');
  return {
    ...completion,
    text,
    ...(thought === '' ? {} : { reasoning: thought }),
    tokens: completion.tokens && tokensOf(text, completion.tokens),
  };
}

/** The tokens that make up the end of what was generated; null where they cannot be told from the others. */
function tokensOf(text: string, tokens: readonly Token[]): readonly Token[] | null {
  if (text === '') return null;
  const whole = tokens.map((token) => token.text).join('');
  const from = whole.lastIndexOf(text);
  if (from < 0) return null;
  let at = 0;
  return tokens.filter((token) => {
    const start = at;
    at += token.text.length;
    return at > from && start < from + text.length;
  });
}
