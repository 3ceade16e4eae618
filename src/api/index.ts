/** Plumbline as a library: `import { evaluate } from 'plumbline'`. */

export { evaluate, type EvaluateOptions, type PlannedRun } from './evaluate.js';
export { matchers, type RobustOptions } from './matchers.js';
export type { Report } from './report.js';
export { ProviderError, UserError } from './errors.js';
