import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from '../support/cli.js';
import { answer, endpointsOfEachTest, refuse, type Behaviour } from '../support/endpoint.js';
import { png } from '../support/images.js';
import { items, respond, responseOf } from '../support/responses.js';

const endpointThat = endpointsOfEachTest();

const PROMPT = `messages:
  - role: system
    content: You describe pictures. Answer with one word.
  - role: user
    content:
      - { type: text, text: 'What is on {{what}}? Name the most important thing. ' }
      - { type: image_url, image_url: { url: '{{photo}}' } }
testData:
  - { id: a, what: the left, photo: img/cat.png, expected: cat }
  - { id: b, what: the right, photo: 'https://a.example/dog.png', expected: dog }
`;
const DOTPROMPT = `---
input: { default: { photo: img/cat.png } }
---
{{role "system"}}
You describe pictures. Answer with one word.
{{role "user"}}
What is it? Name the most important thing. {{media url=photo}}
`;

async function tested(behave: Behaviour, { model = '', prompt = PROMPT, path = 'p/a.prompt.yml' }) {
  const endpoint = await endpointThat(behave);
  const folder = folderWith({
    [path]: prompt,
    'p/img/note.txt': '',
    'plumbline.yml': `models:\n  m: { baseUrl: '${endpoint.baseUrl}', model: m${model} }\n`,
  });
  writeFileSync(join(folder, 'p/img/cat.png'), png(640, 480));
  const run = (...args: string[]) =>
    runCli(folder, ['test', path, '--variants', 'format=1', '--repeats', '1', ...args]);
  return { endpoint, folder, run };
}

const sees = (asked: object) => (JSON.stringify(asked).includes('dog.png') ? 'dog' : 'cat');
const DATA_URL = `data:image/png;base64,${png(640, 480).toString('base64')}`;

describe('images in a prompt', () => {
  it('are sent with every wording, named before the run, and found in the cache by what they hold', async () => {
    const { endpoint, folder, run } = await tested(
      (asked, response) => answer(asked, response, sees(asked)),
      {},
    );
    const { code, stderr, stdout } = await run();
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('Images: [image: cat.png, 640×480]. Their tokens are estimated');
    expect(stdout).toMatch(/accuracy +1\.00/i);
    expect(endpoint.asked).toHaveLength(4);
    const parts = endpoint.asked.map(({ messages }) => messages.at(-1)?.content as unknown);
    for (const each of parts) expect(each).toMatchObject([{ type: 'text' }, { type: 'image_url' }]);
    const urls = parts.map((each) => (each as { image_url: { url: string } }[])[1]?.image_url.url);
    expect([...new Set(urls)].sort()).toEqual([DATA_URL, 'https://a.example/dog.png']);
    await run();
    expect(endpoint.asked).toHaveLength(4);
    writeFileSync(join(folder, 'p/img/cat.png'), png(640, 481));
    await run();
    expect(endpoint.asked).toHaveLength(6);
  });

  it('make what was measured stale once another file has their name', async () => {
    const { folder, run } = await tested(
      (asked, response) => answer(asked, response, sees(asked)),
      {},
    );
    expect((await run()).code).toBe(0);
    const listed = async () => {
      const { stdout } = await runCli(folder, ['list', '--json']);
      return (JSON.parse(stdout) as { files: string[]; state: unknown }[])[0];
    };
    const before = await listed();
    expect(before?.files).toEqual(['p/img/cat.png']);
    writeFileSync(join(folder, 'p/img/cat.png'), png(640, 481));
    expect((await listed())?.state).not.toEqual(before?.state);
  });

  it('are sent to the Responses API in its form', async () => {
    const { endpoint, run } = await tested(
      (asked, response) =>
        respond(asked, response, responseOf([items.message(sees(asked))]) as never),
      { model: ', api: responses' },
    );
    const { code, stderr } = await run();
    expect(code, stderr).toBe(0);
    const contents = endpoint.asked.map(
      (asked) => (asked['input'] as { content: unknown }[])[1]?.content,
    );
    expect(contents).toContainEqual([
      { type: 'input_text', text: expect.stringContaining('What is on the left?') as string },
      { type: 'input_image', image_url: DATA_URL, detail: 'auto' },
    ]);
  });

  it('are media of a dotprompt file', async () => {
    const { endpoint, run } = await tested((asked, response) => answer(asked, response, 'cat'), {
      prompt: DOTPROMPT,
      path: 'p/a.prompt',
    });
    const { code, stderr } = await run();
    expect(code, stderr).toBe(0);
    for (const { messages } of endpoint.asked)
      expect(messages.at(-1)?.content).toMatchObject([
        { type: 'text' },
        { type: 'image_url', image_url: { url: DATA_URL } },
      ]);
  });

  it.each([
    [400, 'Invalid content type. image_url is only supported by certain models.'],
    [500, 'image input is not supported - hint: you may need to provide the mmproj'],
    [422, 'messages.1.content: Input should be a valid string'],
  ])('are refused by a model that reads none, which is said once (%s)', async (status, message) => {
    const { endpoint, run } = await tested((_, response) => refuse(response, status, message), {});
    const { stdout, stderr } = await run();
    const said = (stdout + stderr).replace(/\s+/g, ' ');
    expect(said).toContain('does not take these images for the model "m"');
    expect(said).toContain('Choose a model that reads images.');
    expect(endpoint.asked).toHaveLength(4);
  });

  it('are read in the workspace alone, and within a limit', async () => {
    const { folder, run } = await tested((asked, response) => answer(asked, response, 'x'), {
      prompt: PROMPT.replace('https://a.example/dog.png', 'img/other.png'),
    });
    const outside = folderWith({ 'a.txt': '' });
    writeFileSync(join(outside, 'secret.png'), png(2, 2));
    expect((await run()).stderr).toContain('Image not found: p/img/other.png');
    symlinkSync(join(outside, 'secret.png'), join(folder, 'p/img/other.png'));
    const { code, stderr } = await run();
    expect(code).toBe(2);
    expect(stderr).toContain(
      'p/img/other.png is a link that leads out of the workspace, so it is not read.',
    );
    writeFileSync(join(folder, 'p/img/cat.png'), Buffer.alloc(6_000_000));
    expect((await run()).stderr).toContain('has 6 MB; images may have at most 5 MB');
  });
});
