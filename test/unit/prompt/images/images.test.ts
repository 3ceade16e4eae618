import { describe, expect, it } from 'vitest';
import { requestBody } from '../../../../src/core/models/requestBody.js';
import { estimateTokens } from '../../../../src/core/plan/callEstimate.js';
import type { ChatRequest } from '../../../../src/core/ports/model.js';
import type { Surroundings } from '../../../../src/core/ports/surroundings.js';
import { casesFingerprint, fingerprint } from '../../../../src/core/prompt/fingerprint.js';
import { applyEdit } from '../../../../src/core/prompt/edit.js';
import { parsePrompt, rewordPrompt } from '../../../../src/core/prompt/formats/formats.js';
import { imageKind } from '../../../../src/core/prompt/images/imageKind.js';
import { imageTokens } from '../../../../src/core/prompt/images/imageTokens.js';
import type { Prompt } from '../../../../src/core/prompt/prompt.js';
import { renderMessages } from '../../../../src/core/prompt/template.js';
import { gifHead, jpegHead, png, webpHead } from '../../../support/images.js';

/** Files by path, each with the hash it is told by. */
const around = (files: Readonly<Record<string, Buffer>>, sha256 = 'abc'): Surroundings => ({
  trusted: true,
  file: () => null,
  environment: () => null,
  image: (path) => {
    const bytes = files[path];
    const base64 = bytes && bytes.length <= 5_000_000 ? bytes.toString('base64') : null;
    return bytes ? { size: bytes.length, base64, sha256 } : null;
  },
});
const FILES = { 'p/cat.png': png(640, 480), 'p/dog.png': png(2, 3) };

function read(path: string, text: string, files: Readonly<Record<string, Buffer>> = FILES): Prompt {
  const { prompt, problems } = parsePrompt(path, text, around(files));
  if (!prompt) throw new Error(problems.map(({ message }) => message).join('\n'));
  return prompt;
}
const problemsOf = (path: string, text: string, files = FILES as Record<string, Buffer>) =>
  parsePrompt(path, text, around(files)).problems.map(({ message }) => message);

const PARTS = `messages:
  - role: user
    content:
      - { type: text, text: 'What is on {{what}}? ' } # the question
      - { type: image_url, image_url: { url: '{{photo}}' } }
      - { type: text, text: Answer with one word. }
testData:
  - { what: the left, photo: cat.png, expected: cat }
  - { what: the right, photo: 'https://a.example/x/dog.png?size=1', expected: dog }
`;
const requestOf = (prompt: Prompt, at = 0): ChatRequest => ({
  model: 'm',
  messages: renderMessages(prompt, prompt.cases[at]?.inputs ?? {}),
  ...{ temperature: null, topP: null, maxTokens: null, maxCompletionTokens: null },
  ...{ responseFormat: null, extra: {}, seed: null, topLogprobs: null },
});
const sentOf = (request: ChatRequest) =>
  requestBody(request, { stream: false, omit: new Set() })['messages'];

