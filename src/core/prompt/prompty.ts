/** Prompty files (`*.prompty`), version 1 and 2: frontmatter, then messages under lines such as `system:`. */

import { z } from 'zod';
import { messageAt, placesIn, rewordBody } from './bodyMessages.js';
import { assemble } from './bodyPrompt.js';
import type { ParsedPrompt, PromptFormat } from './formats.js';
import { readFrontmatter } from './frontmatter.js';
import { parametersFrom } from './parameters.js';
import { baseName } from './path.js';
import type { ModelParameters, Problem, PromptMessage, Role } from './prompt.js';
import { readShape } from './yamlSource.js';

export const prompty: PromptFormat = {
  id: 'prompty',
  matches: (path) => /\.prompty$/i.test(path),
  parse,
  reword: (text, messages) => rewordBody(text, messagesOf(text).messages, messages),
};

const values = z.record(z.string(), z.unknown());
const header = z.looseObject({
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  description: z.string().nullish(),
  model: z.union([z.string(), z.looseObject({})]).nullish(),
  inputs: z.union([z.array(z.looseObject({ name: z.string() })), values, z.string()]).nullish(),
  sample: z.union([values, z.string()]).nullish(),
  template: z.union([z.string(), z.looseObject({})]).nullish(),
});
type Header = z.infer<typeof header>;

const MEANT = [
  'name',
  'displayName',
  'description',
  'model',
  'inputs',
  'sample',
  'template',
  'sensitivity',
];

function parse(path: string, text: string): ParsedPrompt {
  const file = readFrontmatter(text);
  const problems: Problem[] = [...file.problems];
  if (problems.length > 0) return { prompt: null, problems };
  const read = readShape(file.yaml, header, { at: [], value: file.values, problems });
  if (!read) return { prompt: null, problems };
  const say = (key: string, message: string, severity: Problem['severity'] = 'warning') => {
    const { line, column } = file.yaml.rangeOf([key]);
    problems.push({ severity, message, line, column });
  };
  const language = engineOf(read);
  if (language !== 'jinja2')
    say(
      'template',
      `\`${language}\` templates are not read by this version; only jinja2 is.`,
      'error',
    );
  for (const key of ['inputs', 'sample'] as const) {
    if (typeof read[key] === 'string')
      say(
        key,
        `\`${key}\` refers to another file, which this version does not read. Write the values here.`,
      );
  }
  const { messages, unknownRoles } = messagesOf(text);
  const { model, parameters } = readModel(read);
  const defaults = defaultsOf(read);
  const sample = typeof read.sample === 'object' && read.sample ? texts(read.sample) : null;
  problems.push(...unknownRoles);
  const extra = Object.fromEntries(
    Object.entries(file.values).filter(([key]) => !MEANT.includes(key)),
  );
  return assemble(
    file,
    {
      format: prompty.id,
      path,
      name: read.name ?? read.displayName ?? baseName(path).replace(/\.prompty$/i, ''),
      description: read.description ?? null,
      model,
      parameters,
      language: 'jinja',
      messages,
      extra,
      defaults,
      sample: sample ?? (Object.keys(defaults).length > 0 ? {} : null),
    },
    problems,
  );
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
function messagesOf(text: string): { messages: PromptMessage[]; unknownRoles: Problem[] } {
  const { bodyStart } = readFrontmatter(text);
  const placeOf = placesIn(text);
  const marks = [...text.slice(bodyStart).matchAll(ROLE_LINE)].map((match) => ({
    role: (match[1] as string).toLowerCase(),
    start: bodyStart + match.index,
    end: bodyStart + match.index + match[0].length,
  }));
  const parts = [{ role: 'system', start: bodyStart, end: bodyStart }, ...marks].map(
    (mark, at) => ({
      role: mark.role,
      start: mark.end,
      end: marks[at]?.start ?? text.length,
      line: placeOf(mark.start, mark.end).line,
    }),
  );
  const unknown = parts.filter(({ role }) => !ROLES[role]);
  return {
    messages: parts
      .map((part) => messageAt(text, ROLES[part.role] ?? 'user', { ...part, placeOf }))
      .filter(({ content }, at) => at > 0 || content !== ''),
    unknownRoles: unknown.map(({ role, line }) => ({
      severity: 'error',
      message: `A \`${role}\` message cannot be sent by Plumbline. It sends system, user and assistant messages.`,
      line,
      column: 1,
    })),
  };
}

function engineOf({ template }: Header): string {
  if (typeof template !== 'object' || template === null) return template ?? 'jinja2';
  const named = template['format'] ?? template['type'] ?? 'jinja2';
  return String((named as { kind?: unknown }).kind ?? named);
}

/** Version 2 keeps `id` and `options`, version 1 `configuration` and `parameters`. Connections and keys are not ours. */
function readModel({ model }: Header): { model: string | null; parameters: ModelParameters } {
  if (typeof model !== 'object' || model === null)
    return { model: model ?? null, parameters: parametersFrom({}) };
  const part = (key: string) => (model[key] ?? {}) as Record<string, unknown>;
  const named = [
    model['id'],
    part('configuration')['name'],
    part('configuration')['azure_deployment'],
  ];
  const id = named.find((each) => typeof each === 'string' && !each.includes('${'));
  const { response_format: format, ...rest } = { ...part('parameters'), ...part('options') };
  const type = (format as { type?: unknown } | undefined)?.type;
  return {
    model: (id as string | undefined) ?? null,
    parameters: {
      ...parametersFrom(rest),
      responseFormat: type === 'json_object' || type === 'text' ? type : null,
    },
  };
}

/** `default`, else the example, of each input; a plain value in the map form is the default itself. */
function defaultsOf({ inputs }: Header): Record<string, string> {
  if (typeof inputs !== 'object' || inputs === null) return {};
  const entries = Array.isArray(inputs)
    ? inputs.map((input) => [input.name, input] as const)
    : Object.entries(inputs);
  return texts(
    Object.fromEntries(
      entries.map(([name, input]) => {
        if (typeof input !== 'object' || input === null) return [name, input];
        const { default: usual, example, sample } = input as Record<string, unknown>;
        return [name, usual ?? example ?? sample];
      }),
    ),
  );
}

/** Values as texts; references to the environment or a file are no values. */
function texts(given: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== undefined && value !== null)
      .filter(([, value]) => !(typeof value === 'string' && /^\$\{(?:env|file):/i.test(value)))
      .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}
