import { strict as assert } from 'node:assert';
import {
  commands,
  env,
  languages,
  Position,
  Selection,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type CodeAction,
  type CompletionList,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type Location,
  type MarkdownString,
} from 'vscode';
import {
  activated,
  entryOf,
  eventually,
  inFolder,
  lensTitles,
  RECORDED,
  shown,
  textIn,
  TRIAGE,
  written,
} from './host.js';

const PROMPTY = `---
name: Greeter
tags: [demo, greeting]
sensitivity:
  cases:
    - { who: Ada, mood: glad, expected: Hello Ada }
    - { who: Bob, mood: sad, expected: Hello Bob }
---
user:
Greet {{ who }}, be {{ mood }}.
`;
const greeter = () => written('prompts/greeter.prompty', PROMPTY);

describe('the library', () => {
  it('lists the prompts of the folder with their state, and follows what is written', async () => {
    const { session, models } = await activated();
    assert.equal((await entryOf('prompts/capitals.prompt.yml'))?.state.word, 'never tested');
    await models.choose(RECORDED);
    await session.test(TRIAGE());
    await eventually(
      async () => (await entryOf('prompts/triage.prompt.yml'))?.state.word === 'Fragile',
      'the verdict is in the library',
    );
    await greeter();
    await eventually(
      async () => (await entryOf('prompts/greeter.prompty'))?.name === 'Greeter',
      'a new file is listed',
    );
    await workspace.fs.delete(inFolder('prompts/greeter.prompty'));
    await eventually(
      async () => !(await entryOf('prompts/greeter.prompty')),
      'a deleted file is gone',
    );
  });

  it('is not read again with every key that is pressed', async () => {
    const { session, libraries } = await activated();
    const uri = await written('prompts/typed.prompt.yml', await textIn(TRIAGE()));
    await eventually(
      async () => Boolean(await entryOf('prompts/typed.prompt.yml')),
      'it is listed',
    );
    const document = await shown(uri);
    await session.upToDate(document);
    let times = 0;
    const counting = libraries.onDidChange(() => (times += 1));
    try {
      for (const letter of 'typing') {
        const edit = new WorkspaceEdit();
        edit.insert(uri, document.positionAt(document.getText().indexOf('Read the')), letter);
        await workspace.applyEdit(edit);
        await session.upToDate(document);
      }
      // A change that is to be followed, behind those that are not.
      const other = await written('prompts/after-typing.prompty', PROMPTY);
      await eventually(
        async () => Boolean(await entryOf('prompts/after-typing.prompty')),
        'what is written is followed',
      );
      await eventually(() => Promise.resolve(times > 0), 'the change is told');
      assert.equal(times, 1);
      await workspace.fs.delete(other);
    } finally {
      counting.dispose();
      await commands.executeCommand('workbench.action.files.revert');
      await workspace.fs.delete(uri);
    }
  });

  it('knows no prompt in what is kept for prompts', async () => {
    const uri = await written('.plumbline/variants/prompts/colours.prompt.yml', 'variants: []\n');
    const after = await written('prompts/after.prompty', PROMPTY);
    await eventually(
      async () => Boolean(await entryOf('prompts/after.prompty')),
      'what is written later is listed',
    );
    assert.equal(await entryOf('.plumbline/variants/prompts/colours.prompt.yml'), undefined);
    const { session } = await activated();
    assert.equal(session.isPrompt(await workspace.openTextDocument(uri)), false);
    for (const each of [uri, after]) await workspace.fs.delete(each);
  });

  it('loses the prompts of a folder that is deleted', async () => {
    const uri = await written('going/away/x.prompty', PROMPTY);
    await eventually(async () => Boolean(await entryOf('going/away/x.prompty')), 'it is listed');
    await workspace.fs.delete(Uri.joinPath(uri, '..', '..'), { recursive: true });
    await eventually(async () => !(await entryOf('going/away/x.prompty')), 'it is gone');
  });

  it('makes, copies and renames prompts; what is kept for one moves along', async () => {
    await commands.executeCommand('plumbline.newPrompt', 'extraction', 'Order form');
    const made = inFolder('prompts/order-form.prompt.yml');
    assert.match(await textIn(made), /^name: Order form\n/);
    await commands.executeCommand('plumbline.duplicatePrompt', made);
    const copy = inFolder('prompts/order-form-copy.prompt.yml');
    assert.equal(await textIn(copy), await textIn(made));
    await written('.plumbline/variants/prompts/order-form-copy.prompt.yml.yml', 'kept: true\n');
    await commands.executeCommand('plumbline.renamePrompt', copy, 'orders');
    const kept = inFolder('.plumbline/variants/prompts/orders.prompt.yml.yml');
    await eventually(
      async () => (await textIn(kept).catch(() => '')) === 'kept: true\n',
      'the kept wordings moved',
    );
    assert.match(await textIn(inFolder('prompts/orders.prompt.yml')), /^name: Order form\n/);
    for (const uri of [made, inFolder('prompts/orders.prompt.yml'), kept])
      await workspace.fs.delete(uri);
  });

  it('takes the open panel of a renamed prompt along, with its report', async () => {
    const { session, models } = await activated();
    await models.choose(RECORDED);
    const from = await written('prompts/before.prompt.yml', await textIn(TRIAGE()));
    const recorded = await textIn(
      inFolder('.plumbline/recordings/prompts/triage.prompt.yml.jsonl'),
    );
    await written('.plumbline/recordings/prompts/before.prompt.yml.jsonl', recorded);
    await commands.executeCommand('plumbline.testSensitivity', from);
    const { report } = await session.open(from);
    assert.ok(report);
    const labels = () => window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await eventually(() => labels().includes('Sensitivity: before.prompt.yml'), 'the panel opens');
    await commands.executeCommand('plumbline.renamePrompt', from, 'later');
    await eventually(() => labels().includes('Sensitivity: later.prompt.yml'), 'the panel follows');
    await eventually(
      () => !labels().includes('Sensitivity: before.prompt.yml'),
      'the old one goes',
    );
    const to = inFolder('prompts/later.prompt.yml');
    assert.equal(session.peek(from), null);
    assert.equal(session.peek(to)?.report, report);
    await eventually(
      () => session.peek(to)?.place?.path === 'prompts/later.prompt.yml',
      'its path is read again',
    );
    await workspace.fs.delete(to);
  });

  it('puts a prompt into another file as text, as a file and as code', async () => {
    const source = await greeter();
    const target = await written('notes/page.md', 'x');
    const insert = async (how: string) => {
      const document = await shown(target);
      const end = document.positionAt(document.getText().length);
      const editor = window.activeTextEditor;
      assert.ok(editor);
      editor.selection = new Selection(end, end);
      await commands.executeCommand('plumbline.insertPrompt', { uri: source }, how);
      return document.getText();
    };
    assert.equal(await insert('text'), 'xGreet {{ who }}, be {{ mood }}.');
    assert.match(await insert('file'), /\.\.\/prompts\/greeter\.prompty$/);
    assert.match(await insert('openai-python'), /def ask\(who: str, mood: str\) -> str:/);
    await commands.executeCommand('workbench.action.files.revert');
    await commands.executeCommand('plumbline.copyAsCode', { uri: source }, 'curl');
    assert.match(await env.clipboard.readText(), /^curl https:/);
  });

  it('writes a prompt in another format', async () => {
    await commands.executeCommand('plumbline.exportPrompt', await greeter(), 'dotprompt');
    assert.match(
      await textIn(inFolder('prompts/greeter.prompt')),
      /\{\{role "user"\}\}\nGreet \{\{who\}\}, be \{\{mood\}\}\./,
    );
    await workspace.fs.delete(inFolder('prompts/greeter.prompt'));
  });
});

