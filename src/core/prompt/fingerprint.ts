import { hash } from '../text/hash.js';
import type { Message } from './prompt.js';

/** SHA-256 of the messages' roles and texts: what a wording was made for. */
export function fingerprint(messages: readonly Message[]): string {
  return hash(JSON.stringify(messages.map(({ role, content }) => ({ role, content }))));
}
