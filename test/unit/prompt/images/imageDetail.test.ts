import { describe, expect, it } from 'vitest';
import { requestBody } from '../../../../src/core/models/requestBody.js';
import { inputItems } from '../../../../src/core/models/responses/inputItems.js';
import { fingerprint } from '../../../../src/core/prompt/fingerprint.js';
import { parsePrompt } from '../../../../src/core/prompt/formats/formats.js';
import { renderMessages } from '../../../../src/core/prompt/template.js';
import { planFor } from '../../../support/plans.js';

const URL = 'https://a.example/cat.png';

const read = (path: string, text: string) => {
  const { prompt, problems } = parsePrompt(path, text);
  if (!prompt) throw new Error(problems.map(({ message }) => message).join('\n'));
  return prompt;
};
const yaml = (part: string) => `messages:
  - role: user
    content: [{ type: text, text: What is it? }, ${part}]
testData: [{ photo: '${URL}', closely: high }]
`;
const prompts = {
  'chat completions': [
    'a.prompt.yml',
    `{ type: image_url, image_url: { url: '{{photo}}', detail: low } }`,
  ],
  'an address': ['a.prompt.yml', `{ type: image_url, image_url: { url: '${URL}', detail: low } }`],
  responses: ['a.prompt.yml', `{ type: input_image, image_url: '{{photo}}', detail: low }`],
} as const;

const sentOf = (path: string, text: string) => {
  const prompt = read(path, text);
  const plan = planFor(prompt);
  const request = plan.requestOf(plan.trials[0] as (typeof plan.trials)[number]);
  const body = requestBody(request, { stream: false, omit: new Set() });
  return { chat: JSON.stringify(body['messages']), items: JSON.stringify(inputItems(request)) };
};

describe('how closely a model is to look at an image', () => {
  it.each(Object.entries(prompts))('is sent as it was written for %s', (_, [path, part]) => {
    const { chat, items } = sentOf(path, yaml(part));
    expect(chat).toContain(`{"type":"image_url","image_url":{"url":"${URL}","detail":"low"}}`);
    expect(items).toContain(`{"type":"input_image","image_url":"${URL}","detail":"low"}`);
  });

  it('may be a variable', () => {
    const part = `{ type: image_url, image_url: { url: '{{photo}}', detail: '{{closely}}' } }`;
    expect(sentOf('a.prompt.yml', yaml(part)).chat).toContain('"detail":"high"');
    expect(read('a.prompt.yml', yaml(part)).variables.map(({ name }) => name)).toEqual([
      'photo',
      'closely',
    ]);
  });

  it('is an option of {{media}} in every template', () => {
    const text = `---\nsensitivity: { cases: [{ photo: '${URL}' }] }\n---\n{{media url=photo detail="high"}}\n`;
    expect(sentOf('a.prompt', text).chat).toContain('"detail":"high"');
    const literal = `messages: [{ role: user, content: "{{media url=photo detail='high'}}" }]\ntestData: [{ photo: '${URL}' }]\n`;
    expect(sentOf('a.prompt.yml', literal).chat).toContain('"detail":"high"');
  });

  it('is promptfoo’s, too', () => {
    const content = [{ type: 'image_url', image_url: { url: '{{photo}}', detail: 'low' } }];
    const list = JSON.stringify([{ role: 'user', content }]);
    const config = `prompts: ['${list}']\nproviders: [openai:gpt-4o]\ntests:\n  - vars: { photo: '${URL}' }\n`;
    expect(sentOf('promptfooconfig.yaml', config).chat).toContain('"detail":"low"');
  });

  it('is left to the provider where it is not written', () => {
    const { chat, items } = sentOf(
      'a.prompt.yml',
      yaml(`{ type: image_url, image_url: '${URL}' }`),
    );
    expect(chat).not.toContain('detail');
    expect(items).toContain('"detail":"auto"');
  });

  it('is part of what was measured, and of the estimate', () => {
    const [low, none] = [', detail: low', ''].map((detail) =>
      read('a.prompt.yml', yaml(`{ type: image_url, image_url: { url: '${URL}'${detail} } }`)),
    );
    if (!low || !none) throw new Error('not a prompt');
    expect(fingerprint(low.messages)).not.toBe(fingerprint(none.messages));
    const [a, b] = [low, none].map((prompt) => renderMessages(prompt, {})[0]?.images?.[0]);
    expect(JSON.stringify(a)).not.toBe(JSON.stringify(b));
    expect([a?.tokens, b?.tokens]).toEqual([85, 765]);
  });

  it('is reported where it is neither a word nor a variable', () => {
    const part = `{ type: image_url, image_url: { url: '${URL}', detail: 3 } }`;
    expect(() => read('a.prompt.yml', yaml(part))).toThrow('its `detail`, if any, is a word');
  });
});
