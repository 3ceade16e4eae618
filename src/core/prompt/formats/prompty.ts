/** Prompty files (`*.prompty`), version 1 and 2: frontmatter, then messages under lines such as `system:`. */

import { insertIntoBody, messageAt, placesIn, rewordBody } from './bodyMessages.js';
import { assemble } from './bodyPrompt.js';
import type { PromptFormat } from './format.js';
import { readFrontmatter } from '../yaml/frontmatter.js';
import type { LanguageId } from '../languages/languages.js';
import { baseName } from '../path.js';
import type { Prompt, PromptMessage } from '../prompt.js';
import type { Role } from '../../ports/model.js';
import type { Reading } from '../reading.js';
import { readShape } from '../yaml/yamlSource.js';
import { promptyHeader, type PromptyHeader } from './promptyHeader.js';
import { declaredInputs, defaultsOf, optionalInputs, sampleOf } from './promptyInputs.js';
import { parametersOf } from './promptyModel.js';
import { boundInputs, toolsIn } from './promptyTools.js';

const NAME = /\.prompty$/i;

export const prompty: PromptFormat = {
  id: 'prompty',
  names: [NAME],
  parse,
  reword: rewordBody,
  insert: (prompt, text, added) =>
    insertIntoBody(prompt, text, {
      added,
      marks: ROLE_LINE,
      write: ({ role, content }) => `${role}:\n${content}\n\n`,
    }),
};

function parse(reading: Reading): Prompt | null {
  const { path, problems } = reading;
  const file = readFrontmatter(reading);
  if (!file) return null;
  const read = readShape(file.yaml, promptyHeader, { at: [], value: file.values, problems });
  if (!read) return null;
  const engine = engineOf(read);
  const language = LANGUAGE_OF[engine];
  if (!language)
    reading.limit(
      file.yaml.rangeOf(['template']),
      `\`${engine}\` templates are not supported. Use jinja2 or mustache.`,
      'error',
    );
  const { model, parameters } = parametersOf(read);
  return assemble(reading, file, {
    format: prompty.id,
    name: read.name ?? read.displayName ?? baseName(path).replace(NAME, ''),
    description: read.description ?? null,
    model,
    parameters,
    language: language ?? 'jinja',
    roleLines: true,
    optional: optionalInputs(read),
    messages: messagesAtRoleLines(reading, file.bodyStart),
    partials: {},
    defaults: defaultsOf(reading, file.yaml, read),
    sample: sampleOf(reading, file.yaml, read),
    tools: toolsIn(reading, read),
    ...boundInputs(read),
    declared: declaredInputs(file.yaml, read),
    known: Object.keys(promptyHeader.shape),
  });
}

const LANGUAGE_OF: Readonly<Record<string, LanguageId>> = { jinja2: 'jinja', mustache: 'mustache' };

function engineOf({ template }: PromptyHeader): string {
  if (typeof template !== 'object' || template === null) return template ?? 'jinja2';
  const named = template['format'] ?? template['type'] ?? 'jinja2';
  return String((named as { kind?: unknown }).kind ?? named);
}

const ROLE_LINE =
  /^[ \t]*#?[ \t]*(system|user|assistant|developer|tool|function)[ \t]*(?:\[[^\]\n]*\])?[ \t]*:[ \t]*\r?$/gim;
const ROLES: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
};

/** Text before the first role line is a system message. */
function messagesAtRoleLines(reading: Reading, bodyStart: number): PromptMessage[] {
  const { text } = reading;
  const placeOf = placesIn(text);
  const marks = [...text.slice(bodyStart).matchAll(ROLE_LINE)].map((match) => ({
    role: (match[1] as string).toLowerCase(),
    start: bodyStart + match.index,
    end: bodyStart + match.index + match[0].length,
  }));
  const all = [{ role: 'system', start: bodyStart, end: bodyStart }, ...marks];
  return all
    .map(({ role, start, end }, at) => {
      if (!ROLES[role])
        reading.limit(
          placeOf(start, end),
          `A \`${role}\` message cannot be sent. Use system, user or assistant.`,
          'error',
        );
      const stretch = { start: end, end: marks[at]?.start ?? text.length, placeOf };
      return messageAt(text, ROLES[role] ?? 'user', stretch);
    })
    .filter(({ content }, at) => at > 0 || content !== '');
}
