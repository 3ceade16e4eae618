import { strict as assert } from 'node:assert';
import type { Uri } from 'vscode';
import { commands, env, workspace } from 'vscode';
import type { BatchEnd } from '../../src/extension/batch/runBatch.js';
import { deletePrompt } from '../../src/extension/library/fileCommands.js';
import type { Platform } from '../../src/extension/platform.js';
import {
  activated,
  cleared,
  entryOf,
  eventually,
  inFolder,
  RECORDED,
  recordedCopy,
  recordingOf,
  textIn,
  TRIAGE,
  variantsOf,
  written,
} from './host.js';

const isThere = (uri: Uri) =>
  workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );

describe('the prompts of a folder', () => {
  after(async () => {
    await cleared(['team', '.plumbline/recordings/team', '.plumbline/runs/team']);
  });

  it('are tested one after the other, those without cases skipped; then only those that changed', async () => {
    const { models, session } = await activated();
    await models.choose(RECORDED);
    const first = await recordedCopy('team/first.prompt.yml');
    const second = await recordedCopy('team/second.prompt.yml');
    await written('team/none.prompt.yml', 'messages:\n  - role: user\n    content: Hi.\n');
    await eventually(async () => Boolean(await entryOf('team/none.prompt.yml')), 'they are listed');
    const end = await commands.executeCommand<BatchEnd>('plumbline.testFolder', inFolder('team'));
    assert.deepEqual(end.ends, ['done', 'done']);
    assert.equal(end.skipped, 1);
    for (const uri of [first, second]) assert.ok(session.peek(uri)?.report, uri.path);

    await written(
      'team/second.prompt.yml',
      (await textIn(second)).replace('Read the review', 'Now read the review'),
    );
    await eventually(
      async () => (await entryOf('team/second.prompt.yml'))?.state.kind === 'stale',
      'it is stale',
    );
    const all = (await (await activated()).libraries.all()).filter(
      ({ entry }) => entry.state.kind === 'stale',
    );
    const stale = await commands.executeCommand<BatchEnd>('plumbline.testStale');
    assert.equal(stale.ends.length + stale.skipped, all.length);
    await written('team/second.prompt.yml', await textIn(TRIAGE()));
  });

  it('say where there are none', async () => {
    await workspace.fs.createDirectory(inFolder('hollow'));
    assert.equal(
      await commands.executeCommand('plumbline.testFolder', inFolder('hollow')),
      undefined,
    );
    await workspace.fs.delete(inFolder('hollow'), { recursive: true });
  });
});

describe('the runs of a prompt', () => {
  it('can be pinned and deleted; what is shown of a deleted one gives way', async () => {
    const { models, session } = await activated();
    await models.choose(RECORDED);
    const uri = await recordedCopy('team/runs.prompt.yml');
    await session.test(uri);
    await session.test(uri);
    const [older, newest] = (await session.refresh(uri)).history;
    assert.ok(older && newest);
    assert.equal(session.peek(uri)?.report?.startedAt, newest.startedAt);
    assert.equal((await session.markRun(uri, older, 'pinned')).history[0]?.pinned, true);
    const after = await session.markRun(uri, newest, 'deleted');
    assert.deepEqual(
      after.history.map(({ startedAt }) => startedAt),
      [older.startedAt],
    );
    assert.equal(after.report?.startedAt, older.startedAt);
    const none = await session.markRun(uri, older, 'deleted');
    assert.equal(none.report, null);
    await eventually(
      async () => (await entryOf('team/runs.prompt.yml'))?.state.kind === 'none',
      'the library knows',
    );
  });
});

describe('the file of a prompt', () => {
  it('is named, and deleted with what is kept for it where that is wanted', async () => {
    const uri = await recordedCopy('team/gone.prompt.yml');
    await commands.executeCommand('plumbline.copyPromptPath', uri);
    assert.equal(await env.clipboard.readText(), uri.fsPath);
    const kept = [
      inFolder(recordingOf('team/gone.prompt.yml')),
      inFolder(variantsOf('team/gone.prompt.yml')),
    ];
    const platform = {
      keptFilesOf: async () => kept.map(({ fsPath }) => fsPath),
    } as unknown as Platform;
    await assert.rejects(deletePrompt(uri, { platform, agree: async () => false }));
    assert.ok(await isThere(uri));
    let asked: readonly Uri[] = [];
    const agree = async (_uri: Uri, files: readonly Uri[]) => {
      asked = files;
      return true;
    };
    await deletePrompt(uri, { platform, agree });
    assert.equal(asked.length, 2);
    for (const each of [uri, ...kept]) assert.equal(await isThere(each), false, each.path);
    await eventually(async () => !(await entryOf('team/gone.prompt.yml')), 'it is listed no more');
  });
});
