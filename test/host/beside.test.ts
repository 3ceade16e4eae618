/** Cases, examples and influence: what is done to a prompt beside testing it. */

import { strict as assert } from 'node:assert';
import { commands, languages, workspace, type CodeAction, type Hover, type Uri } from 'vscode';
import * as core from '../../src/core/index.js';
import { influenceOf } from '../../src/extension/entry.js';
import { placedParts } from '../../src/extension/influence/influenceView.js';
import { possibleShots } from '../../src/extension/shots/compareShots.js';
import { shotsViewOf } from '../../src/extension/shots/shotsView.js';
import {
  activated,
  EDITOR_MODEL,
  eventually,
  fakeModel,
  inFolder,
  RECORDED,
  shown,
  textIn,
  TRIAGE,
  written,
} from './host.js';

afterEach(async () => (await fakeModel()).answerBy(null));

const NOTES = `name: Notes
messages:
  - role: user
    content: 'Is this note glad or sad? {{note}}'
testData:
  - note: The bread was fresh.
    expected: glad
  - note: The bus was late.
    expected: sad
`;
const NEW_NOTES = ['<note>The cat came home.</note>\nexpected: glad', '<note>It rained.</note>'];

describe('suggested cases', () => {
  const proposing = async () => {
    const model = await fakeModel();
    let call = 0;
    model.answerBy((text) =>
      text.startsWith('You write inputs') ? (NEW_NOTES[call++ % 2] as string) : null,
    );
    return model;
  };

  it('enter the file when a person accepts them, without an answer, as one edit that undo takes back', async () => {
    const { models } = await activated();
    const model = await proposing();
    await models.choose(EDITOR_MODEL);
    const uri = await written('prompts/few.prompt.yml', NOTES);
    const document = await shown(uri);
    const before = model.asked.length;
    const accept = ['suggested-1', 'suggested-2'];
    await commands.executeCommand('plumbline.suggestCases', uri, { wanted: 2, accept });
    assert.equal(model.asked.length - before, 2);
    assert.equal(
      document.getText(),
      `${NOTES}  - note: The cat came home.\n  - note: It rained.\n`,
    );
    const kept = await textIn(inFolder('.plumbline/cases/prompts/few.prompt.yml.yml'));
    assert.equal(kept.match(/status: approved/g)?.length, 2);
    await shown(uri);
    await commands.executeCommand('undo');
    assert.equal(document.getText(), NOTES);
  });

  it('that nobody accepted wait, and are not asked for again', async () => {
    const { models } = await activated();
    const model = await proposing();
    await models.choose(EDITOR_MODEL);
    const uri = await written('prompts/waiting.prompt.yml', NOTES);
    await commands.executeCommand('plumbline.suggestCases', uri, { wanted: 2, accept: [] });
    assert.equal(await textIn(uri), NOTES);
    const before = model.asked.length;
    await commands.executeCommand('plumbline.suggestCases', uri, { accept: ['suggested-2'] });
    assert.equal(model.asked.length, before);
    const document = await workspace.openTextDocument(uri);
    assert.match(document.getText(), /note: It rained\.\n$/);
    assert.doesNotMatch(document.getText(), /cat came home/);
  });

  it('are offered where there are too few', async () => {
    const uri = await written('prompts/too-few.prompt.yml', NOTES);
    await shown(uri);
    await eventually(
      () => languages.getDiagnostics(uri).some(({ code }) => code === 'few-cases'),
      'the finding is shown',
    );
    const found = languages.getDiagnostics(uri).find(({ code }) => code === 'few-cases');
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      found?.range,
    );
    const offered = actions.find(({ title }) => title === 'Suggest cases…');
    assert.equal(offered?.command?.command, 'plumbline.suggestCases');
  });
});

