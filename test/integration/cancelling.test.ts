import { afterEach, describe, expect, it } from 'vitest';
import { eventually, folderWith, startCli, type Running } from '../support/cli.js';
import { endpointsOfEachTest } from '../support/endpoint.js';
import { TRIAGE } from '../support/prompts.js';

const endpointThat = endpointsOfEachTest();
const running: Running[] = [];
afterEach(() => running.splice(0).forEach(({ child }) => child.kill('SIGKILL')));

/** Far less than any time limit of the commands. */
const PROMPTLY_MS = 3000;

describe('Ctrl-C', () => {
  it.each([
    ['doctor', ['doctor', 'p.prompt.yml']],
    ['cases --suggest', ['cases', 'p.prompt.yml', '--suggest', '2']],
    ['variants', ['variants', 'p.prompt.yml', '--variants', 'paraphrase=2']],
    ['test', ['test', 'p.prompt.yml']],
  ])('ends %s promptly, with a message and exit code 130', async (_, args) => {
    const endpoint = await endpointThat(() => undefined);
    const folder = folderWith({ 'p.prompt.yml': TRIAGE });
    const started = startCli(folder, [...args, '--base-url', endpoint.baseUrl, '--model', 'm']);
    running.push(started);
    await eventually(() => endpoint.asked.length > 0);
    const at = Date.now();
    started.child.kill('SIGINT');
    const { code, signal, stdout, stderr } = await started.ended;
    expect([code, signal, stdout]).toEqual([130, null, '']);
    expect(stderr).toMatch(/^Stopping\. Press Ctrl-C again to quit immediately\.$/m);
    expect(stderr).toMatch(/^(?:Cancelled\. Run the same command|Completed calls are saved\.)/m);
    expect(Date.now() - at).toBeLessThan(PROMPTLY_MS);
  });
});
