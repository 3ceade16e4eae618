/** How a prompt is built, as far as its text and settings show: what wording effects are set against in the library report. */

import type { Prompt } from '../../prompt/prompt.js';

export const STYLES = ['structure', 'examples', 'persona', 'output format'] as const;
export type PromptStyle = (typeof STYLES)[number];

/** A Markdown heading, a list item, or an XML tag on a line of its own. */
const STRUCTURE = /^[ \t]*(?:#{1,6}\s+\S|(?:[-*+]|\d{1,3}[.)])\s+\S|<\/?[a-z][\w-]*>\s*$)/im;
/** `You are a …`, `Act as …`, at the beginning of a message or sentence. */
const PERSONA =
  /(?:^|[.!?:][ \t]+|\n[ \t]*)(?:you(?:'re| are) (?:an?|the|our|my|one of)\b|act as\b|take the role of\b|imagine you are\b|your role is\b)/i;
/** Says how the answer has to look. */
const OUTPUT_FORMAT =
  /\b(?:(?:answer|reply|respond|output|return|write)\b[^.\n]{0,40}\b(?:with|as|in|only|exactly)\b|(?:json|yaml|xml|csv|markdown)\b|one word\b|(?:the )?format:)/i;
/** Examples written into the messages. */
const EXAMPLES = /^[ \t]*(?:#+[ \t]*)?(?:examples?(?: \d+)?|e\.g\.|for example|input|q)\s*[:.)]/im;

/** In the order of `STYLES`; a style may be missed where it is written in another way or language. */
export function stylesOf({ messages, parameters, settings }: Prompt): PromptStyle[] {
  const text = messages.map(({ content }) => content).join('\n\n');
  const has: Readonly<Record<PromptStyle, boolean>> = {
    structure: STRUCTURE.test(text),
    examples:
      messages.some(({ role }) => role === 'assistant') ||
      EXAMPLES.test(text) ||
      settings.shots !== undefined,
    persona: messages.some(({ content }) => PERSONA.test(content.trimStart())),
    'output format':
      (parameters.responseFormat !== null && parameters.responseFormat !== 'text') ||
      OUTPUT_FORMAT.test(text),
  };
  return STYLES.filter((style) => has[style]);
}
