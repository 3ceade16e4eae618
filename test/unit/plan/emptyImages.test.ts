import { describe, expect, it } from 'vitest';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';
import { planFor } from '../../support/plans.js';

const planOf = (path: string, text: string) => {
  const { prompt } = parsePrompt(path, text);
  if (!prompt) throw new Error('not a prompt');
  return () => planFor(prompt);
};
const URL = 'https://a.example/cat.png';
const PARTS = `messages:
  - role: user
    content:
      - { type: text, text: 'What is it?' }
      - { type: image_url, image_url: { url: '{{photo}}' } }
testData:
  - { photo: '${URL}', expected: cat }
`;
const dotprompt = (body: string, photo: string) => `---
input: { schema: { 'photo?': string } }
sensitivity: { cases: [{ photo: '${URL}' }, { id: none, photo: '${photo}' }] }
---
What is it? ${body}
`;

describe('an image without an address', () => {
  it.each(["''", "'  '"])('is refused before anything is sent: %s', (photo) => {
    expect(planOf('a.prompt.yml', `${PARTS}  - { photo: ${photo}, expected: dog }\n`)).toThrow(
      'a.prompt.yml:8:5: case 2 shows an image, and its value of photo is empty\nGive the image a file',
    );
  });

  it('is refused in every format', () => {
    expect(planOf('a.prompt', dotprompt('{{media url=photo}}', ''))).toThrow(
      'case none shows an image, and its value of photo is empty',
    );
    expect(planOf('a.prompt', dotprompt('{{media url=""}}', 'x.png'))).toThrow(
      'case none shows an image without an address',
    );
  });

  it('is none where the template shows it on a condition', () => {
    const body = '{{#if photo}}{{media url=photo}}{{/if}}';
    expect(planOf('a.prompt', dotprompt(body, ''))).not.toThrow();
    expect(planOf('a.prompt.yml', PARTS)).not.toThrow();
  });
});
