/** Finds a report by the name a user gives. */

import { UserError } from '../core/errors.js';
import { readReport } from '../core/studies/sensitivity/readReport.js';
import { isResult } from '../core/studies/sensitivity/summary.js';
import type { Report } from '../core/studies/sensitivity/schema.js';
import { openStore } from '../node/promptStore.js';
import { findWorkspace, readText } from '../node/workspace.js';
import { shellWord } from '../core/text/shellWord.js';
import { worded } from '../core/say/worded.js';

/**
 * A report file, or a prompt's saved run: the newest, `~1` for the one before, `@model` for the newest on that model, by its
 * id or its name in plumbline.yml. Throws `UserError` if there is none. */
export async function reportNamed(name: string): Promise<Report> {
  const whole = await readText(name);
  const { file, model, back } =
    whole === null ? partsOf(name) : { file: name, model: null, back: 0 };
  const text = whole ?? (await readText(file));
  if (text === null) throw new UserError(worded`File not found: ${file}`);
  if (/\.json$/i.test(file) && /^\s*[[{]/.test(text) && looksLikeReport(text))
    return readReport(text, file);
  const workspace = await findWorkspace(file);
  const path = workspace.pathOf(file);
  const store = openStore(workspace, path, () => undefined);
  const history = await store.history();
  const named = model === null ? undefined : workspace.config.models?.[model]?.model;
  const runs = history.filter(
    (run) =>
      run.report !== undefined && (model === null || run.model === model || run.model === named),
  );
  // A run that was cut short is shown only where there is no other.
  const results = runs.filter(isResult);
  const run = (results.length > 0 ? results : runs).at(-1 - back);
  const kept = run && (await store.readReport(run));
  if (run && kept) return readReport(kept, run.report ?? path);
  const models = [...new Set(history.map((each) => each.model))];
  const others = models.join(', ');
  throw new UserError(
    models.length > 0
      ? worded`No saved run of ${name}. It has runs on ${others}. Test the prompt first, or name a report: plumbline test ${shellWord(file)} --json report.json.`
      : worded`No saved run of ${name}. Test the prompt first, or name a report: plumbline test ${shellWord(file)} --json report.json.`,
  );
}

const looksLikeReport = (text: string) => /"outcomes"\s*:/.test(text);

/** Splits off the suffixes. Used only if no file has the whole name. */
function partsOf(name: string): { file: string; model: string | null; back: number } {
  const match = /^(.*?)(?:@([^~]+))?(?:~(\d{1,3}))?$/.exec(name);
  return { file: match?.[1] ?? name, model: match?.[2] ?? null, back: Number(match?.[3] ?? 0) };
}
