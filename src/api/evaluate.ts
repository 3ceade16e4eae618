import { sensitivity } from '../core/studies/sensitivity/sensitivity.js';
import { checkFile, checkOptions } from './checkOptions.js';
import { measure } from './measure.js';
import type { EvaluateOptions } from './options.js';
import type { Report } from './report.js';

/**
 * Measures how much the answers to a prompt depend on its wording, and keeps the report in `.plumbline/runs` as the command
 * line does. A run that is cancelled, or reaches its budget, resolves to a report of what there is, with the reason in
 * `stopped`. Throws `UserError` for what stands in the way of the first call.
 */
export async function evaluate(file: string, options: EvaluateOptions = {}): Promise<Report> {
  checkFile(file);
  checkOptions(options);
  return measure(sensitivity, file, options);
}
