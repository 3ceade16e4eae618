import { describe, expect, it } from 'vitest';
import { readPrompt } from '../../../../src/core/prompt/formats/formats.js';

const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
const problemsOf = async (path: string, text: string) => {
  const around = { trusted: true, environment: () => null, file: async () => null };
  const { problems } = await readPrompt({ path, text }, around);
  return problems.map(({ message }) => message);
};

describe('the variable of an image', () => {
  it('is no placeholder of another language', async () => {
    const dotprompt = `---
sensitivity: { cases: [{ pic: '${PIXEL}', expected: black }] }
---
{{role "user"}}Look at it. {{media url=pic}} Which color?
`;
    expect(await problemsOf('a.prompt', dotprompt)).toEqual([]);
    const yaml = `messages:
  - { role: user, content: 'Look at it. {{media url=pic}} Which color, {pic}?' }
testData: [{ pic: '${PIXEL}' }]
`;
    // What stands beside it still is one.
    expect(await problemsOf('a.prompt.yml', yaml)).toEqual([
      expect.stringContaining('`{pic}` is sent as it is'),
    ]);
  });
});
