import { strict as assert } from 'node:assert';
import { commands, languages, workspace } from 'vscode';
import { eventually, inFolder, lensTitles, shown, textIn, written } from './host.js';

const languageOf = (path: string) =>
  workspace.textDocuments.find(({ uri }) => uri.path.endsWith(path))?.languageId;

describe('files that are prompts', () => {
  it('in a format of its own have a language of their own', async () => {
    await shown(await written('prompts/colored.prompty', '---\nname: a\n---\nuser:\n{{x}}\n'));
    await eventually(() => languageOf('/colored.prompty') === 'plumbline-prompt', 'highlighting');
    await shown(inFolder('prompts', 'triage.prompt.yml'));
    assert.equal(languageOf('/triage.prompt.yml'), 'yaml');
    assert.ok((await languages.getLanguages()).includes('plumbline-prompt'));
  });

  it('can be any text, which plumbline.yml remembers', async () => {
    const config = inFolder('plumbline.yml');
    const before = await textIn(config);
    const uri = await written('notes/brief.md', 'Sum up {{input}} in a sentence.\n');
    await shown(uri);
    assert.deepEqual(await lensTitles(uri), []);
    try {
      await commands.executeCommand('plumbline.treatAsPrompt', uri);
      assert.match(await textIn(config), /notes\/brief\.md/);
      await eventually(
        async () => (await lensTitles(uri))[0]?.startsWith('▷ Test sensitivity') ?? false,
        'it has a lens',
      );
    } finally {
      await workspace.fs.writeFile(config, new TextEncoder().encode(before));
    }
  });
});
