import { UserError } from '../../errors.js';
import { changedSince, fingerprint } from '../../prompt/fingerprint.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { Report } from '../../studies/sensitivity/schema.js';
import { isResult, summaryOf } from '../../studies/sensitivity/summary.js';
import type { FrozenVariants } from '../../variants/frozen.js';

/**
 * A report can be accepted where it is whole and of the prompt as it is. `frozen`: its kept variants. Throws `UserError` where
 * it is not, with what to do.
 */
export function acceptable(report: Report, prompt: Prompt, frozen: FrozenVariants | null): void {
  const { path } = prompt;
  const remedy = { commandLine: `plumbline test ${path} && plumbline accept ${path}` };
  if (report.prompt.path !== path && changedSince(prompt, report.prompt) !== null)
    throw new UserError(`The report is of ${report.prompt.path}, not of ${path}.`);
  if (!isResult(summaryOf(report)))
    throw new UserError(`The last run of ${path} did not end. Finish it first.`, remedy);
  if (report.plan.only === 'alone')
    throw new UserError(`The last run of ${path} is of one part alone. Run all of it.`, remedy);
  const what = changeOf(report, prompt, frozen);
  if (what !== null)
    throw new UserError(`${what} changed since ${path} was tested. Test it again.`, remedy);
}

function changeOf(report: Report, prompt: Prompt, frozen: FrozenVariants | null): string | null {
  const changed = changedSince(prompt, report.prompt);
  if (changed === 'prompt') return 'The prompt';
  if (changed === 'cases') return 'Its cases';
  const sent = new Map(
    report.variants
      .filter(({ status }) => status === 'approved')
      .map(({ id, messages }) => [id, fingerprint(messages)]),
  );
  const approved = (frozen?.variants ?? []).filter(({ status }) => status === 'approved');
  const areKnown = approved.every(({ id, messages }) => sent.get(id) === fingerprint(messages));
  const wanted = report.variants.some(({ class: id }) => id === 'paraphrase');
  if (wanted && !areKnown) return 'The approved wordings';
  const isSame =
    prompt.parameters.temperature === report.prompt.temperature &&
    JSON.stringify(withoutGates(prompt.settings)) === JSON.stringify(withoutGates(report.settings));
  return isSame ? null : 'Its settings';
}

/** Gates decide about numbers, and change none. */
const withoutGates = ({ gates: _, ...settings }: Report['settings'] | Prompt['settings']) =>
  settings;
