/**
 * What a model decided: after `name:` (the last there is), in a field of JSON of that name, alone on the last line, or as the
 * word a sentence begins with, where no other begins with the other word. Markup around it does not matter. Null where it cannot
 * be told: "there is no difference" is not a no.
 */

import { findJson } from './findJson.js';
import { literalPattern } from './literalPattern.js';
import { isRecord } from './narrow.js';
import { splitReasoning } from './reasoning.js';

export function yesOrNo(reply: string, name: string): boolean | null {
  const { text } = splitReasoning(reply);
  const named = [
    ...text.matchAll(
      new RegExp(
        `\\b${literalPattern(name)}\\b["'*_\`\\s]*[:=]["'*_\`\\s]*(yes|no)\\b(?!\\s*(?:or|/|\\|)\\s*(?:yes|no)\\b)`,
        'gi',
      ),
    ),
  ].at(-1)?.[1];
  if (named !== undefined) return isYes(named);
  const json = findJson(text)?.value;
  const field = isRecord(json) ? json[name] : undefined;
  if (typeof field === 'boolean') return field;
  if (typeof field === 'string' && /^(?:yes|no)$/i.test(field)) return isYes(field);
  const last = text.trimEnd().split('\n').at(-1) ?? '';
  const alone = /^[^\p{L}]*(yes|no)\b[^\p{L}]*$/iu.exec(last)?.[1];
  if (alone !== undefined) return isYes(alone);
  const said = new Set(
    [
      ...text.matchAll(
        /(?:^|[.!?:\n]|\b(?:answer|verdict|decision) is )[\s*_`"'#>-]*\b(yes|no)\b[*_`"']*(?=[.,;:!—–]|\s*$|\s*\n)/gi,
      ),
    ].map(([, word = '']) => word.toLowerCase()),
  );
  const [only, ...others] = said;
  return only !== undefined && others.length === 0 ? isYes(only) : null;
}

const isYes = (word: string) => word.toLowerCase() === 'yes';
