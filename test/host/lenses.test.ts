import { strict as assert } from 'node:assert';
import {
  commands,
  languages,
  Range,
  window,
  WorkspaceEdit,
  workspace,
  type CodeAction,
} from 'vscode';
import {
  activated,
  eventually,
  lensTitles,
  RECORDED,
  shown,
  TRIAGE,
  withSettings,
  written,
} from './host.js';

describe('lenses', () => {
  it('offer the test over a prompt, and each case of its own where that is asked for', async () => {
    await shown(TRIAGE());
    const titles = await lensTitles(TRIAGE());
    assert.match(titles[0] ?? '', /^▷ Test sensitivity( · |$)/);
    assert.ok(!titles.includes('Run only this'), titles.join('\n'));
    await withSettings({ 'codeLens.cases': true }, async () => {
      const all = await lensTitles(TRIAGE());
      assert.equal(all.filter((title) => title === 'Run only this').length, 16);
    });
  });

  it('say what is wrong with a file that cannot be read', async () => {
    const uri = await written(
      'prompts/broken.prompt.yml',
      'messages:\n  - role: nobody\n    content: x\n',
    );
    await shown(uri);
    const [title] = await lensTitles(uri);
    assert.match(title ?? '', /^Cannot be tested: .*expected system, user or assistant/);
  });

  it('say what a valid file lacks for a test, and mark nothing in it', async () => {
    const uri = await written(
      'prompts/book.prompt',
      '---\ntools: [searchFlights]\n---\nBook a flight.\n',
    );
    await shown(uri);
    assert.equal((await lensTitles(uri))[1], 'No cases yet: add rows under `sensitivity.cases`');
    const wrong = await written('prompts/marked.prompty', '---\nname: a\n---\nuser:\n{% if\n');
    await shown(wrong);
    await eventually(() => languages.getDiagnostics(wrong).length > 0, 'a real error is marked');
    assert.deepEqual(languages.getDiagnostics(uri), []);
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      new Range(3, 0, 3, 0),
    );
    assert.ok(actions.some(({ title }) => title === 'Add a case'));
  });

  it('leave other YAML alone', async () => {
    const uri = await written('other.yml', 'name: x\non: push\n');
    await shown(uri);
    assert.deepEqual(await lensTitles(uri), []);
  });

  it('show the last result, and that the prompt changed', async () => {
    const { session, models } = await activated();
    await models.choose(RECORDED);
    await session.test(TRIAGE());
    const result = async () => (await lensTitles(TRIAGE()))[1] ?? '';
    assert.match(
      await result(),
      /^Fragile: wording effect 0\.23 \[0\.1\d, 0\.3\d\] · accuracy 0\.74 · confidence 0\.70 · just now$/,
    );

    const document = await shown(TRIAGE());
    const at = document.getText().indexOf('Read the review');
    const edit = new WorkspaceEdit();
    edit.insert(TRIAGE(), document.positionAt(at), 'Now ');
    await workspace.applyEdit(edit);
    await eventually(async () => (await result()).endsWith('· prompt changed'), 'the lens says so');
    await commands.executeCommand('undo');
    await eventually(async () => (await result()).endsWith('· just now'), 'undo takes it back');
  });

  it('stand over each wording written by hand where that is asked for', async () => {
    const uri = await written(
      'prompts/byhand.prompt.yml',
      'messages:\n  - role: user\n    content: Say hi.\nsensitivity:\n  variants:\n    - messages: [{ role: user, content: Say hello. }]\n    - id: short\n      messages: [{ role: user, content: Hi. }]\n',
    );
    await shown(uri);
    await withSettings({ 'codeLens.cases': true }, async () =>
      assert.deepEqual((await lensTitles(uri)).slice(2), ['Run only this', 'Run only this']),
    );
  });

  it('can be switched off', async () => {
    await withSettings({ 'codeLens.enabled': false }, async () =>
      assert.deepEqual(await lensTitles(TRIAGE()), []),
    );
    assert.notDeepEqual(await lensTitles(TRIAGE()), []);
  });

  it('stand over each kept wording', async () => {
    const { Uri } = await import('vscode');
    const folder = workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const uri = Uri.joinPath(folder, '.plumbline/variants/prompts/triage.prompt.yml.yml');
    await shown(uri);
    const titles = await lensTitles(uri);
    assert.deepEqual(titles.slice(0, 3), ['Run only this', 'Apply to file', 'Reject']);
    assert.ok(window.activeTextEditor?.document.lineAt(0).range instanceof Range);
  });
});
