import { UserError } from '../../errors.js';
import { isRecord } from '../../text/narrow.js';
import { parseJson } from '../../text/jsonDiff.js';
import { BASELINE_VERSION, baselineSchema, type Baseline } from './baseline.js';
import { worded } from '../../say/worded.js';

const CONFLICT = /^(?:<{7}|={7}|>{7})/m;

/** A baseline from a file's text. Throws `UserError` where it is damaged, merged by halves, or of a newer version. */
export function readBaseline(text: string, name: string): Baseline {
  if (CONFLICT.test(text))
    throw new UserError(
      worded`${name} has merge conflicts. Numbers of two measurements cannot be merged: take either side, and measure again.`,
      { commandLine: 'plumbline test FILE && plumbline accept FILE' },
    );
  const value = parseJson(text.replace(/^\ufeff/, ''));
  const version = isRecord(value) ? value['version'] : null;
  if (typeof version === 'number' && version > BASELINE_VERSION)
    throw new UserError(
      worded`${name} is a baseline of version ${version}, and this Plumbline reads up to ${BASELINE_VERSION}. Update Plumbline.`,
    );
  const baseline = baselineSchema.safeParse(value);
  if (baseline.success) return baseline.data;
  const [issue] = baseline.error.issues;
  const where = issue && issue.path.length > 0 ? ` (${issue.path.join('.')})` : '';
  throw new UserError(
    worded`${name} is no baseline, or is damaged${where}. Measure again and accept.`,
    {
      commandLine: 'plumbline test FILE && plumbline accept FILE',
    },
  );
}
