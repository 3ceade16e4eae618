/** Converts texts between template languages: variables are carried over, logic is not. */

import { LANGUAGES, type LanguageId } from '../../prompt/languages/languages.js';
import { TemplateError } from '../../prompt/languages/language.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { Message } from '../../ports/model.js';
import { list } from '../../text/list.js';

/** A prompt in another format, and notes about what was lost. */
export interface Exported {
  readonly text: string;
  readonly lost: readonly string[];
}

export interface Converted {
  readonly messages: readonly Message[];
  /** New names of variables whose name is not valid in the new language. */
  readonly names: Readonly<Record<string, string>>;
  /** Whether only the notation of variables changed. */
  readonly isWhole: boolean;
  readonly lost: readonly string[];
}

/** A tag that is only a variable; its first group is the name. */
const VARIABLE: Readonly<Record<LanguageId, RegExp>> = {
  literal: /\{\{([\p{L}\p{N}_.-]+)\}\}/gu,
  jinja: /\{\{-?\s*([\p{L}_][\p{L}\p{N}_]*)\s*-?\}\}/gu,
  handlebars: /\{\{\{?~?\s*([\p{L}_][\p{L}\p{N}_]*)\s*~?\}?\}\}/gu,
  mustache: /\{\{\{?&?\s*([\p{L}_][\p{L}\p{N}_]*)\s*\}?\}\}/gu,
  copilot: /\$\{(?:input:)?([\p{L}\p{N}_-]+)(?::[^}\n]*)?\}/gu,
  braces: /(?<!\{)\{([\p{L}_][\p{L}\p{N}_]*)\}(?!\})/gu,
  arguments: /\$(ARGUMENTS|[1-9])(?![\p{L}\p{N}_])/gu,
};

/** Splits a text into alternating pieces and variable names; the first and last are pieces. */
export function piecesOf(prompt: Pick<Prompt, 'language' | 'variables'>, text: string): string[] {
  const known = new Set(prompt.variables.map(({ name }) => name));
  const pieces: string[] = [];
  let rest = 0;
  for (const match of text.matchAll(VARIABLE[prompt.language])) {
    const name = match[1] as string;
    if (!known.has(name)) continue;
    pieces.push(text.slice(rest, match.index), name);
    rest = match.index + match[0].length;
  }
  return [...pieces, text.slice(rest)];
}

/** The prompt's messages in another template language, with renamed variables and notes about what was lost. */
export function convertMessages(prompt: Prompt, to: LanguageId): Converted {
  if (prompt.language === to && Object.keys(prompt.partials).length === 0)
    return { messages: plain(prompt.messages), names: {}, isWhole: true, lost: [] };
  const target = LANGUAGES[to];
  const fresh = prompt.variables.map(({ name }) => [name, nameIn(to, name)] as const);
  const names = Object.fromEntries(fresh.filter(([name, other]) => name !== other));
  const messages = prompt.messages.map(({ role, content }) => ({
    role,
    content: piecesOf(prompt, content)
      .map((piece, at) => (at % 2 === 1 ? target.written(names[piece] ?? piece) : piece))
      .join(''),
  }));
  const logic = logicNote(prompt, messages, { to, names });
  const lost = [...renamedNote(names), ...logic];
  return { messages, names, isWhole: logic.length === 0, lost };
}

const plain = (messages: readonly Message[]) =>
  messages.map(({ role, content }) => ({ role, content }));

/** A name of letters, digits and underscores, for languages that allow nothing else. */
function nameIn(to: LanguageId, name: string): string {
  const { written, namesIn } = LANGUAGES[to];
  const isOne = namesIn(written(name)).some((place) => place.name === name);
  return isOne ? name : identifier(name);
}

function renamedNote(names: Readonly<Record<string, string>>): string[] {
  const renamed = Object.entries(names).map(([name, fresh]) => `${name} was renamed to ${fresh}`);
  return renamed.length === 0
    ? []
    : [`${list(renamed)}, because the format does not allow the original name.`];
}

/** Whether the new texts use the same variables and no logic of the old language is left. */
function logicNote(
  prompt: Prompt,
  messages: readonly Message[],
  { to, names }: { to: LanguageId; names: Readonly<Record<string, string>> },
): string[] {
  const lost =
    'The template uses more than variables (conditions, loops, filters or partials). That part was copied as text; rewrite it by hand.';
  try {
    const whole = messages.map(({ content }) => content).join('\n');
    const found = LANGUAGES[to].read(whole, {}).variables.map(({ name }) => name);
    const wanted = prompt.variables.map(({ name }) => names[name] ?? name);
    const isSame = [...found].sort().join() === [...wanted].sort().join();
    return isSame && !holdsLogic(prompt) ? [] : [lost];
  } catch (error) {
    if (error instanceof TemplateError) return [lost];
    throw error;
  }
}

const LOGIC: Partial<Record<LanguageId, RegExp>> = {
  jinja: /\{%|\{\{(?!-?\s*[\p{L}_][\p{L}\p{N}_]*\s*-?\}\})/u,
  handlebars: /\{\{[~]?[#/^>&]|\{\{(?!\{?~?\s*[\p{L}_][\p{L}\p{N}_]*\s*~?\}?\}\})/u,
  mustache: /\{\{[#/^>=]/,
};

/** Whether a template has logic beyond variables. */
export const holdsLogic = ({ language, messages }: Prompt): boolean =>
  messages.some(({ content }) => LOGIC[language]?.test(content) ?? false);

/** A name that is valid in any programming language. */
export const identifier = (name: string): string =>
  `${/^[\p{L}_]/u.test(name) ? '' : 'v_'}${name.replace(/[^\p{L}\p{N}_]/gu, '_')}`;

/** A case's inputs under their new names. */
export const renamedInputs = (
  inputs: Readonly<Record<string, string>>,
  names: Converted['names'],
): Record<string, string> =>
  Object.fromEntries(Object.entries(inputs).map(([name, value]) => [names[name] ?? name, value]));
