import type { ModelApi } from '../ports/api.js';
import { chatApi } from './chatApi.js';
import type { Protocol } from './protocol.js';
import { responsesApi } from './responses/responsesApi.js';

const PROTOCOLS: Readonly<Record<ModelApi, Protocol>> = { chat: chatApi, responses: responsesApi };

export const protocolOf = (api: ModelApi = 'chat'): Protocol => PROTOCOLS[api];
