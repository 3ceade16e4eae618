/** Measures the prompts whose baseline no longer applies, as it was measured, and holds them against it. */

import { commands, l10n, window, type Uri } from 'vscode';
import { testSeveral, type SeveralTools } from '../batch/testSeveral.js';
import type { BatchEnd } from '../batch/runBatch.js';
import { engine } from '../engine.js';
import { checkDocument } from './checkDocuments.js';

export async function checkChanged(tools: SeveralTools): Promise<BatchEnd | undefined> {
  const { libraries, session } = tools;
  const all = await libraries.all();
  const accepted = all.filter(({ entry }) => entry.baseline !== null);
  const stale = accepted.filter(({ entry }) => entry.baseline?.stale);
  if (stale.length === 0) {
    const text =
      accepted.length === 0
        ? l10n.t('No prompt has a baseline yet. Test one, then accept its result.')
        : l10n.t('No prompt changed since its baseline was accepted.');
    void window.showInformationMessage(text);
    return undefined;
  }
  const { asMeasured } = await engine();
  const measured: Uri[] = [];
  const end = await testSeveral(stale, {
    ...tools,
    async requestOf(uri) {
      const { baseline, prompt } = await session.open(uri);
      return baseline && prompt ? { overrides: asMeasured(baseline.accepted, prompt) } : {};
    },
    onDone: (uri) => measured.push(uri),
  });
  const document = await checkDocument(measured, tools);
  if (document) await commands.executeCommand('markdown.showPreview', document);
  return end;
}
