import { strict as assert } from 'node:assert';
import { CancellationTokenSource, tests, type TestItem, type TestMessage, type Uri } from 'vscode';
import { runWanted, showItem, type ToldRun } from '../../src/extension/testController.js';
import {
  activated,
  EDITOR_MODEL,
  eventually,
  fakeModel,
  textIn,
  TRIAGE,
  withSettings,
  written,
} from './host.js';

/** What the test explorer is told, as `passed kettle`; messages of errors follow. */
function toldRun(): ToldRun & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const tell = (what: string) => (item: TestItem, message?: unknown) => {
    const text = (message as TestMessage | undefined)?.message;
    lines.push([what, item.label, ...(typeof text === 'string' ? [text] : [])].join(' '));
  };
  return {
    lines,
    started: tell('started'),
    passed: tell('passed'),
    failed: tell('failed'),
    errored: tell('errored'),
    skipped: tell('skipped'),
  };
}

const controller = tests.createTestController('plumbline-host-tests', 'Host tests');
after(() => controller.dispose());

async function promptItem(uri: Uri): Promise<TestItem> {
  const { session } = await activated();
  showItem(controller, await session.refresh(uri));
  const item = controller.items.get(uri.toString());
  assert.ok(item);
  return item;
}

const casesOf = ({ children }: TestItem, labels: readonly string[]): TestItem[] => {
  const all: TestItem[] = [];
  children.forEach((child) => all.push(child));
  return labels.map((label) => {
    const found = all.find((each) => each.label === label);
    assert.ok(found, label);
    return found;
  });
};

/** A prompt that no earlier answer is kept for. */
const untested = async (path: string, sentence: string) =>
  written(path, (await textIn(TRIAGE())).replace('Read the review to the end.', sentence));

async function tools(token = new CancellationTokenSource().token) {
  const { session } = await activated();
  const load = async (uri: Uri) => showItem(controller, await session.refresh(uri));
  return { session, load, token };
}

describe('the test explorer', () => {
  afterEach(async () => (await fakeModel()).answerBy(null));

  it('begins no further case when a run of several is cancelled', async () => {
    const { models } = await activated();
    const model = await fakeModel();
    await models.choose(EDITOR_MODEL);
    const prompt = await promptItem(
      await untested('prompts/explored.prompt.yml', 'Read each line of it.'),
    );
    const source = new CancellationTokenSource();
    let calls = 0;
    model.answerBy(() => {
      if (++calls === 3) source.cancel();
      return null;
    });
    const run = toldRun();
    const cases = casesOf(prompt, ['kettle', 'backpack']);
    await runWanted(run, [{ prompt, cases }], await tools(source.token));
    assert.deepEqual(run.lines, ['started kettle', 'skipped kettle', 'skipped backpack']);
  });

  it('tells the result of each case of its own run', async () => {
    const { models } = await activated();
    await models.choose(EDITOR_MODEL);
    const prompt = await promptItem(
      await untested('prompts/explored-cases.prompt.yml', 'Read it line by line.'),
    );
    const run = toldRun();
    const cases = casesOf(prompt, ['kettle', 'backpack']);
    await runWanted(run, [{ prompt, cases }], await tools());
    assert.equal(run.lines.length, 4);
    assert.match(run.lines.join('\n'), /^started kettle\n(?:passed|failed) kettle.*\nstarted/);
  });

  it('shows no earlier result where another run is in progress', async () => {
    const { session, models } = await activated();
    const model = await fakeModel();
    await models.choose(EDITOR_MODEL);
    const uri = await untested('prompts/explored-twice.prompt.yml', 'Read every line of it.');
    const prompt = await promptItem(uri);
    await session.test(uri);
    await written('prompts/explored-twice.prompt.yml', `${await textIn(uri)}\n# Changed since\n`);
    const changed = (await textIn(uri)).replace('Read every line of it.', 'Read all its lines.');
    await written('prompts/explored-twice.prompt.yml', changed);
    const run = toldRun();
    let refused: Promise<void> | null = null;
    const own = await tools();
    model.answerBy(() => {
      refused ??= runWanted(run, [{ prompt, cases: casesOf(prompt, ['kettle']) }], own);
      return null;
    });
    assert.equal(await session.test(uri), 'done');
    assert.ok(refused);
    await refused;
    assert.equal(run.lines.length, 2);
    assert.match(run.lines[1] ?? '', /^errored kettle This prompt is already being tested/);
  });

  it('skips what was declined, whatever an earlier run found', async () => {
    const { session, models } = await activated();
    await models.choose(EDITOR_MODEL);
    const uri = await untested('prompts/explored-declined.prompt.yml', 'Read it all.');
    await session.test(uri);
    const changed = (await textIn(uri)).replace('Read it all.', 'Read it all twice.');
    await written('prompts/explored-declined.prompt.yml', changed);
    const prompt = await promptItem(uri);
    await withSettings({ 'askAbove.calls': 10 }, async () => {
      const run = toldRun();
      const done = runWanted(run, [{ prompt, cases: null }], await tools());
      await eventually(() => session.peek(uri)?.phase.kind === 'preflight', 'it asks');
      session.confirm(uri, null);
      await done;
      assert.ok(run.lines.includes(`skipped ${prompt.label}`), run.lines.join('\n'));
      assert.ok(run.lines.every((line) => /^(?:started|skipped) /.test(line)));
    });
  });

  it('takes an error back when its cause is gone', async () => {
    await written('trouble/plumbline.yml', 'models: 3\n');
    const uri = await written('trouble/a.prompt.yml', await textIn(TRIAGE()));
    assert.match(String((await promptItem(uri)).error), /plumbline\.yml/);
    await written('trouble/plumbline.yml', '');
    assert.equal((await promptItem(uri)).error, undefined);
  });
});
