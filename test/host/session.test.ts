import { strict as assert } from 'node:assert';
import { commands, window, workspace, WorkspaceEdit, type Uri } from 'vscode';
import type { Report } from '../../src/core/index.js';
import { panelStateOf } from '../../src/extension/panelState.js';
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
  withSettings,
  written,
} from './host.js';

/** A prompt nobody has asked before: the triage prompt with one sentence in other words. */
const likeTriage = async (path: string, sentence: string) =>
  written(path, (await textIn(TRIAGE())).replace('Read the review to the end.', sentence));

const NOTHING_MORE = {
  follows: true,
  chosen: null,
  model: null,
  unavailable: null,
  staleCalls: null,
  trial: 'downloadable' as const,
  turnedDown: new Map(),
};

const withoutTime = ({ startedAt: _at, wallMs: _ms, ...rest }: Report) => rest;

describe('a run', () => {
  it('reports what the command line reports from the same recording', async () => {
    const { session, models } = await activated();
    await models.choose(RECORDED);
    await session.test(TRIAGE());
    const { report } = await session.open(TRIAGE());
    const fromCli = JSON.parse(await textIn(inFolder('cli-report.json'))) as Report;
    assert.ok(report);
    assert.deepEqual(JSON.parse(JSON.stringify(withoutTime(report))), withoutTime(fromCli));
  });

  it('keeps its report and a line of history', async () => {
    const { session, models } = await activated();
    await models.choose(RECORDED);
    const before = (await session.refresh(TRIAGE())).history.length;
    await session.test(TRIAGE());
    const { history } = await session.refresh(TRIAGE());
    assert.equal(history.length, before + 1);
    const last = history.at(-1);
    assert.equal(last?.code, 'fragile');
    const kept = await textIn(
      inFolder('.plumbline/runs/prompts/triage.prompt.yml', last?.report ?? ''),
    );
    assert.equal((JSON.parse(kept) as Report).verdict.code, 'fragile');
    assert.equal(await textIn(inFolder('.plumbline/.gitignore')), 'cache/\nruns/\n');
  });

  it('on recorded answers is refused what they do not hold, and leaves everything as it was', async () => {
    const { session, models } = await activated();
    await models.choose(RECORDED);
    await session.test(TRIAGE());
    const before = await session.refresh(TRIAGE());
    const shots = ['file', '1', '3'];
    await assert.rejects(session.test(TRIAGE(), { shots }), /not recorded: 1 example, 3 examples/);
    const after = await session.refresh(TRIAGE());
    assert.equal(after.report, before.report);
    assert.deepEqual(after.phase, before.phase);
    assert.equal(after.history.length, before.history.length);
  });

  it('on recorded answers of an earlier text is refused', async () => {
    const { session, models } = await activated();
    await models.choose(RECORDED);
    const document = await shown(TRIAGE());
    const edit = new WorkspaceEdit();
    const at = document.positionAt(document.getText().indexOf('Read the review'));
    edit.insert(TRIAGE(), at, 'Be fair. ');
    await workspace.applyEdit(edit);
    await assert.rejects(
      session.test(TRIAGE()),
      /Some answers were not recorded: (\d+) of \1 variants/,
    );
    await commands.executeCommand('workbench.action.files.revert');
  });

  it('says what stands in its way', async () => {
    const { session, models } = await activated();
    await models.choose(RECORDED);
    const uri = await written(
      'prompts/nocases.prompt.yml',
      'messages:\n  - role: user\n    content: "{{x}}"\n',
    );
    await session.test(uri);
    const { phase } = await session.open(uri);
    assert.ok(phase.kind === 'failed');
    assert.match(phase.failure.message, /has no recorded answers/);
  });

  it('of a file that is gone says so', async () => {
    const { session } = await activated();
    const uri = await written(
      'prompts/gone.prompt.yml',
      'messages:\n  - role: user\n    content: hi\n',
    );
    await session.refresh(uri);
    await workspace.fs.delete(uri);
    await assert.rejects(session.test(uri), /no longer exists/);
  });
});

