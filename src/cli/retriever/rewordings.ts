/** The same question in other words, by rule: what a retriever should find the same passages for. */

export interface Rewording {
  readonly kind: 'lower-case' | 'no-punctuation' | 'polite' | 'statement' | 'typo';
  readonly question: string;
}

/** Only those that differ from the question. Names, numbers and words stay, but for one swapped pair of letters in `typo`. */
export function rewordingsOf(question: string): Rewording[] {
  const bare = question
    .replace(/[?!.,;:]+/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const made: readonly Rewording[] = [
    { kind: 'lower-case', question: question.toLowerCase() },
    { kind: 'no-punctuation', question: bare },
    { kind: 'polite', question: `Please tell me: ${question}` },
    { kind: 'statement', question: `I would like to know the following. ${question}` },
    { kind: 'typo', question: withTypo(question) },
  ];
  return made.filter((each) => each.question !== question && each.question !== '');
}

/** Two letters swapped inside the longest word of small letters; a name or a number is left alone. */
function withTypo(question: string): string {
  const words = [...question.matchAll(/(?<![\p{L}\p{N}])\p{Ll}{5,}(?![\p{L}\p{N}])/gu)];
  const longest = words.toSorted((a, b) => b[0].length - a[0].length)[0];
  if (!longest) return question;
  const [word] = longest;
  let at = Math.floor(word.length / 2) - 1;
  while (word.charAt(at) === word.charAt(at + 1)) at += 1;
  const swapped = word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
  return question.slice(0, longest.index) + swapped + question.slice(longest.index + word.length);
}
