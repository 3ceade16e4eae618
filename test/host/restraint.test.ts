/** The gates of a `restraint:` block in the editor: on hover, completed, and checked. */

import { strict as assert } from 'node:assert';
import {
  commands,
  languages,
  window,
  type CompletionList,
  type Hover,
  type Position,
  type Uri,
} from 'vscode';
import { activated, EDITOR_MODEL, eventually, fakeModel, shown, written } from './host.js';

afterEach(async () => (await fakeModel()).answerBy(null));

const PROMPT = `name: Parity
messages:
  - { role: user, content: 'Even or odd? {{n}}' }
testData:
  - { n: two, expected: even }
  - { n: three, expected: odd }
sensitivity:
  repeats: 1
  variants: { format: 0 }
  restraint:
    context: { require: [n] }
`;

async function hoverOn(uri: Uri, at: Position): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', uri, at);
  return hovers
    .flatMap(({ contents }) => contents.map((each) => (each as { value: string }).value))
    .join('\n')
    .replaceAll('&nbsp;', ' ');
}

describe('a restraint block', () => {
  it('says on hover what was measured for a gate, and before that nothing was', async () => {
    const { models, session } = await activated();
    const uri = await written('prompts/parity.prompt.yml', PROMPT);
    const document = await shown(uri);
    const at = document.positionAt(PROMPT.indexOf('context:') + 2);
    assert.match(await hoverOn(uri, at), /what the answer rests on is missing.*Not measured yet/s);
    await models.choose(EDITOR_MODEL);
    (await fakeModel()).answerBy(() => 'even');
    await session.runStudy(uri, 'restraint');
    const said = await hoverOn(uri, at);
    assert.match(said, /2 pass: 1 rightly, 1 wrongly/);
    assert.match(said, /2 held back: 2 rightly, 0 wrongly/);
    assert.match(said, /4 answers/);
  });

  it('shows what the prompts that are open measured for the settings of a team', async () => {
    const team = 'defaults:\n  restraint:\n    context: { require: [n] }\n';
    const uri = await written('restrained/plumbline.yml', team);
    const document = await shown(uri);
    const said = await hoverOn(uri, document.positionAt(team.indexOf('context:') + 2));
    assert.match(said, /parity\.prompt\.yml: 2 pass: 1 rightly, 1 wrongly/);
  });

  it('is completed, and an action that is none is marked', async () => {
    const text = PROMPT.replace('[n] }', '[n], action: guess }');
    const uri = await written('prompts/parity-wrong.prompt.yml', text);
    const document = await shown(uri);
    await eventually(
      async () =>
        languages.getDiagnostics(uri).some(({ message }) => message.includes('context.action')),
      'the action is marked',
    );
    const editor = window.activeTextEditor;
    assert.ok(editor);
    const from = document.positionAt(text.indexOf('guess'));
    const { items } = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      from,
    );
    const ours = items.filter(({ detail }) => detail === 'Plumbline').map(({ label }) => label);
    assert.deepEqual(ours, ['abstain', 'cancel', 'clarify', 'fallback', 'human']);
  });
});