describe("a run on the editor's own model", () => {
  afterEach(async () => (await fakeModel()).failAfter(Infinity));

  it('folds the system text into the first user message, and is labelled', async () => {
    const { session, models } = await activated();
    const model = await fakeModel();
    const before = model.asked.length;
    await models.choose(EDITOR_MODEL);
    await session.test(TRIAGE());
    const { report } = await session.open(TRIAGE());
    assert.equal(report?.models[0]?.id, 'echo-1');
    assert.equal(report?.totals.failed, 0);
    assert.equal(report?.confidence.tier, 'agreement');
    assert.equal(report?.notes[0]?.code, 'editor-model');
    const asked = model.asked.slice(before);
    assert.ok(asked.every((messages) => messages.length === 1));
    assert.ok(asked.some(([only]) => /^You label reviews[\s\S]*Review: /.test(only?.text ?? '')));
  });

  it('is sent the tools of a prompt, and answers with calls of them', async () => {
    const { session, models } = await activated();
    await models.choose(EDITOR_MODEL);
    const uri = await written(
      'prompts/weather.prompt.yml',
      `messages:
  - role: user
    content: How warm is it in {{city}}?
testData:
  - { city: Oslo, expected: '[{"name":"get_weather","arguments":{"city":"Oslo"}}]' }
  - { city: Rome, expected: '[{"name":"get_weather","arguments":{"city":"Rome"}}]' }
sensitivity:
  variants: { politeness: 1 }
  tools:
    - { name: get_weather, parameters: { type: object, properties: { city: { type: string } } } }
`,
    );
    await session.test(uri);
    const { report } = await session.open(uri);
    assert.equal(report?.totals.failed, 0);
    assert.equal(report?.metrics['rate.empty']?.value, 0);
    assert.equal(report?.metrics['accuracy']?.value, 0.5);
    assert.equal(report?.outcomes[0]?.text, '[{"name":"get_weather","arguments":{"city":"Oslo"}}]');
  });

  it('that goes away half way keeps what was answered, and can be gone on with', async () => {
    const { session, models } = await activated();
    const model = await fakeModel();
    await models.choose(EDITOR_MODEL);
    const uri = await likeTriage('prompts/fresh.prompt.yml', 'Read it to the end.');
    model.failAfter(model.asked.length + 40);
    await session.test(uri);
    const broken = await session.open(uri);
    assert.equal(broken.phase.kind, 'failed');
    assert.ok(broken.phase.kind === 'failed' && broken.phase.failure.canResume);
    const answered = broken.report?.totals.completed ?? 0;
    assert.ok(answered > 30, String(answered));

    model.failAfter(Infinity);
    const before = model.asked.length;
    await session.test(uri, { resume: true });
    const whole = await session.open(uri);
    assert.equal(whole.phase.kind, 'idle');
    assert.equal(whole.report?.totals.failed, 0);
    assert.equal(model.asked.length - before, (whole.report?.totals.completed ?? 0) - answered);
  });

  it('asks again for one case only, and keeps the rest', async () => {
    const { session, models } = await activated();
    const model = await fakeModel();
    await models.choose(EDITOR_MODEL);
    await session.test(TRIAGE());
    const { report: whole } = await session.open(TRIAGE());
    const before = model.asked.length;
    await session.test(TRIAGE(), { only: { variant: null, case: 'kettle' } });
    const { report } = await session.open(TRIAGE());
    const ofCase = whole?.outcomes.filter(
      (each) => each.case === 'kettle' && each.status === 'completed',
    );
    assert.equal(model.asked.length - before, ofCase?.length);
    assert.equal(report?.cases.length, whole?.cases.length);
    assert.deepEqual(report?.verdict, whole?.verdict);
  });

  it('asks before it sends more than was allowed, and sends nothing when that is declined', async () => {
    const { session, models } = await activated();
    const model = await fakeModel();
    await models.choose(EDITOR_MODEL);
    const uri = await likeTriage('prompts/asked.prompt.yml', 'Read all of it.');
    const before = model.asked.length;
    await withSettings({ 'askAbove.calls': 10 }, async () => {
      const done = session.test(uri);
      const asked = () => session.peek(uri)?.phase.kind === 'preflight';
      await eventually(asked, 'the preflight is asked');
      session.confirm(uri, null);
      assert.equal(await done, 'nothing');
      assert.equal(model.asked.length, before);
      assert.equal((await session.open(uri)).phase.kind, 'idle');

      const again = session.test(uri);
      await eventually(asked, 'it is asked again');
      session.confirm(uri, ['file']);
      assert.equal(await again, 'done');
      assert.ok(model.asked.length > before);
    });
  });

  it('is cancelled, and tells what was done', async () => {
    const { session, models } = await activated();
    await models.choose(EDITOR_MODEL);
    const uri = await likeTriage('prompts/cancelled.prompt.yml', 'Read the whole of it.');
    const done = session.test(uri);
    await eventually(() => {
      const phase = session.peek(uri)?.phase;
      return phase?.kind === 'running' && phase.progress.done > 5;
    }, 'the run goes on');
    session.cancel(uri);
    await done;
    const { report, phase } = await session.open(uri);
    assert.equal(report?.stopped, 'cancelled');
    assert.ok(phase.kind === 'idle' && phase.strip?.startsWith('Stopped'));
    const state = await panelStateOf(await session.open(uri), NOTHING_MORE);
    assert.equal(state.canResume, true);
    await session.test(uri, { resume: true });
    const whole = await session.open(uri);
    assert.equal(whole.report?.stopped, null);
    assert.equal((await panelStateOf(whole, NOTHING_MORE)).canResume, false);
  });
});

