import { UserError } from '../core/errors.js';
import type { Endpoint } from '../core/index.js';

/** Stands where numbers are computed or plans made, and nobody is asked. */
export const silentEndpoint = (
  model: string,
  id: string,
  price: Endpoint['price'] = null,
): Endpoint => ({
  provider: {
    id,
    recorded: false,
    complete: () => Promise.reject(new UserError('Nothing is sent for this.')),
  },
  model,
  price,
  concurrency: 1,
  recordedAt: null,
});
