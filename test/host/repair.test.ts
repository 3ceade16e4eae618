/** A study that offers a change of the prompt, and the change in the file. */

import { strict as assert } from 'node:assert';
import { commands, workspace } from 'vscode';
import { activated, EDITOR_MODEL, eventually, fakeModel, written } from './host.js';

afterEach(async () => (await fakeModel()).answerBy(null));

const PROMPT = `name: Notes
messages:
  - role: user
    content: 'Say how this note sounds. Note: {{note}}'
testData:
${Array.from({ length: 40 }, (_, n) => `  - { note: note ${n}, expected: ${n % 2 === 0 ? 'glad' : 'sad'} }`).join('\n')}
sensitivity:
  variants: { politeness: 1, persona: 1, whitespace: 1 }
`;
const LISTED = 'The possible labels are: glad, sad.';

/** Right where the labels are listed; else what wording and case make of it. */
function answerTo(text: string): string | null {
  const n = Number([...text.matchAll(/note (\d+)/g)].at(-1)?.[1] ?? NaN);
  if (Number.isNaN(n)) return null;
  const sum = [...text].reduce((total, each, at) => total + each.charCodeAt(0) * (at + 1), 0);
  const isRight = text.includes('glad, sad') || (sum >> 3) % 2 === 0;
  return (n % 2 === 0) === isRight ? 'glad' : 'sad';
}

describe('a repair', () => {
  it('offers a change that was measured, and puts it into the file as one edit', async () => {
    const { session, models } = await activated();
    (await fakeModel()).answerBy(answerTo);
    await models.choose(EDITOR_MODEL);
    const uri = await written('prompts/repaired.prompt.yml', PROMPT);
    const running = session.runStudy(uri, 'repair');
    await eventually(
      () => !session.isRunning(uri) || session.peek(uri)?.phase.kind === 'preflight',
      'the preflight is asked',
    );
    if (session.isRunning(uri)) session.confirm(uri, ['file']);
    await running;
    const kept = (await session.open(uri)).results.get('repair');
    assert.ok(kept?.study.offered?.(kept.result), 'nothing is offered');
    assert.equal(
      await commands.executeCommand('plumbline.applyChange', uri.toString(), 'repair'),
      true,
    );
    const document = await workspace.openTextDocument(uri);
    assert.ok(document.getText().includes(LISTED));
    await document.save();
    const once = document.getText();
    // The prompt is not the one that was measured any more.
    assert.notEqual(
      await commands.executeCommand('plumbline.applyChange', uri.toString(), 'repair'),
      true,
    );
    assert.equal(document.getText(), once);
  });
});
