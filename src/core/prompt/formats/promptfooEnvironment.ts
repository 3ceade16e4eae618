/** `{{env.NAME}}` in a promptfoo configuration: from its own `env`, else from the environment. */

import { recordOf } from '../../text/narrow.js';
import { environmentValue } from '../environment.js';
import { placesIn } from './bodyMessages.js';
import type { Reading, TextPosition } from '../reading.js';
import type { Values } from './promptfooConfig.js';

const TAG = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
const USE = /\benv\s*(?:\.\s*([A-Za-z_]\w*)|\[\s*["']([^"'\]]+)["']\s*\])/g;

/** What templates see as `env`: the variables a text names, as a JSON object. Null if it names none. */
export type EnvironmentOf = (text: string) => string | null;

/**
 * Each name is resolved once. One that is a secret or not set renders as nothing, with a warning at its first use, which is at
 * `prompts` for a file of prompts.
 */
export function environmentIn(
  reading: Reading,
  config: Values,
  prompts: TextPosition,
): EnvironmentOf {
  const given = recordOf(config['env']);
  const known = new Map<string, string>();
  const valueOf = (name: string): string => {
    const own = given[name];
    const place = placeOf(reading, name) ?? prompts;
    const value = environmentValue(
      reading,
      { name, ...(own === undefined || own === null ? {} : { given: String(own as string) }) },
      place,
    );
    return value ?? '';
  };
  return (text) => {
    const names = namesIn(text);
    for (const name of names) if (!known.has(name)) known.set(name, valueOf(name));
    if (names.length === 0) return null;
    return JSON.stringify(Object.fromEntries(names.map((name) => [name, known.get(name)])));
  };
}

const namesIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(TAG)].flatMap(([tag]) =>
      [...tag.matchAll(USE)].map((use) => use[1] ?? use[2] ?? ''),
    ),
  ),
];

function placeOf({ text }: Reading, name: string) {
  const uses = [...text.matchAll(USE)];
  const use = uses.find((each) => (each[1] ?? each[2]) === name);
  return use ? placesIn(text)(use.index, use.index) : null;
}