describe('an earlier run', () => {
  it('says that it is one, without what the last run took, until the newest is shown again', async () => {
    const { session, models } = await activated();
    await models.choose(RECORDED);
    await session.test(TRIAGE());
    await session.test(TRIAGE());
    const { history, phase } = await session.open(TRIAGE());
    assert.ok(phase.kind === 'idle' && phase.strip?.startsWith('Done'));
    const newest = history.length - 1;
    const earlier = await session.showRun(TRIAGE(), newest - 1);
    assert.equal(earlier.report?.startedAt, history[newest - 1]?.startedAt);
    const state = await panelStateOf(earlier, NOTHING_MORE);
    assert.match(state.earlier?.text ?? '', /^Earlier run, on /);
    assert.equal(state.earlier?.newest, newest);
    assert.deepEqual(state.phase, { kind: 'done', strip: null });
    const shownAgain = await session.showRun(TRIAGE(), newest);
    assert.equal((await panelStateOf(shownAgain, NOTHING_MORE)).earlier, null);
  });
});

describe('the panel', () => {
  const OTHER = () => inFolder('prompts/continents.prompty');
  const panels = () =>
    window.tabGroups.all.flatMap(({ tabs, viewColumn }) =>
      tabs.flatMap(({ label }) =>
        label.includes('Sensitivity: ') ? [`${viewColumn} ${label}`] : [],
      ),
    );
  const are = (...labels: string[]) =>
    eventually(() => panels().join() === labels.join(), `the panels are ${labels.join()}`);
  const edited = async (uri: Uri) => {
    await commands.executeCommand('workbench.action.focusFirstEditorGroup');
    return shown(uri);
  };
  /** The command is for the panel that has the focus, which the editor gives it by and by. */
  const done = async (command: string, panel: string, label: string) => {
    await commands.executeCommand('workbench.action.focusSecondEditorGroup');
    await eventually(
      () => window.tabGroups.activeTabGroup.activeTab?.label === panel,
      `${panel} has the focus`,
    );
    await eventually(async () => {
      await commands.executeCommand(command);
      return panels().includes(label);
    }, `${command} has been done`);
  };
  const locked = () =>
    done(
      'plumbline.lockPanel',
      'Sensitivity: triage.prompt.yml',
      '2 [Sensitivity: triage.prompt.yml]',
    );
  beforeEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await are();
    await shown(TRIAGE());
    await commands.executeCommand('plumbline.showPanel', TRIAGE());
    await are('2 Sensitivity: triage.prompt.yml');
  });
  after(() => commands.executeCommand('workbench.action.closeAllEditors'));

  it('follows the prompt that is edited, and no other file', async () => {
    await edited(OTHER());
    await are('2 Sensitivity: continents.prompty');
    await edited(inFolder('plumbline.yml'));
    await edited(TRIAGE());
    await are('2 Sensitivity: triage.prompt.yml');
    await commands.executeCommand('plumbline.showPanel', OTHER());
    await are('2 Sensitivity: continents.prompty');
  });

  it('stays with its prompt when it is locked; another one follows then', async () => {
    await locked();
    await edited(OTHER());
    await commands.executeCommand('plumbline.showPanel', OTHER());
    await are('2 [Sensitivity: triage.prompt.yml]', '2 Sensitivity: continents.prompty');
    await commands.executeCommand('plumbline.showPanel', TRIAGE());
    await are('2 [Sensitivity: triage.prompt.yml]', '2 Sensitivity: continents.prompty');
  });

  it('is the only one that follows', async () => {
    await locked();
    await edited(OTHER());
    await commands.executeCommand('plumbline.showPanel', OTHER());
    await are('2 [Sensitivity: triage.prompt.yml]', '2 Sensitivity: continents.prompty');
    // The other one may still be about to come to the front.
    await eventually(async () => {
      await commands.executeCommand('plumbline.showPanel', TRIAGE());
      const group = window.tabGroups.all.find(({ viewColumn }) => viewColumn === 2);
      return group?.activeTab?.label === '[Sensitivity: triage.prompt.yml]';
    }, 'the locked panel is in front');
    await done(
      'plumbline.followPrompt',
      '[Sensitivity: triage.prompt.yml]',
      '2 [Sensitivity: continents.prompty]',
    );
    await are('2 Sensitivity: continents.prompty', '2 [Sensitivity: continents.prompty]');
  });
});

