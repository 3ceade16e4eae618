/** A prompt's instructions on the command line, and a model that proposes checks. */

import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from '../support/cli.js';
import { answer, endpointsOfEachTest } from '../support/endpoint.js';

const endpointThat = endpointsOfEachTest();
const PROMPT = `messages:
  - role: system
    content: |
      - Be concise.
      - Mention the word "tax".
  - { role: user, content: '{{q}}' }
testData: [{ q: a }]
`;

describe('plumbline instructions', () => {
  it('lists them with what checks them, and prints what a model proposes for the settings', async () => {
    const { baseUrl, asked } = await endpointThat((_, response) =>
      answer(_, response, '{"kind":"length","unit":"words","most":40}'),
    );
    const folder = folderWith({
      'plumbline.yml': `models:\n  m: { baseUrl: '${baseUrl}', model: m-1 }\n`,
      'a.prompt.yml': PROMPT,
    });
    const listed = await runCli(folder, ['instructions', 'a.prompt.yml', '--json']);
    expect(JSON.parse(listed.stdout)).toEqual([
      { line: 4, text: 'Be concise.', check: null },
      { line: 5, text: 'Mention the word "tax".', check: 'holds “tax”' },
    ]);
    expect(asked).toHaveLength(0);
    const { stdout, stderr } = await runCli(folder, [
      ...['instructions', 'a.prompt.yml', '--suggest-checks'],
    ]);
    expect(stdout).toContain('instructionChecks:\n  - instruction: Be concise.\n    check:');
    expect(stdout).toContain('most: 40');
    expect(stderr).toContain('none counts before');
    expect(asked).toHaveLength(1);
  });
});
