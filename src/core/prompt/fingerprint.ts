import { hash } from '../text/hash.js';
import type { Message, Prompt } from './prompt.js';

/** SHA-256 of the messages' roles and texts: what a wording was made for. */
export function fingerprint(messages: readonly Message[]): string {
  return hash(JSON.stringify(messages.map(({ role, content }) => ({ role, content }))));
}

/** SHA-256 of what the answers are measured on: inputs, expected answers and checks. */
export function casesFingerprint({ cases, checks }: Pick<Prompt, 'cases' | 'checks'>): string {
  return hash(
    JSON.stringify([cases.map(({ id, inputs, expected }) => [id, inputs, expected]), checks]),
  );
}
