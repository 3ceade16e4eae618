/** Plumbline as a library: `import { evaluate } from 'plumbline'`. */

export { evaluate } from './evaluate.js';
export type { EvaluateOptions, PlannedRun } from './options.js';
export { matchers, type RobustOptions } from './matchers.js';
export type { Report } from './report.js';
export { ProviderError, UserError } from './errors.js';
