import { UserError } from '../../errors.js';
import { changedSince, fingerprint } from '../../prompt/fingerprint.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { Report } from '../../studies/sensitivity/schema.js';
import { isResult, summaryOf } from '../../studies/sensitivity/summary.js';
import { PARAPHRASE } from '../../variants/classes/paraphrase.js';
import { thawVariants, type FrozenVariants } from '../../variants/frozen.js';
import type { Variant } from '../../variants/variant.js';
import { shellWord } from '../../text/shellWord.js';
import { worded, type Worded } from '../../say/worded.js';

/**
 * A report can be accepted where it is whole and of the prompt as it is. `frozen`: its kept variants. Throws `UserError` where
 * it is not, with what to do.
 */
export function acceptable(report: Report, prompt: Prompt, frozen: FrozenVariants | null): void {
  const { path } = prompt;
  const remedy = {
    commandLine: `plumbline test ${shellWord(path)} && plumbline accept ${shellWord(path)}`,
  };
  if (report.prompt.path !== path && changedSince(prompt, report.prompt) !== null)
    throw new UserError(worded`The report is of ${report.prompt.path}, not of ${path}.`);
  if (!isResult(summaryOf(report)))
    throw new UserError(worded`The last run of ${path} did not end. Finish it first.`, remedy);
  if (report.plan.only === 'alone')
    throw new UserError(
      worded`The last run of ${path} is of one part alone. Run all of it.`,
      remedy,
    );
  const changed = changeOf(report, prompt, frozen);
  if (changed !== null) throw new UserError(changed, remedy);
}

function changeOf(report: Report, prompt: Prompt, frozen: FrozenVariants | null): Worded | null {
  const { path } = prompt;
  const changed = changedSince(prompt, report.prompt);
  if (changed === 'prompt')
    return worded`The prompt changed since ${path} was tested. Test it again.`;
  if (changed === 'cases')
    return worded`The cases of ${path} changed since it was tested. Test it again.`;
  if (haveWordingsChanged(report, frozen ? thawVariants(frozen, prompt) : []))
    return worded`The approved wordings of ${path} changed since it was tested. Test it again.`;
  const isSame =
    prompt.parameters.temperature === report.prompt.temperature &&
    JSON.stringify(withoutGates(prompt.settings)) === JSON.stringify(withoutGates(report.settings));
  return isSame
    ? null
    : worded`The settings of ${path} changed since it was tested. Test it again.`;
}

/**
 * Whether a run of the prompt would send other paraphrases now: one that was sent is approved no more or has another text, one
 * that waited is approved, or more are approved where the run had fewer than it was asked for.
 */
function haveWordingsChanged({ variants, notes }: Report, kept: readonly Variant[]): boolean {
  const known = variants.filter((each) => each.class === PARAPHRASE);
  const approved = kept.filter((each) => each.class === PARAPHRASE && each.status === 'approved');
  const textOf = new Map(approved.map(({ id, messages }) => [id, fingerprint(messages)]));
  const isApproved = ({ id, messages }: Report['variants'][number]) =>
    textOf.get(id) === fingerprint(messages);
  if (known.some((each) => (each.status === 'approved') !== isApproved(each))) return true;
  const wasShort = notes.some(
    ({ code, params }) => code === 'fewer-variants' && params['class'] === PARAPHRASE,
  );
  return wasShort && approved.length > known.length;
}

/** Gates decide about numbers, and change none. */
const withoutGates = ({ gates: _, ...settings }: Report['settings'] | Prompt['settings']) =>
  settings;
