import { strict as assert } from 'node:assert';
import { commands, workspace, type Uri } from 'vscode';
import { parseFrozen } from '../../src/core/variants/frozen.js';
import { activated, EDITOR_MODEL, fakeModel, inFolder, textIn, written } from './host.js';

const PROMPT = `name: Notes
messages:
  - role: system
    content: Answer in at most 15 words. Be kind to the reader.
  - role: user
    content: 'Note: {{note}}'
testData:
  - note: The bread was fresh.
  - note: The bus was late.
`;
const variantsOf = (path: string) => inFolder(`.plumbline/variants/${path}.yml`);

/** A prompt with two wordings that wait, the second without the number of the first sentence. */
async function withPending(path: string): Promise<Uri> {
  const uri = await written(path, PROMPT);
  const { session } = await activated();
  const { prompt } = await session.refresh(uri);
  assert.ok(prompt);
  const { fingerprint } = await import('../../src/core/prompt/fingerprint.js');
  const messages = (system: string) => [
    { role: 'system', content: system },
    { role: 'user', content: 'Note: {{note}}' },
  ];
  const kept = {
    version: 1,
    prompt: path,
    original: fingerprint(prompt.messages),
    originalMessages: prompt.messages.map(({ role, content }) => ({ role, content })),
    variants: [
      ['paraphrase-1', 'Reply in at most 15 words, and treat whoever reads it with kindness.'],
      ['paraphrase-2', 'Reply briefly, and treat whoever reads it with kindness.'],
    ].map(([id, system]) => ({
      id,
      class: 'paraphrase',
      status: 'pending',
      change: 'In other words',
      messages: messages(system as string),
    })),
  };
  await workspace.fs.writeFile(
    variantsOf(path),
    new TextEncoder().encode(JSON.stringify(kept, null, 1)),
  );
  await session.refresh(uri);
  return uri;
}

const keptOf = async (path: string) =>
  parseFrozen(await textIn(variantsOf(path))).frozen?.variants ?? [];

describe('the review of wordings', () => {
  afterEach(async () => (await fakeModel()).answerBy(null));

  it('decides on several at once', async () => {
    const { review } = await activated();
    const uri = await withPending('prompts/several.prompt.yml');
    await review.decide(uri, ['paraphrase-1', 'paraphrase-2'], 'approved');
    const statuses = (await keptOf('prompts/several.prompt.yml')).map(({ status }) => status);
    assert.deepEqual(statuses, ['approved', 'approved']);
  });

  it('excludes a variant that rules made, so that it is not sent again', async () => {
    const { review, session, models } = await activated();
    await models.choose(EDITOR_MODEL);
    const path = 'prompts/excluded.prompt.yml';
    const uri = await written(path, PROMPT);
    await session.test(uri);
    const made = (await session.open(uri)).report?.variants.find(({ id }) => id === 'format-1');
    assert.ok(made);
    await review.exclude(uri, 'format-1');
    const kept = await keptOf(path);
    assert.deepEqual(
      kept.map(({ id, status, messages }) => [id, status, messages]),
      [['format-1', 'rejected', made.messages]],
    );
  });

  it('takes a pasted wording through the same check, without asking anybody', async () => {
    const model = await fakeModel();
    const before = model.asked.length;
    const path = 'prompts/pasted.prompt.yml';
    const uri = await written(path, PROMPT);
    const paste = (text: string) =>
      commands.executeCommand<{ status: string }>('plumbline.pasteVariant', uri, text);
    const good = 'Reply in at most 15 words. Be kind to whoever reads it.';
    assert.notEqual((await paste(good)).status, 'rejected');
    assert.equal((await paste('Reply briefly and kindly to the note.')).status, 'rejected');
    assert.deepEqual(
      (await keptOf(path)).map(({ id, status, messages }) => [id, status, messages[0]?.content]),
      [
        ['paraphrase-1', 'pending', good],
        ['paraphrase-2', 'pending', 'Reply briefly and kindly to the note.'],
      ],
    );
    assert.equal(model.asked.length, before);
  });

  it('gates a mended wording again without asking anybody, and lets it wait', async () => {
    const { review, session } = await activated();
    const model = await fakeModel();
    const before = model.asked.length;
    const path = 'prompts/mended.prompt.yml';
    const uri = await withPending(path);
    const broken = (await session.open(uri)).wordings[1];
    assert.match(broken?.gate.invariants.join() ?? '', /15/);
    const contents = ['Reply in at most 15 words, kindly.', 'Note: {{note}}'];
    await review.mend(uri, 'paraphrase-2', { contents, ask: false });
    const mended = (await session.open(uri)).wordings[1];
    assert.equal(mended?.messages[0]?.content, contents[0]);
    assert.equal(mended?.status, 'pending');
    assert.deepEqual(mended?.gate.invariants, []);
    assert.equal(model.asked.length, before);
  });

  it('asks a model about requirements on request, and keeps what it named', async () => {
    const { review, session, models } = await activated();
    const model = await fakeModel();
    await models.choose(EDITOR_MODEL);
    const path = 'prompts/asked-again.prompt.yml';
    const uri = await withPending(path);
    const before = model.asked.length;
    let call = 0;
    model.answerBy((text) =>
      text.startsWith('You compare two prompts')
        ? ++call === 1
          ? 'no\n- Be kind to the reader.'
          : 'yes'
        : null,
    );
    await review.mend(uri, 'paraphrase-1', { contents: null, ask: true });
    assert.equal(model.asked.length - before, 2);
    const [first] = (await session.open(uri)).wordings;
    assert.equal(first?.gate.entails, false);
    assert.deepEqual(first?.gate.missing, ['Be kind to the reader.']);
    assert.deepEqual((await keptOf(path))[0]?.missing, ['Be kind to the reader.']);
  });

  it('never sends a wording of an earlier version; checked again, those that hold wait anew', async () => {
    const { review, session } = await activated();
    const model = await fakeModel();
    const before = model.asked.length;
    const path = 'prompts/older.prompt.yml';
    const uri = await withPending(path);
    await review.decide(uri, ['paraphrase-1', 'paraphrase-2'], 'approved');
    await written(path, PROMPT.replace('Be kind', 'Be gentle'));
    const stale = await session.refresh(uri);
    assert.deepEqual(
      stale.wordings.map(({ status }) => status),
      ['stale', 'stale'],
    );
    await review.checkStale(uri, { ask: false });
    const checked = await session.open(uri);
    assert.deepEqual(
      checked.wordings.map(({ id, status }) => [id, status]),
      [
        ['paraphrase-1', 'pending'],
        ['paraphrase-2', 'stale'],
      ],
    );
    const reasons = await review.turnedDown(checked);
    assert.match(reasons.get('paraphrase-2')?.reason ?? '', /15/);
    assert.equal(model.asked.length, before);
  });
});
