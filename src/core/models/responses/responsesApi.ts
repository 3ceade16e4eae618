import type { Protocol } from '../protocol.js';
import { readResponse } from './response.js';
import { missingFields, optionalFields, responsesBody } from './responsesBody.js';
import { createResponseReader } from './responseStream.js';

/** The Responses API, through which the newest models answer (OpenAI, "Responses"). */
export const responsesApi: Protocol = {
  path: '/responses',
  body: responsesBody,
  optionalFields,
  missingFields,
  readWhole: readResponse,
  createStreamReader: createResponseReader,
};
