import { UserError } from './errors.js';
import type { EvaluateOptions } from './options.js';

const WHOLE = ['repeats', 'sample', 'concurrency'] as const;
const LIMITS = ['calls', 'tokens', 'usd', 'minutes'] as const;

/** Types do not tell 0 from 1, and plain JavaScript has none. Throws `UserError` for what a run could not be made with. */
export function checkOptions(options: EvaluateOptions): void {
  for (const name of WHOLE) {
    const value = options[name];
    if (value !== undefined && !(Number.isInteger(value) && value >= 1))
      throw new UserError(`${name} is ${value}. It has to be a whole number of at least 1.`);
  }
  const { api = 'chat' } = options;
  if (api !== 'chat' && api !== 'responses')
    throw new UserError(`api is ${String(api)}. It has to be chat or responses.`);
  for (const name of LIMITS) {
    const value = options.budget?.[name];
    if (value !== undefined && !(value > 0))
      throw new UserError(`budget.${name} is ${value}. It has to be more than 0.`);
  }
}