describe('around a run', () => {
  it('a second click begins no second run', async () => {
    const { session, models } = await activated();
    await models.choose(RECORDED);
    const before = (await session.refresh(TRIAGE())).history.length;
    await Promise.all([session.test(TRIAGE()), session.test(TRIAGE())]);
    assert.equal((await session.refresh(TRIAGE())).history.length, before + 1);
  });

  it('a prompt that is deleted meanwhile does not lose its result', async () => {
    const { session, models } = await activated();
    await models.choose(EDITOR_MODEL);
    const uri = await likeTriage('prompts/deleted.prompt.yml', 'Read every word.');
    const done = session.test(uri);
    await eventually(() => session.peek(uri)?.phase.kind === 'running', 'the run goes on');
    await workspace.fs.delete(uri);
    await done;
    const { report, phase } = await session.open(uri);
    assert.ok(phase.kind === 'idle' && phase.strip?.startsWith('Done'), JSON.stringify(phase));
    assert.ok((report?.totals.completed ?? 0) > 100);
  });

  it('a tested prompt is tested again on save, when that is wanted, within its budget', async () => {
    const { session, models } = await activated();
    const model = await fakeModel();
    await models.choose(EDITOR_MODEL);
    const uri = await written('prompts/saved.prompt.yml', await textIn(TRIAGE()));
    await session.test(uri);
    const runs = (await session.refresh(uri)).history.length;
    const before = model.asked.length;
    await withSettings({ 'runOnSave.enabled': true, 'runOnSave.calls': 30 }, async () => {
      const document = await shown(uri);
      const edit = new WorkspaceEdit();
      const at = document.positionAt(document.getText().indexOf('Read the review'));
      edit.insert(uri, at, 'Be fair. ');
      await workspace.applyEdit(edit);
      await document.save();
      await eventually(
        async () => !session.isRunning(uri) && (await session.refresh(uri)).history.length > runs,
        'the run on save ends',
      );
    });
    assert.ok(model.asked.length > before);
    assert.ok(model.asked.length - before <= 30, String(model.asked.length - before));
    assert.equal((await session.open(uri)).report?.stopped, 'budget');
  });

  it('a sample prompt is made once, and opens', async () => {
    await commands.executeCommand('plumbline.createSample');
    const sample = inFolder('prompts', 'sample.prompt.yml');
    assert.equal(window.activeTextEditor?.document.uri.toString(), sample.toString());
    await workspace.fs.writeFile(sample, new TextEncoder().encode('mine'));
    await commands.executeCommand('plumbline.createSample');
    assert.equal(await textIn(sample), 'mine');
  });
});

describe('wordings', () => {
  const FROZEN = () => inFolder('.plumbline/variants/prompts/triage.prompt.yml.yml');

  it('are put into the file as one edit that undo takes back', async () => {
    const { session, models } = await activated();
    await models.choose(RECORDED);
    const before = await textIn(TRIAGE());
    const document = await shown(TRIAGE());
    await session.test(TRIAGE());
    await commands.executeCommand('plumbline.applyWording', TRIAGE().toString(), 'paraphrase-1');
    assert.notEqual(document.getText(), before);
    assert.match(document.getText(), /Decide for each review/);
    assert.equal(document.lineCount, before.split('\n').length);
    await shown(TRIAGE());
    await commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('that wait for review are approved and rejected, and the numbers follow without a call', async () => {
    const { session, models } = await activated();
    const model = await fakeModel();
    await models.choose(EDITOR_MODEL);
    const kept = await textIn(FROZEN());
    await workspace.fs.writeFile(
      FROZEN(),
      new TextEncoder().encode(kept.replaceAll('status: approved', 'status: pending')),
    );
    await session.test(TRIAGE());
    const pending = (await session.open(TRIAGE())).report;
    assert.equal(pending?.variants.find(({ id }) => id === 'paraphrase-1')?.status, 'pending');
    const asked = model.asked.length;

    await commands.executeCommand('plumbline.approveWording', TRIAGE().toString(), 'paraphrase-1');
    assert.match(await textIn(FROZEN()), /id: paraphrase-1\n[\s\S]*?status: approved/);
    const approved = (await session.open(TRIAGE())).report;
    assert.equal(approved?.variants.find(({ id }) => id === 'paraphrase-1')?.status, 'approved');
    assert.notEqual(approved?.metrics['accuracy']?.n, pending?.metrics['accuracy']?.n);

    await commands.executeCommand('plumbline.rejectWording', TRIAGE().toString(), 'paraphrase-1');
    const rejected = (await session.open(TRIAGE())).report;
    assert.equal(
      rejected?.variants.some(({ id }) => id === 'paraphrase-1'),
      false,
    );
    assert.equal(model.asked.length, asked);
    await workspace.fs.writeFile(FROZEN(), new TextEncoder().encode(kept));
  });
});
