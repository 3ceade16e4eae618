import { strict as assert } from 'node:assert';
import { DiagnosticSeverity, languages, workspace } from 'vscode';
import {
  activated,
  eventually,
  inFolder,
  lensTitles,
  shown,
  textIn,
  TRIAGE,
  written,
} from './host.js';

const errorsOfConfig = () =>
  languages
    .getDiagnostics(inFolder('plumbline.yml'))
    .filter(({ severity }) => severity === DiagnosticSeverity.Error);

describe('a plumbline.yml with an error', () => {
  it('is marked, leaves lenses and library as they were, and stops nothing once it is repaired', async () => {
    const { session, libraries } = await activated();
    await shown(TRIAGE());
    await session.refresh(TRIAGE());
    const before = await textIn(inFolder('plumbline.yml'));
    const lenses = await lensTitles(TRIAGE());
    const listed = (await libraries.all()).map(({ entry }) => entry.path);
    assert.ok(lenses.length > 0 && listed.length > 2);
    try {
      await written(
        'plumbline.yml',
        `${before}\nmodels: { m: { baseUrl: nowhere, model: one } }\n`,
      );
      await eventually(() => errorsOfConfig().length > 0, 'its error is marked');
      await eventually(
        async () => (await session.refresh(TRIAGE())).place?.trouble !== null,
        'the prompt knows of it',
      );
      assert.deepEqual(await lensTitles(TRIAGE()), lenses);
      assert.deepEqual(
        (await libraries.all()).map(({ entry }) => entry.path),
        listed,
      );
      await session.test(TRIAGE());
      const { phase } = await session.open(TRIAGE());
      assert.ok(phase.kind === 'failed');
      assert.match(phase.failure.message, /plumbline\.yml:\d+:\d+: /);
    } finally {
      await workspace.fs.writeFile(inFolder('plumbline.yml'), new TextEncoder().encode(before));
    }
    await eventually(() => errorsOfConfig().length === 0, 'the mark is gone');
    await eventually(
      () => session.peek(TRIAGE())?.place?.trouble === null,
      'the prompt is read again by itself',
    );
    assert.deepEqual(
      (await libraries.all()).map(({ entry }) => entry.path),
      listed,
    );
  });
});
