import { readCompletion } from './completion.js';
import type { Protocol } from './protocol.js';
import { optionalFields, requestBody } from './requestBody.js';
import { createStreamReader } from './streamReader.js';

/** Chat completions, which nearly every endpoint has. */
export const chatApi: Protocol = {
  path: '/chat/completions',
  body: requestBody,
  optionalFields,
  missingFields: () => [],
  readWhole: readCompletion,
  createStreamReader,
};
