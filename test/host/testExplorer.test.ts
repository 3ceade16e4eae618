import { strict as assert } from 'node:assert';
import { CancellationTokenSource, tests, type TestItem, type TestMessage, type Uri } from 'vscode';
import type { BatchTotal, Takes } from '../../src/extension/batch/runBatch.js';
import { runWanted, type ToldRun } from '../../src/extension/tests/runWanted.js';
import { wantedOf } from '../../src/extension/tests/testController.js';
import { TestTree } from '../../src/extension/tests/testTree.js';
import {
  activated,
  EDITOR_MODEL,
  eventually,
  fakeModel,
  shown,
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
    enqueued: () => undefined,
    started: tell('started'),
    passed: tell('passed'),
    failed: tell('failed'),
    errored: tell('errored'),
    skipped: tell('skipped'),
  };
}

const controller = tests.createTestController('plumbline-host-tests', 'Host tests');
const tree = new TestTree(controller);
after(() => controller.dispose());

async function promptItem(uri: Uri): Promise<TestItem> {
  const { session } = await activated();
  tree.show(await session.refresh(uri));
  const item = tree.get(uri);
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

interface Asked {
  /** What a run takes, as if it were known. */
  readonly takes?: Takes | null;
  readonly totals?: BatchTotal[];
}

async function tools(
  token = new CancellationTokenSource().token,
  { takes = null, totals = [] }: Asked = {},
) {
  const { session } = await activated();
  const load = async (uri: Uri) => {
    const entry = await session.refresh(uri);
    tree.show(entry);
    return entry;
  };
  const agree = async (total: BatchTotal) => {
    totals.push(total);
    return { calls: null, usd: null };
  };
  const messages = { add: () => undefined };
  return { session, load, estimate: async () => takes, agree, token, messages };
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
    let refused: Promise<unknown> | null = null;
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

  it('asks once for all prompts, asks no more for each, and skips those without cases', async () => {
    const { models } = await activated();
    await models.choose(EDITOR_MODEL);
    const first = await promptItem(
      await untested('prompts/all/first.prompt.yml', 'Read the first of it.'),
    );
    const second = await promptItem(
      await untested('prompts/all/second.prompt.yml', 'Read the second of it.'),
    );
    const none = await promptItem(
      await written('prompts/all/none.prompt.yml', 'messages:\n  - role: user\n    content: Hi.\n'),
    );
    assert.equal(none.description, 'none · no cases');
    const folder = first.parent;
    assert.equal(folder?.label, 'all');
    assert.equal(folder?.parent?.label, 'prompts');
    const wanted = wantedOf({ include: [folder], exclude: [] }, tree);
    assert.deepEqual(wanted.map(({ prompt }) => prompt.label).sort(), [
      'first.prompt.yml',
      'none.prompt.yml',
      'second.prompt.yml',
    ]);
    await withSettings({ 'askAbove.calls': 1 }, async () => {
      const run = toldRun();
      const totals: BatchTotal[] = [];
      const takes = { calls: 300, costUsd: 0.25, findings: [] };
      await runWanted(run, wanted, await tools(undefined, { takes, totals }));
      assert.deepEqual(totals, [
        { prompts: 2, unknown: 0, withoutCases: 1, calls: 600, costUsd: 0.5, findings: [] },
      ]);
      assert.ok(run.lines.includes('skipped none.prompt.yml'), run.lines.join('\n'));
      for (const { label } of [first, second])
        assert.match(run.lines.join('\n'), new RegExp(`(?:passed|failed) ${label}`));
      assert.ok(!run.lines.some((line) => line.startsWith('errored')), run.lines.join('\n'));
    });
  });

  it('has the cases of an open prompt in the gutter, without its view', async () => {
    const { tests: own } = await activated();
    const uri = await untested('prompts/gutter.prompt.yml', 'Read what is in the gutter.');
    const document = await shown(uri);
    await eventually(() => own.get(uri)?.children.size === 16, 'its cases are tests');
    const item = own.get(uri);
    assert.ok(item);
    const [kettle] = casesOf(item, ['kettle']);
    assert.match(document.lineAt(kettle?.range?.start.line ?? 0).text, /kettle/);
    assert.equal(item.range?.start.line, document.getText().split('\n').indexOf('messages:') + 1);
  });

  it('lists every prompt of the library below its folder, and loses those that are gone', async () => {
    const { libraries } = await activated();
    const listing = tests.createTestController('plumbline-host-listing', 'Host listing');
    try {
      const all = new TestTree(listing);
      const list = async () =>
        all.list(
          (await libraries.all()).map(({ uri, entry }) => ({
            uri,
            name: entry.name,
            hasCases: entry.cases > 0,
          })),
          () => false,
        );
      await list();
      const triage = all.get(TRIAGE());
      assert.equal(triage?.label, 'triage.prompt.yml');
      assert.equal(triage?.parent?.label, 'prompts');
      const before = all.promptsIn().length;
      all.remove(TRIAGE());
      assert.equal(all.promptsIn().length, before - 1);
      await list();
      assert.equal(all.promptsIn().length, before);
      all.list([], () => false);
      assert.equal(listing.items.size, 0);
    } finally {
      listing.dispose();
    }
  });

  it('takes an error back when its cause is gone', async () => {
    await written('trouble/plumbline.yml', 'models: 3\n');
    const uri = await written('trouble/a.prompt.yml', await textIn(TRIAGE()));
    assert.match(String((await promptItem(uri)).error), /plumbline\.yml/);
    await written('trouble/plumbline.yml', '');
    assert.equal((await promptItem(uri)).error, undefined);
  });
});
