import { describe, expect, it } from 'vitest';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';

const promptOf = (contexts: string) => `messages:
  - { role: user, content: '{{contexts}} {{q}}' }
testData:
  - { id: one, q: x, contexts: [${contexts}] }
`;

describe('the passages of a case', () => {
  it('are told apart by their ids', () => {
    const twice = promptOf('{ id: a, text: x }, { id: b, text: y }, { id: a, text: z }');
    expect(parsePrompt('p.prompt.yml', twice).problems).toMatchObject([
      {
        severity: 'error',
        line: 4,
        message: 'The case one has two passages with the id a. Give each its own.',
      },
    ]);
    const own = promptOf('{ id: a, text: x }, { id: b, text: x }');
    expect(parsePrompt('p.prompt.yml', own).problems).toEqual([]);
  });
});