describe('few-shot configurations', () => {
  it('of a comparison are shown with their intervals, and the cheapest equivalent is proposed', async () => {
    const { session, models } = await activated();
    await models.choose(EDITOR_MODEL);
    const uri = await written('prompts/shots.prompt.yml', await textIn(TRIAGE()));
    const done = session.test(uri, { shots: ['file', '1', '3/diverse', '3/random/2'] });
    await eventually(
      () => !session.isRunning(uri) || session.peek(uri)?.phase.kind === 'preflight',
      'it asks',
    );
    session.confirm(uri, ['file', '1', '3/diverse', '3/random/2']);
    await done;
    const { report } = await session.open(uri);
    assert.ok(report);
    const view = shotsViewOf(report, core);
    assert.deepEqual(
      view?.rows.map(({ name }) => name),
      ['As in the file', '1 example', '3 examples, diverse', '3 examples, order 2'],
    );
    assert.ok(view?.rows.every(({ interval, accuracy }) => interval && accuracy !== null));
    assert.deepEqual(
      view?.addable.map(({ examples }) => examples),
      [1, 3, 3],
    );
    assert.match(view?.sentence ?? '', /^Most accurate: /);
  });

  it('are offered as far as there are examples', () => {
    assert.deepEqual(possibleShots(1, core).slice(0, 3), ['file', '1', '1/first']);
    const many = possibleShots(15, core);
    assert.ok(
      ['5', '8', '3/diverse', '3/nearest', '3/random/2'].every((each) => many.includes(each)),
    );
    for (const shots of many) assert.ok(core.shotsName(shots).length > 0);
  });

  it('are written into the file as one edit that undo takes back', async () => {
    const { models } = await activated();
    await models.choose(RECORDED);
    const before = await textIn(TRIAGE());
    const document = await shown(TRIAGE());
    await commands.executeCommand('plumbline.addExamples', TRIAGE().toString(), '2/first');
    assert.equal(document.getText().match(/role: assistant/g)?.length, 2);
    await shown(TRIAGE());
    await commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });
});

describe('which words matter', () => {
  const measured = async (path: string): Promise<Uri> => {
    const { session, models } = await activated();
    await models.choose(EDITOR_MODEL);
    const text = (await textIn(TRIAGE())).replace(
      'Read the review to the end.',
      'Be careful with every word.',
    );
    const uri = await written(path, text);
    await session.runStudy(uri, 'influence');
    return uri;
  };

  it('is measured like a test, kept, and told at the place of each sentence', async () => {
    const { session } = await activated();
    const uri = await measured('prompts/words.prompt.yml');
    const entry = await session.refresh(uri);
    assert.ok(entry.phase.kind === 'idle' && entry.phase.strip?.startsWith('Which words matter'));
    const kinds = new Map(influenceOf(entry)?.findings.parts.map(({ text, kind }) => [text, kind]));
    assert.match(kinds.get('Be careful with every word.') ?? '', /decides|matters/);
    assert.match(kinds.get('Think of how the customer feels.') ?? '', /nothing|unseen/);
    const placed = placedParts(entry, core);
    for (const { part, range } of placed)
      assert.equal(entry.text?.slice(range.start, range.end), part.text);
    assert.equal(placed.length, influenceOf(entry)?.findings.parts.length);

    const document = await shown(uri);
    const at = document.positionAt(document.getText().indexOf('careful'));
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', uri, at);
    const said = hovers.flatMap(({ contents }) =>
      contents.map((each) => (each as { value: string }).value),
    );
    assert.match(
      said.join('\n').replaceAll('&nbsp;', ' '),
      /(?:Decides|Matters)[\s\S]*answers change[\s\S]*effect/,
    );
  });

  it('moves along with the text, is gone when the prompt changes, and comes back with it', async () => {
    const { session } = await activated();
    const uri = await measured('prompts/moving.prompt.yml');
    const before = await session.refresh(uri);
    const [first] = placedParts(before, core);
    assert.ok(first);
    await written('prompts/moving.prompt.yml', `# A comment\n${before.text}`);
    const [moved] = placedParts(await session.refresh(uri), core);
    assert.equal(moved?.range.start, first.range.start + '# A comment\n'.length);
    await written(
      'prompts/moving.prompt.yml',
      before.text?.replace('Be careful', 'Be careless') ?? '',
    );
    const changed = await session.refresh(uri);
    assert.deepEqual(placedParts(changed, core), []);
    await written('prompts/moving.prompt.yml', before.text ?? '');
    assert.ok(placedParts(await session.refresh(uri), core).length > 0);
  });

  it('is cancelled like a test, and nothing half measured is kept', async () => {
    const { session, models } = await activated();
    await models.choose(EDITOR_MODEL);
    const uri = await written(
      'prompts/stopped.prompt.yml',
      (await textIn(TRIAGE())).replace('Read the review to the end.', 'Take your time.'),
    );
    const done = session.runStudy(uri, 'influence');
    await eventually(() => {
      const phase = session.peek(uri)?.phase;
      return phase?.kind === 'running' && phase.progress.done > 5;
    }, 'it goes on');
    session.cancel(uri);
    await done;
    const stopped = await session.refresh(uri);
    const { phase } = stopped;
    assert.equal(influenceOf(stopped), null);
    assert.equal(phase.kind, 'idle');
  });

  it('cannot be read off recorded answers, and says so', async () => {
    const { session, models } = await activated();
    await models.choose(RECORDED);
    await assert.rejects(session.runStudy(TRIAGE(), 'influence'), /Some answers were not recorded/);
    assert.equal((await session.open(TRIAGE())).phase.kind, 'idle');
  });
});
