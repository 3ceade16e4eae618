import { strict as assert } from 'node:assert';
import { CancellationTokenSource, lm, workspace, type LanguageModelTextPart } from 'vscode';
import { promptServersIn } from '../../src/extension/chat/promptServers.js';
import {
  activated,
  EDITOR_MODEL,
  eventually,
  fakeModel,
  RECORDED,
  textIn,
  TRIAGE,
  written,
} from './host.js';

const FILE = 'prompts/triage.prompt.yml';
const never = () => new CancellationTokenSource().token;
const saidIn = ({ content }: { content: readonly unknown[] }) =>
  content.map((part) => (part as LanguageModelTextPart).value).join('');

describe("the tool for the editor's chat", () => {
  it('is listed for agents', () => {
    const [tool] = lm.tools.filter(({ name }) => name === 'plumbline_test_prompt');
    assert.match(tool?.description ?? '', /depend on its wording/);
  });

  it('asks with calls and tokens before anything is sent', async () => {
    const { promptTool, models } = await activated();
    const model = await fakeModel();
    await models.choose(EDITOR_MODEL);
    const uri = 'prompts/asked-in-chat.prompt.yml';
    await written(uri, (await textIn(TRIAGE())).replace('to the end', 'to its very end'));
    const before = model.asked.length;
    const { confirmationMessages } = await promptTool.prepareInvocation({ input: { file: uri } });
    assert.ok(confirmationMessages);
    assert.match(confirmationMessages.title, /asked-in-chat\.prompt\.yml/);
    const { message } = confirmationMessages;
    const text = typeof message === 'string' ? message : message.value;
    assert.match(text.replaceAll('&nbsp;', ' '), /up to \d+ calls, about [\d,]+ tokens/);
    assert.equal(model.asked.length, before);
  });

  it('returns the verdict and its numbers', async () => {
    const { promptTool, models } = await activated();
    await models.choose(RECORDED);
    const result = await promptTool.invoke({ input: { file: FILE } }, never());
    const said = saidIn(result);
    assert.match(said, /^prompts\/triage\.prompt\.yml: Fragile\n/);
    assert.match(said, /0\.23, \[?0\.14/);
  });

  it('ends with the request', async () => {
    const { promptTool, models, session } = await activated();
    await models.choose(EDITOR_MODEL);
    const uri = await written(
      'prompts/stopped-in-chat.prompt.yml',
      (await textIn(TRIAGE())).replace('to the end', 'to the last word'),
    );
    const source = new CancellationTokenSource();
    const file = 'prompts/stopped-in-chat.prompt.yml';
    const done = promptTool.invoke({ input: { file } }, source.token);
    await eventually(() => {
      const phase = session.peek(uri)?.phase;
      return phase?.kind === 'running' && phase.progress.done > 2;
    }, 'the run goes on');
    source.cancel();
    assert.match(saidIn(await done), /[Ss]topped|cancel/);
  });

  it('reads prompts of the workspace and nothing else', async () => {
    const { promptTool } = await activated();
    const refused = (file: string, why: RegExp) =>
      assert.rejects(promptTool.invoke({ input: { file } }, never()), why);
    await refused('/etc/passwd', /No file \/etc\/passwd in this workspace/);
    await refused('../../etc/passwd', /No file/);
    await refused('prompts/none.prompt.yml', /No file/);
    await refused('.plumbline/.gitignore', /not a prompt file/);
  });
});

describe("the server for the editor's agents", () => {
  it('is offered where a folder has the command line among its packages', async () => {
    const [folder] = workspace.workspaceFolders ?? [];
    assert.ok(folder);
    assert.deepEqual(await promptServersIn(folder), []);
    const program = await written('node_modules/plumbline/dist/cli.js', '');
    const [server] = await promptServersIn(folder);
    assert.deepEqual(server?.args, [program.fsPath, 'mcp', folder.uri.fsPath]);
    assert.equal(server?.command, 'node');
    await workspace.fs.delete(program);
  });
});
