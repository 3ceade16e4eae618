/** Examples of answers in a result: at most so many, cut to so many characters. */
export const EXAMPLES = 5;
const LONGEST = 200;

export const exampleText = (text: string): string => text.slice(0, LONGEST);
