import { strict as assert } from 'node:assert';
import { commands, Uri, window, workspace } from 'vscode';
import { activated, eventually, RECORDED, shown, TRIAGE } from './host.js';

describe('comparing runs', () => {
  it('shows two runs with their tests, and several side by side', async () => {
    const { session, models } = await activated();
    await models.choose(RECORDED);
    for (let run = 0; run < 3; run++) await session.test(TRIAGE());
    const { history } = await session.open(TRIAGE());
    const names = history.flatMap(({ report }) => report ?? []).slice(-3);
    assert.equal(names.length, 3);
    const textOf = async (...runs: string[]) => {
      await commands.executeCommand('plumbline.compareRuns', TRIAGE(), runs);
      const uri = Uri.from({
        scheme: 'plumbline-comparison',
        path: '/Runs of triage.prompt.yml.md',
        query: JSON.stringify([TRIAGE().toString(), runs]),
      });
      return (await workspace.openTextDocument(uri)).getText();
    };
    const two = await textOf(...names.slice(0, 2));
    assert.match(two, /^# Comparison/);
    assert.match(two, /\| Right as written \| 0\.81 \| 0\.81 \|/);
    assert.match(two, /No case comes out differently/);
    const three = await textOf(...names);
    assert.match(three, /^# Side by side/);
    assert.equal(three.split('Fragile').length - 1, 3);
    await commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('shows them beside the prompt, from its panel too', async () => {
    const { session, models } = await activated();
    await models.choose(RECORDED);
    await commands.executeCommand('workbench.action.closeAllEditors');
    for (let run = 0; run < 2; run++) await session.test(TRIAGE());
    const { history } = await session.open(TRIAGE());
    const names = history.flatMap(({ report }) => report ?? []).slice(-2);
    const tabs = () =>
      window.tabGroups.all.flatMap(({ tabs: own, viewColumn }) =>
        own.map(({ label, isActive }) => `${viewColumn} ${label}${isActive ? ', seen' : ''}`),
      );
    await shown(TRIAGE());
    await commands.executeCommand('plumbline.showPanel', TRIAGE());
    await eventually(() => tabs().includes('2 Sensitivity: triage.prompt.yml, seen'), 'the panel');
    await commands.executeCommand('workbench.action.focusSecondEditorGroup');
    await commands.executeCommand('plumbline.compareRuns', TRIAGE(), names);
    await eventually(
      () => tabs().some((label) => /^2 .*Runs of triage\.prompt\.yml.*, seen$/.test(label)),
      'the comparison opens beside the prompt',
    );
    assert.ok(tabs().includes('1 triage.prompt.yml, seen'));
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
});
