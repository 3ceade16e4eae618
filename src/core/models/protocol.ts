/** What differs between the two APIs an endpoint may answer through: chat completions and responses. */

import type { ChatRequest } from '../ports/model.js';
import type { Read } from './completion.js';
import type { CallFacts } from './openAiErrors.js';
import type { BodyOptions, RequestBody } from './requestBody.js';
import type { StreamReader } from './streamReader.js';

export interface Protocol {
  /** Follows the base URL. */
  readonly path: string;
  body(request: ChatRequest, options: BodyOptions): RequestBody;
  /** Names of the fields a request would have if nothing were refused, without those every request needs. */
  optionalFields(request: ChatRequest, stream: boolean): readonly string[];
  /** Names of what the request asks for and the API has no field for. */
  missingFields(request: ChatRequest): readonly string[];
  /** Throws `ProviderError` for a body that is no answer. */
  readWhole(body: unknown, facts: CallFacts): Read;
  createStreamReader(facts: CallFacts): StreamReader;
}
