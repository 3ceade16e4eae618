/** Runs a study other than sensitivity on the prompt, and keeps its result. */

import { l10n } from 'vscode';
import { UserError } from '../core/errors.js';
import type { Design, KeptStudy, Study, StudyResult } from '../core/index.js';
import { engine } from './engine.js';
import { runInEditor, type RunJob, type RunTools } from './runInEditor.js';

/** Null when the preflight was declined. Throws `UserError` for what stands in the way, and where no answer came. */
export async function runOtherStudy(
  id: string,
  job: RunJob,
  tools: RunTools,
): Promise<KeptStudy | null> {
  const { STUDIES } = await engine();
  const row = STUDIES.find((each) => each.id === id);
  if (!row) throw new UserError(l10n.t('Unknown study {0}.', id));
  const study = await row.load();
  const result = await runInEditor(
    { study: study as unknown as Study<Design, unknown, StudyResult<unknown>>, job },
    { overrides: {}, only: null, resume: 'if-begun', unattended: false },
    tools,
  );
  if (!result) return null;
  job.signal.throwIfAborted();
  if (result.totals.completed === 0)
    throw new UserError(l10n.t('All calls failed, so there is no result. See the log.'));
  return { study, result };
}
