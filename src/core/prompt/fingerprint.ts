import { hash } from '../text/hash.js';
import type { Prompt } from './prompt.js';
import type { Message } from '../ports/model.js';

/** SHA-256 of the messages' roles and texts: identifies the prompt a variant was written for. */
export function fingerprint(messages: readonly Message[]): string {
  return hash(JSON.stringify(messages.map(({ role, content }) => ({ role, content }))));
}

/** What of a prompt's images measurements depend on; null where it has none. */
export function imagesFingerprint({ images }: Pick<Prompt, 'images'>): string | null {
  const all = Object.entries(images ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return all.length === 0
    ? null
    : hash(JSON.stringify(all.map(([url, { sha256 }]) => [url, sha256])));
}

/** SHA-256 of inputs, expected answers, checks and images. */
export function casesFingerprint(prompt: Pick<Prompt, 'cases' | 'checks' | 'images'>): string {
  const { cases, checks } = prompt;
  const images = imagesFingerprint(prompt);
  return hash(
    JSON.stringify([
      cases.map(({ id, inputs, expected, checks: own }) =>
        own ? [id, inputs, expected, own] : [id, inputs, expected],
      ),
      checks,
      ...(images === null ? [] : [images]),
    ]),
  );
}

/**
 * What has changed in a prompt since a measurement; null if nothing relevant. A measurement from before
 * cases were fingerprinted counts as made with these cases.
 */
export function changedSince(
  prompt: Pick<Prompt, 'messages' | 'cases' | 'checks' | 'images'>,
  then: { fingerprint: string; casesFingerprint?: string | null | undefined },
): 'prompt' | 'cases' | null {
  if (fingerprint(prompt.messages) !== then.fingerprint) return 'prompt';
  const cases = then.casesFingerprint ?? null;
  return cases !== null && casesFingerprint(prompt) !== cases ? 'cases' : null;
}
