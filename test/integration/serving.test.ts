import { describe, expect, it } from 'vitest';
import { servingSchema, type Serving } from '../../src/core/studies/serving/schema.js';
import { folderWith, runCli } from '../support/cli.js';
import {
  answer,
  endpointsOfEachTest,
  type Behaviour,
  type FakeEndpoint,
} from '../support/endpoint.js';
import { TRIAGE } from '../support/prompts.js';

const endpointThat = endpointsOfEachTest();
let endpoint: FakeEndpoint;

async function serving(behave: Behaviour, args: readonly string[] = []) {
  endpoint = await endpointThat(behave);
  const model = ['--base-url', endpoint.baseUrl, '--model', 'm'];
  return runCli(folderWith({ 'p.prompt.yml': TRIAGE }), [
    'serving',
    'p.prompt.yml',
    ...model,
    ...['--variants', 'format=2,persona=1', '--concurrency', '3'],
    ...args,
  ]);
}

describe('serving', () => {
  it('tells how a server answers alone and beside others, as one JSON value', async () => {
    let open = 0;
    const { code, stdout } = await serving(
      (asked, response) => {
        open += 1;
        // Waits for company, as a batch does; alone none comes.
        setTimeout(() => {
          answer(asked, response, open > 1 ? 'beside' : 'alone');
          response.once('close', () => (open -= 1));
        }, 30);
      },
      ['--json'],
    );
    expect(code).toBe(0);
    const { findings: found } = servingSchema.parse(JSON.parse(stdout)) as Serving;
    expect(found.alone).toMatchObject({ cells: 32, differ: 0 });
    expect(found.between.differ).toBeGreaterThan(16);
    expect(found.deterministic).toBe(false);
    expect(found.concurrency).toBe(3);
  });

  it('ends with 3 where nothing is answered, and refuses to measure nothing', async () => {
    const dead = await serving((_, response) => response.destroy());
    expect(dead.code).toBe(3);
    const alone = await serving(
      (asked, response) => answer(asked, response, 'x'),
      ['--concurrency', '1'],
    );
    expect(alone.code).toBe(2);
    expect(alone.stderr).toContain('--concurrency');
  });
});
