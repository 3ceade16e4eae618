import { describe, expect, it } from 'vitest';
import { steps } from '../../../src/core/studies/steps/steps.js';
import { english } from '../../../src/core/words/say.js';
import { completion, fakeProvider } from '../../support/fakes.js';
import { promptFrom } from '../../support/prompts.js';
import { endpointOn, studied } from '../../support/studies.js';

const TEXT = `messages:
  - role: system
    content: You help customers of a shop. Look up the order before you answer. Be brief.
  - role: user
    content: "{{question}}"
testData:
  - { id: a, question: "Where is A1?", expected: shipped, trajectory: [{ name: find_order, arguments: { id: A1 } }] }
  - { id: b, question: "Where is B2?", expected: lost, trajectory: [{ name: find_order, arguments: { id: B2 } }] }
sensitivity:
  checks: [{ contains: "{{expected}}" }]
  tools:
    - { name: find_order, parameters: { type: object, properties: { id: { type: string } }, required: [id] } }
  steps:
    mocks:
      - { tool: find_order, with: { id: A1 }, output: { status: shipped } }
      - { tool: find_order, match: { id: "^B" }, output: { status: lost } }
`;
const prompt = promptFrom(TEXT);

describe('a run', () => {
  it('first', async () => {
    const provider = fakeProvider(({ messages, turns = [] }) => {
      const asked = messages.at(-1)?.content ?? '';
      const id = /[AB]\d/.exec(asked)?.[0] ?? '';
      const output = turns.at(-1)?.calls[0]?.output ?? null;
      if (output === null)
        return completion(JSON.stringify([{ name: 'find_order', arguments: { id } }]));
      return completion(`It is ${/shipped|lost/.exec(output)?.[0] ?? 'unknown'}.`);
    });
    const { result } = await studied(steps, prompt, endpointOn(provider), {
      overrides: { variants: { format: 2 } },
    });
    console.log(JSON.stringify(result.findings, null, 1).slice(0, 6000));
    const view = steps.words(result, english);
    console.log(
      view.sentence,
      view.facts,
      view.notes,
      view.rows.map((r) => `${r.title} | ${r.sentence} | ${r.figures}`).join('\n'),
    );
    expect(steps.schema.safeParse(result).success).toBe(true);
  });
});
