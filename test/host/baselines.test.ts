import { strict as assert } from 'node:assert';
import { commands, TabInputTextDiff, window, workspace } from 'vscode';
import { acceptBaseline } from '../../src/extension/baselines/acceptBaseline.js';
import { openPlatform } from '../../src/extension/desktop.js';
import {
  activated,
  cleared,
  entryOf,
  eventually,
  inFolder,
  lensTitles,
  RECORDED,
  recordedCopy,
  shown,
  textIn,
  written,
} from './host.js';

const PATH = 'accepted/triage.prompt.yml';
const BASELINE = () => inFolder(`.plumbline/baselines/${PATH}.json`);

describe('a baseline', () => {
  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    const kept = ['baselines', 'recordings', 'variants', 'runs'];
    await cleared(['accepted', ...kept.map((each) => `.plumbline/${each}/accepted`)]);
  });

  it('is written after its diff was agreed to, and decides on state, lens and mark from then on', async () => {
    const { session, models } = await activated();
    const platform = openPlatform('unused', () => undefined);
    await models.choose(RECORDED);
    const uri = await recordedCopy(PATH);
    await session.test(uri);
    const asked: string[] = [];
    const answering = (answer: boolean) => async (question: string) => {
      const { input } = window.tabGroups.activeTabGroup.activeTab ?? {};
      assert.ok(input instanceof TabInputTextDiff, 'the diff is open');
      asked.push((await workspace.openTextDocument(input.modified)).getText().slice(0, 20));
      asked.push(question);
      return answer;
    };
    await assert.rejects(acceptBaseline(uri, { session, platform, agree: answering(false) }));
    await assert.rejects(textIn(BASELINE()));
    await acceptBaseline(uri, { session, platform, agree: answering(true) });
    assert.match(asked.join('\n'), /"version": 1[^]*Accept as the baseline of accepted\/.*Fragile/);
    assert.match(await textIn(BASELINE()), /"verdict": "/);
    const isDiff = () =>
      window.tabGroups.all.some(({ tabs }) => tabs.some((tab) => tab.label.includes('becomes')));
    await eventually(() => !isDiff(), 'the diff is closed');
    await eventually(
      async () => (await entryOf(PATH))?.baseline?.stale === null,
      'the library knows the baseline',
    );
    await shown(uri);
    assert.match((await lensTitles(uri)).join('\n'), /Fragile.* · baseline$/m);
    await assert.rejects(
      acceptBaseline(uri, { session, platform, agree: answering(true) }),
      /is the baseline already/,
    );
  });

  it('is out of date once the prompt changes, and a later result is compared with it', async () => {
    const { session, models } = await activated();
    await models.choose(RECORDED);
    const uri = inFolder(PATH);
    await session.test(uri);
    await commands.executeCommand('plumbline.compareBaseline', uri);
    const preview = () =>
      window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)).join('\n');
    await eventually(
      () => /triage\.prompt\.yml and its baseline/.test(preview()),
      'the comparison',
    );
    await written(PATH, (await textIn(uri)).replace('Read the review', 'Now read the review'));
    await eventually(
      async () => (await entryOf(PATH))?.baseline?.stale === 'prompt',
      'the library knows why',
    );
    await eventually(
      async () => /prompt changed/.test((await lensTitles(uri)).join('\n')),
      'the lens says why',
    );
    await assert.rejects(
      acceptBaseline(uri, { session, platform: openPlatform('unused', () => undefined) }),
      /The prompt changed since/,
    );
  });
});
