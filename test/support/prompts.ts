import { parsePrompt } from '../../src/core/prompt/formats/formats.js';
import type { Prompt } from '../../src/core/prompt/prompt.js';

/** A prompt from the text of a `.prompt.yml`; throws what is wrong with it. */
export function promptFrom(text: string, path = 'prompts/test.prompt.yml'): Prompt {
  const { prompt, problems } = parsePrompt(path, text);
  if (!prompt) throw new Error(problems.map(({ message }) => message).join('\n'));
  return prompt;
}

export const TRIAGE = `name: Triage
model: local
messages:
  - role: system
    content: You sort tickets. Read the ticket first. Be brief. Use one label.
  - role: user
    content: |-
      Task: Pick bug or billing.
      Ticket: {{ticket}}
      Label:
testData:
${[
  'It crashes',
  'I paid twice',
  'No sound',
  'Wrong invoice',
  'It freezes',
  'Refund me',
  'Blank page',
  'Card declined',
]
  .map(
    (ticket, index) =>
      `  - ticket: ${ticket}\n    expected: ${index % 2 === 0 ? 'bug' : 'billing'}`,
  )
  .join('\n')}
`;