describe('images of a prompt', () => {
  it('are read beside the prompt, shown in words and sent as parts', () => {
    const prompt = read('p/a.prompt.yml', PARTS);
    const request = requestOf(prompt);
    expect(request.messages[0]?.content).toBe(
      'What is on the left? [image: cat.png, 640×480]Answer with one word.',
    );
    expect(sentOf(request)).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is on the left? ' },
          {
            type: 'image_url',
            image_url: { url: `data:image/png;base64,${png(640, 480).toString('base64')}` },
          },
          { type: 'text', text: 'Answer with one word.' },
        ],
      },
    ]);
    expect(prompt.variables.map(({ name }) => name)).toEqual(['what', 'photo']);
  });

  it('are passed on where they are addresses', () => {
    const request = requestOf(read('p/a.prompt.yml', PARTS), 1);
    expect(request.messages[0]?.content).toContain('[image: dog.png]');
    expect(JSON.stringify(sentOf(request))).toContain('"https://a.example/x/dog.png?size=1"');
  });

  it('are dotprompt’s media, also in loops', () => {
    const text = `---
input: { default: { photos: '["cat.png", "dog.png"]' } }
---
Compare. {{#each photos}}{{media url=this}} {{/each}}And {{media url="dog.png" contentType="image/png"}}
`;
    const prompt = read('p/a.prompt', text);
    const [message] = renderMessages(prompt, { photos: '["cat.png", "dog.png"]' });
    expect(message?.content).toBe(
      'Compare. [image: cat.png, 640×480] [image: dog.png, 2×3] And [image: dog.png, 2×3]',
    );
    expect(message?.images).toHaveLength(3);
  });

  it('are promptfoo’s parts, with files named in its variables', () => {
    const list = JSON.stringify([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this? {{q}}' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,{{image}}' } },
        ],
      },
    ]);
    const text = `prompts: ['${list}']\nproviders: [openai:gpt-4o]\ntests:\n  - vars: { q: Now., image: file://cat.png }\n`;
    const prompt = read('p/promptfooconfig.yaml', text);
    const [message] = renderMessages(prompt, prompt.cases[0]?.inputs ?? {});
    expect(message?.content).toBe('What is this? Now.[image: cat.png, 640×480]');
  });

  it('are never made of the value of a case', () => {
    const text = 'messages:\n  - { role: user, content: "{{q}} {{media url=photo}}" }\n';
    const prompt = read('p/a.prompt.yml', text);
    const q = '\u0002dog.png\u0003 {{media url="dog.png"}}';
    const [message] = renderMessages(prompt, { q, photo: 'cat.png' });
    expect(message?.images).toHaveLength(1);
  });

  it('are estimated in tokens by their tiles', () => {
    expect(imageTokens({ width: 1024, height: 1024 })).toBe(765);
    expect(imageTokens({ width: 2048, height: 4096 })).toBe(1105);
    expect(imageTokens({ width: 100, height: 100 })).toBe(255);
    expect(imageTokens(null)).toBe(765);
    const request = requestOf(read('p/a.prompt.yml', PARTS));
    const text = request.messages[0]?.content.length ?? 0;
    expect(estimateTokens(request).promptTokens).toBe(Math.ceil(text / 4) + 425);
  });

  it('are part of fingerprints and keys by what they hold, and prompts without any keep theirs', () => {
    const [a, b] = ['1', '2'].map((sha) =>
      parsePrompt('p/a.prompt.yml', PARTS, around(FILES, sha)),
    );
    const [first, second] = [a?.prompt as Prompt, b?.prompt as Prompt];
    expect(fingerprint(first.messages)).toBe(fingerprint(second.messages));
    expect(casesFingerprint(first)).not.toBe(casesFingerprint(second));
    const keys = [first, second].map((prompt) => JSON.stringify(requestOf(prompt)));
    expect(keys[0]).not.toBe(keys[1]);
    expect(keys[0]).not.toContain('base64');
    const plain = read('p/a.prompt.yml', 'messages:\n  - { role: user, content: "{{q}}" }\n');
    expect(plain).not.toHaveProperty('images');
    expect(renderMessages(plain, { q: 'x' })).toEqual([{ role: 'user', content: 'x' }]);
  });

  it('stay where they are when a wording is written to the file', () => {
    const prompt = read('p/a.prompt.yml', PARTS);
    const reworded = prompt.messages.map((each) => ({
      ...each,
      content: each.content.replace('What is on', 'Name what is on').replace('one word', '1 word'),
    }));
    const edit = rewordPrompt({ path: 'p/a.prompt.yml', text: PARTS }, reworded, around(FILES));
    expect(applyEdit(PARTS, edit)).toBe(
      PARTS.replace('What is on', 'Name what is on').replace('one word', '1 word'),
    );
  });
});

describe('an image that cannot be sent', () => {
  const fixed = (url: string) =>
    `messages:\n  - { role: user, content: [{ type: image_url, image_url: { url: '${url}' } }] }\n`;

  it('is named, with what is wrong', () => {
    const said = (url: string, files?: Record<string, Buffer>) =>
      problemsOf('p/a.prompt.yml', fixed(url), files).join('\n');
    expect(said('mouse.png')).toBe('Image not found: p/mouse.png');
    expect(said('../../cat.png')).toContain('is outside the workspace, so it is not read');
    expect(said('/etc/cat.png')).toContain('has an absolute path, so it is not read');
    expect(said('a.png', { 'p/a.png': Buffer.from('no image') })).toContain(
      'is not a PNG, JPEG, GIF or WebP image',
    );
    expect(said('a.png', { 'p/a.png': Buffer.alloc(7_200_000) })).toContain(
      'has 7.2 MB; images may have at most 5 MB',
    );
    expect(said('a-{{x}}.png')).toContain('A part is neither text nor an image');
  });

  it('may be a sound', () => {
    const text = '---\n---\nListen: {{media url=sound contentType="audio/mp3"}}\n';
    expect(problemsOf('p/a.prompt', text)).toEqual([expect.stringContaining('Only images')]);
  });
});

describe('the kind and size of an image', () => {
  it.each([
    ['image/png', png(640, 480)],
    ['image/jpeg', jpegHead(640, 480)],
    ['image/gif', gifHead(640, 480)],
    ['image/webp', webpHead(640, 480)],
  ])('is read of %s', (mediaType, bytes) => {
    expect(imageKind(bytes.toString('base64'))).toEqual({
      mediaType,
      size: { width: 640, height: 480 },
    });
  });

  it('is nothing of anything else, and never fails', () => {
    expect(imageKind('')).toBeNull();
    expect(imageKind('not base64!')).toBeNull();
    for (let length = 0; length < 60; length++)
      for (const bytes of [png(1, 1), jpegHead(1, 1), gifHead(1, 1), webpHead(1, 1)])
        expect(() => imageKind(bytes.subarray(0, length).toString('base64'))).not.toThrow();
  });
});
