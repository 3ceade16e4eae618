/** Environment variables that a prompt file names. */

import type { Reading, Place } from './reading.js';

/** Names and values that are treated as secrets, rather one too many. */
const SECRET_NAME = /key|token|secret|passw|passphrase|pwd|credential|private|auth(?!or)|cookie/i;
const SECRET_VALUE = /:\/\/[^\s/]*:[^\s/]*@|^(?:sk-|gh[a-z]_|github_pat_|xox[a-z]-|AKIA|eyJ)/;

/**
 * The value, or `fallback` where it is not set. Undefined in an untrusted workspace, and, with a warning, where it is neither set
 * nor has a fallback, and where it looks like a secret.
 */
export function environmentValue(
  reading: Reading,
  { name, fallback, given }: { name: string; fallback?: string | undefined; given?: string },
  at: Place,
): string | undefined {
  const { trusted, environment } = reading.around;
  if (!trusted) return undefined;
  const isSecretName = SECRET_NAME.test(name);
  const found = isSecretName ? null : (given ?? environment(name));
  if (isSecretName || (found !== null && SECRET_VALUE.test(found))) {
    if (fallback !== undefined) return fallback;
    reading.warning(at, `${name} looks like a secret, so its value is not used.`);
    return undefined;
  }
  if (found !== null || fallback !== undefined) return found ?? fallback;
  reading.limit(at, `The environment variable ${name} is not set, so this has no value.`);
  return undefined;
}
