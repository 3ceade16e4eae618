import { strict as assert } from 'node:assert';
import { commands, Uri, workspace } from 'vscode';
import { activated, RECORDED, TRIAGE } from './host.js';

describe('comparing runs', () => {
  it('shows two runs with their tests, and several side by side', async () => {
    const { session, models } = await activated();
    await models.choose(RECORDED);
    for (let run = 0; run < 3; run++) await session.test(TRIAGE());
    const { history } = await session.open(TRIAGE());
    const names = history.flatMap(({ report }) => report ?? []).slice(-3);
    assert.equal(names.length, 3);
    const shown = async (...runs: string[]) => {
      await commands.executeCommand('plumbline.compareRuns', TRIAGE(), runs);
      const uri = Uri.from({
        scheme: 'plumbline-comparison',
        path: '/Runs of triage.prompt.yml.md',
        query: JSON.stringify([TRIAGE().toString(), runs]),
      });
      return (await workspace.openTextDocument(uri)).getText();
    };
    const two = await shown(...names.slice(0, 2));
    assert.match(two, /^# Comparison/);
    assert.match(two, /\| Right as written \| 0\.81 \| 0\.81 \|/);
    assert.match(two, /No case comes out differently/);
    const three = await shown(...names);
    assert.match(three, /^# Side by side/);
    assert.equal(three.split('Fragile').length - 1, 3);
    await commands.executeCommand('workbench.action.closeActiveEditor');
  });
});
