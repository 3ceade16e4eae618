/** Why a call or a run failed, in the reader's language. Reports and journals keep it in English, as it was said first. */

import { failureTemplates } from '../models/openAiErrors.js';
import { budgetTemplates } from '../run/budget.js';
import { calls, plural } from '../say/plural.js';
import type { Say } from '../say/say.js';
import { templatePattern } from '../text/templatePattern.js';

/** A longer text is none of these. */
const LONGEST = 2000;

interface Pattern {
  readonly template: string;
  readonly matches: RegExp;
}

let known: readonly Pattern[] | null = null;

/** What a server said in it, and what is none of these sentences, stays as it is. */
export function failureSaid(message: string, say: Say): string {
  if (message.length > LONGEST) return message;
  known ??= [...failureTemplates(), ...budgetTemplates(), ...HINTS].map(patternOf);
  for (const { template, matches } of known) {
    const values = matches.exec(message)?.slice(1);
    if (!values) continue;
    const inside = values.map((value, at) => [
      at,
      amountSaid(value, say) ?? failureSaid(value, say),
    ]);
    return say(template, Object.fromEntries(inside) as Record<string, string>);
  }
  return message;
}

/** Sentences that go into others. */
const HINTS = ['Most end in /v1.', 'Check that the base URL ends in /v1.'];

const patternOf = (template: string): Pattern => ({
  template,
  matches: templatePattern(template, { mayBeEmpty: true }),
});

function amountSaid(text: string, say: Say): string | null {
  const [, n, what] = /^(\d+) (call|minute)s?$/.exec(text) ?? [];
  if (n === undefined) return null;
  return what === 'call'
    ? calls(Number(n), say)
    : plural(say, Number(n), '1 minute', '{n} minutes');
}
