/** The layers of the real trial model, read from its own file. */

import { describe, expect, it } from 'vitest';
import type { Depth } from '../../src/core/studies/depth/schema.js';
import { folderWith, runCli } from '../support/cli.js';
import { endpointsOfEachTest, answer } from '../support/endpoint.js';
import { trialModel } from '../support/trialModel.js';

const endpointThat = endpointsOfEachTest();
const PROMPT = `modelParameters: { temperature: 0, maxTokens: 8 }
messages:
  - { role: system, content: Name the capital of the country. }
  - { role: user, content: '{{country}}' }
testData: [{ country: France }, { country: Italy }]
sensitivity: { variants: { politeness: 1 } }
`;

describe('plumbline depth', () => {
  it('reads the layers of the trial model, and how likely each wording makes the answers', async (context) => {
    const found = await trialModel();
    if ('missing' in found) return context.skip(`the trial model cannot be had: ${found.missing}`);
    await found.server.stop();
    const folder = folderWith({ 'a.prompt.yml': PROMPT });
    const { code, stdout, stderr } = await runCli(folder, [
      ...['depth', 'a.prompt.yml', '--model', 'trial', '--json'],
    ]);
    expect([code, stderr.includes('rror')], stderr).toEqual([0, false]);
    const { findings } = JSON.parse(stdout) as Depth;
    expect(findings.config).toEqual({
      ...{ g: 0.5, rho: 0.85, logBase: 'e', K: 100, layers: [5, 10, 15, 20, 25], of: 30 },
    });
    expect(findings.dtr.bound).toBe('upper');
    expect(findings.dtr.value).toBeGreaterThan(0);
    expect(findings.dtr.value).toBeLessThan(1);
    expect(findings.variants).toHaveLength(2);
    expect(findings.posix.value).toBeGreaterThan(0);
    const settled = findings.answers.flatMap(({ tokens }) => tokens.map((each) => each.settled));
    expect(new Set(settled).size).toBeGreaterThan(1);
  });

  it('says that another endpoint cannot be read', async () => {
    const { baseUrl } = await endpointThat((asked, response) => answer(asked, response, 'Paris'));
    const folder = folderWith({
      'a.prompt.yml': PROMPT,
      'plumbline.yml': `models:\n  m: { baseUrl: '${baseUrl}', model: m-1 }\n`,
    });
    const { code, stderr } = await runCli(folder, ['depth', 'a.prompt.yml', '--model', 'm']);
    expect([code, stderr.includes('Not measurable here')]).toEqual([2, true]);
  });
});
