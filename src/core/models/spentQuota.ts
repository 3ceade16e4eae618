/** Rate limits that are none: the money is gone, and waiting does not bring it back. */

/** Said of money that is gone. */
const NO_MONEY =
  /out of credits?\b|credit balance|no credits? (?:left|remaining)|insufficient[_ ](?:balance|credits?|funds)|spend(?:ing)? limit/i;
/** Said of it, and of a limit by time too: then something tells when it ends, or of what it is. */
const PERHAPS_NO_MONEY = /exceeded (?:your|the) (?:current |monthly )?(?:token )?(?:quota|budget)/i;
const BY_TIME =
  /rate[ _-]?limit|per[ _-]?(?:second|minute|hour|day)|\/ ?(?:s|sec|min|minute|h|hour|day)\b|\b[RT]P[MD]\b|concurren|try again|retry|slow down|\bwait\b|resets? (?:in|at)/i;
const ADDRESS = /\bhttps?:\/\/\S+/g;

/** Whether an error that came as a rate limit says that the quota is spent. `waitMs`: as it asks for, or its headers; null: none. */
export function saysSpent(words: string, waitMs: number | null): boolean {
  if (waitMs !== null) return false;
  const plain = words.replaceAll(ADDRESS, '');
  return NO_MONEY.test(plain) || (PERHAPS_NO_MONEY.test(plain) && !BY_TIME.test(plain));
}
