import { strict as assert } from 'node:assert';

import { activated, EDITOR_MODEL, written } from './host.js';

/** A model that no file and no server of this machine knows. */
const NOWHERE = { kind: 'configured' as const, label: 'gone', model: 'gone-from-here' };
const PROMPT = `messages:
  - role: user
    content: Say {{x}}
testData:
${Array.from({ length: 8 }, (_, at) => `  - { x: word${at}, expected: word${at} }`).join('\n')}
sensitivity:
  variants: { politeness: 1 }
`;

describe('a test without a model', () => {
  it('asks for one where it was asked for, and begins once one is given', async () => {
    const { session, models } = await activated();
    const uri = await written('prompts/nomodel.prompt.yml', PROMPT);
    await models.choose(NOWHERE);
    assert.equal(await session.test(uri), 'failed');
    const { phase } = await session.open(uri);
    assert.equal(phase.kind, 'needsModel');
    await models.choose(EDITOR_MODEL);
    await session.again(uri);
    const { report } = await session.open(uri);
    assert.equal(report?.models[0]?.id, EDITOR_MODEL.model);
    assert.ok((report?.totals.completed ?? 0) > 10);
  });

  it('keeps what a study was asked for', async () => {
    const { session, models } = await activated();
    const uri = await written('prompts/nomodel2.prompt.yml', PROMPT);
    await models.choose(NOWHERE);
    await session.runStudy(uri, 'influence');
    const { phase } = await session.open(uri);
    assert.deepEqual(phase.kind === 'needsModel' && phase.again, { study: 'influence' });
    await models.choose(EDITOR_MODEL);
  });
});
