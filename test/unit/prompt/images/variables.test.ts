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

describe('{{media}} that is no image', () => {
  const media = '{{media url=pic}}';
  const markdown = (settings: string, body: string) =>
    `---\nsensitivity: { ${settings} cases: [{ pic: '${PIXEL}' }] }\n---\n${body}\n`;

  it.each([
    ['a.prompt.md', ''],
    ['a.prompt.md', 'language: arguments,'],
  ])('is reported in the languages of agents, once: %s %s', async (path, settings) => {
    expect(await problemsOf(path, markdown(settings, `Look at ${media} and ${media}.`))).toEqual([
      `\`${media}\` is sent as text, not as an image. Set \`sensitivity.language: literal\` to send the image.`,
    ]);
  });

  it('is not reported in code, nor where the file chooses a language with images', async () => {
    expect(await problemsOf('a.prompt.md', markdown('', `Look at \`${media}\`.`))).toEqual([]);
    const literal = markdown('language: literal,', `Look at ${media}.`);
    expect(await problemsOf('a.prompt.md', literal)).toEqual([]);
  });

  it('is reported where it names no address', async () => {
    const yaml = `messages: [{ role: user, content: 'Look at {{media photo}} {{media url="a{b}.png"}}' }]\n`;
    expect(await problemsOf('a.prompt.yml', yaml)).toEqual([
      '`{{media photo}}` is sent as text, not as an image. An image is written `{{media url=…}}`, with a variable or a text in quotes.',
    ]);
  });
});