describe('a prompt in the editor', () => {
  const place = (text: string, part: string, inside = 0) => {
    const before = text.slice(0, text.indexOf(part) + inside).split('\n');
    return new Position(before.length - 1, before.at(-1)?.length ?? 0);
  };

  it('completes variables, also while a tag is open', async () => {
    const uri = await greeter();
    const document = await shown(uri);
    await lensTitles(uri);
    const at = place(document.getText(), ', be');
    const editor = window.activeTextEditor;
    assert.ok(editor);
    await editor.edit((edit) => edit.insert(at, ' {{ '));
    const { items } = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      at.translate(0, 4),
    );
    const ours = items.filter(({ detail }) => detail === 'values in 2 cases');
    assert.deepEqual(
      ours.map(({ label, insertText }) => [label, insertText]),
      [
        ['mood', 'mood }}'],
        ['who', 'who }}'],
      ],
    );
    await commands.executeCommand('undo');
  });

  it('shows values on hover, goes to them, and renames everywhere', async () => {
    const uri = await greeter();
    const document = await shown(uri);
    const text = document.getText();
    const at = place(text, '{{ who', 4);
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', uri, at);
    const [{ contents } = { contents: [] }] = hovers;
    const shownText = contents.map((each) => (each as MarkdownString).value).join('\n');
    assert.match(shownText, /2 of 2 cases[^]*Ada[^]*Bob/);
    const [target] = await commands.executeCommand<Location[]>(
      'vscode.executeDefinitionProvider',
      uri,
      at,
    );
    assert.deepEqual(target?.range.start, place(text, 'who: Ada'));
    const edit = await commands.executeCommand<WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      uri,
      at,
      'guest',
    );
    await workspace.applyEdit(edit);
    assert.equal(document.getText(), text.replace(/\bwho\b/g, 'guest'));
    await commands.executeCommand('undo');
    assert.equal(document.getText(), text);
  });

  it('renames a variable in the file its cases stand in, as one edit', async () => {
    const cases = inFolder('prompts/continents.csv');
    const uri = inFolder('prompts/continents.prompty');
    const document = await shown(uri);
    const edit = await commands.executeCommand<WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      uri,
      place(document.getText(), '{{ city', 4),
      'town',
    );
    assert.deepEqual(
      edit.entries().map(([each]) => each.path),
      [uri.path, cases.path],
    );
    await workspace.applyEdit(edit);
    const rows = await workspace.openTextDocument(cases);
    assert.match(rows.getText(), /^id,town,expected\nlagos,Lagos,Africa\n/);
    assert.match(document.getText(), /\{\{ town \}\}/);
    await shown(cases);
    await commands.executeCommand('workbench.action.files.revert');
    await shown(uri);
    await commands.executeCommand('workbench.action.files.revert');
  });

  it('is marked where a value is missing, and mended by a quick fix', async () => {
    const uri = await written(
      'prompts/mend.prompty',
      PROMPTY.replace(/mood: (glad|sad)/g, 'moood: $1'),
    );
    const document = await shown(uri);
    const found = () =>
      languages
        .getDiagnostics(uri)
        .filter(({ source, code }) => source === 'Plumbline' && code === 'undefined-variable');
    await eventually(() => found().length === 1, 'the variable is marked');
    const [diagnostic] = found();
    assert.ok(diagnostic);
    assert.equal(document.getText(diagnostic.range), 'mood');
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      diagnostic.range,
    );
    const fix = actions.find(({ title }) => title === 'Write moood instead');
    assert.ok(fix?.edit);
    await workspace.applyEdit(fix.edit);
    await eventually(() => found().length === 0, 'nothing is marked any more');
    assert.match(document.getText(), /be \{\{ moood \}\}/);
    await commands.executeCommand('workbench.action.files.revert');
    await workspace.fs.delete(uri);
  });

  it('is marked where a regular expression or a gate is none, in plumbline.yml too', async () => {
    const marked = async (path: string, text: string) => {
      const uri = await written(path, text);
      await shown(uri);
      const found = () =>
        languages.getDiagnostics(uri).filter(({ source }) => source === 'Plumbline');
      await eventually(() => found().length > 0, `${path} is marked`);
      const places = found().map(({ message, range }) => `${range.start.line + 1}: ${message}`);
      await workspace.fs.delete(uri);
      return places.join('\n');
    };
    const own = `---\nsensitivity:\n  checks: [{ regex: "(" }]\n  gates: { exces: { max: 1 } }\n---\nuser:\nHi\n`;
    const told = await marked('prompts/none.prompty', own);
    assert.match(told, /^3: .*not a valid RE2 regular expression/m);
    assert.match(told, /^4: .*Did you mean `excess`\?/m);
    const config = await marked('elsewhere/plumbline.yml', 'gates:\n  Acuracy: { min: 1 }\n');
    assert.match(config, /^2: .*Did you mean `accuracy`\?/);
  });

  it('has its messages and cases in the outline, and folds them', async () => {
    const symbols = await commands.executeCommand<DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      TRIAGE(),
    );
    const names = symbols.map(({ name }) => name);
    assert.ok(names.includes('system') && names.includes('user'), names.join());
    const folds = await commands.executeCommand<FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      TRIAGE(),
    );
    assert.ok(folds.length > 0);
  });

  it('of every format has its lens, and a plain text where a library folder holds it', async () => {
    for (const [path, text] of [
      ['prompts/a.prompty', PROMPTY],
      ['prompts/a.prompt', '{{role "user"}}\nHi {{x}}'],
      ['prompts/a.prompt.md', 'Hi ${input:x}'],
      ['prompts/promptfooconfig.yaml', 'prompts: ["Hi {{x}}"]\nproviders: [openai:gpt-4.1]\n'],
    ] as const) {
      const uri = await written(path, text);
      await shown(uri);
      assert.ok((await lensTitles(uri)).includes('▷ Test sensitivity'), path);
      await workspace.fs.delete(uri);
    }
    const plain = await written('plain/hello.md', 'Say hello to {{x}}.');
    await shown(plain);
    assert.deepEqual(await lensTitles(plain), []);
    const config = inFolder('plumbline.yml');
    const before = await textIn(config);
    await workspace.fs.writeFile(
      config,
      new TextEncoder().encode(`${before}\nlibrary: { folders: [prompts, plain] }\n`),
    );
    await eventually(
      async () => (await lensTitles(plain))[0] === '▷ Test sensitivity',
      'the plain text is a prompt',
    );
    await workspace.fs.writeFile(config, new TextEncoder().encode(before));
    await workspace.fs.delete(Uri.joinPath(plain, '..'), { recursive: true });
  });
});
