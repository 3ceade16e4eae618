/** Reads the tools of a prompt: functions with a JSON schema of their arguments. */

import { isRecord, recordOf, textOrNull } from '../text/narrow.js';
import { list } from '../text/list.js';
import type { Tool } from '../ports/model.js';
import type { CallDefaults } from '../text/toolCalls.js';
import type { TextPosition, Reading } from './reading.js';
import type { SensitivitySettings } from './settings/settings.js';
import { readYaml, type YamlSource } from './yaml/yamlSource.js';

/** In the OpenAI protocol's form. */
export const writtenTool = ({ name, description, parameters, strict }: Tool) => ({
  type: 'function' as const,
  function: {
    name,
    ...(description === null ? {} : { description }),
    ...(parameters === null ? {} : { parameters }),
    ...(strict === null ? {} : { strict }),
  },
});

/** The default values that the tools' schemas declare, by tool and argument. */
export const defaultsOf = (tools: readonly Tool[]): CallDefaults =>
  new Map(
    tools.map(({ name, parameters }) => {
      const declared = Object.entries(recordOf(parameters?.['properties'])).flatMap(
        ([key, property]) =>
          isRecord(property) && 'default' in property ? [[key, property['default']] as const] : [],
      );
      return [name, Object.fromEntries(declared)];
    }),
  );

/** Reads one tool; a string is what is wrong with it, `limit` why a valid one is not sent. */
export type ReadTool = (
  value: Readonly<Record<string, unknown>>,
  name: string,
) => Tool | string | { readonly limit: string };

/** Tools as given in a file: a list, the name of a file with the list, or nothing. */
export interface GivenTools {
  readonly given: unknown;
  /** Their place in the file. */
  readonly path: readonly (string | number)[];
  readonly read?: ReadTool;
}

/**
 * The tools of the `sensitivity` block, then the format's own. Names without a schema are reported, unless the
 * block defines them.
 */
export function toolsOf(
  reading: Reading,
  yaml: YamlSource,
  { settings, own }: { settings: SensitivitySettings; own: readonly GivenTools[] },
): Tool[] {
  const reader = ({ path, read = functionTool }: GivenTools, known: ReadonlySet<string>) => ({
    at: (index: number) => yaml.rangeOf([...path, index]),
    read,
    known,
  });
  const block: GivenTools = { given: settings.tools, path: ['sensitivity', 'tools'] };
  const defined = readTools(reading, block.given, reader(block, new Set()));
  const known = new Set(defined.map(({ name }) => name));
  const others = own.flatMap((each) => readTools(reading, each.given, reader(each, known)));
  return [...defined, ...others.filter(({ name }) => !known.has(name))];
}

interface ToolReader {
  /** The place of the tool at an index. */
  readonly at: (index: number) => TextPosition;
  readonly read: ReadTool;
  /** Names that are defined elsewhere. */
  readonly known: ReadonlySet<string>;
}

/** The tools of a list or of a named file. Those that cannot be sent are reported with the reason. */
function readTools(reading: Reading, given: unknown, reader: ToolReader): Tool[] {
  if (given === undefined || given === null) return [];
  if (typeof given === 'string') return toolsOfFile(reading, given, reader);
  if (!Array.isArray(given)) {
    reading.warning(reader.at(0), 'The tools are not sent: expected a list.');
    return [];
  }
  const all = given as unknown[];
  tellNames(reading, all, reader);
  const tools = all.flatMap((each, index): Tool[] => {
    if (typeof each === 'string') return [];
    const read = readTool(each, index, reader.read);
    if (typeof read === 'string') reading.warning(reader.at(index), read);
    else if ('limit' in read) reading.limit(reader.at(index), read.limit);
    else return [read];
    return [];
  });
  return unique(reading, tools, reader);
}

/** Tools that some formats only name, because their schemas are defined in a program. */
function tellNames(reading: Reading, all: readonly unknown[], { at, known }: ToolReader): void {
  const names = all.filter((each): each is string => typeof each === 'string' && !known.has(each));
  const [first] = names;
  if (first === undefined) return;
  const what = names.length === 1 ? 'tool' : 'tools';
  const its = names.length === 1 ? 'its schema is defined' : 'their schemas are defined';
  reading.limit(
    at(all.indexOf(first)),
    `The ${what} ${list(names)} ${names.length === 1 ? 'is' : 'are'} not sent: ${its} in a program. \`sensitivity.tools\` can define ${names.length === 1 ? 'it' : 'them'}.`,
  );
}

function readTool(value: unknown, index: number, read: ReadTool): ReturnType<ReadTool> {
  if (!isRecord(value)) return `Tool ${index + 1} is not sent: it is not a function with a schema.`;
  const inner = isRecord(value['function']) ? value['function'] : value;
  const name = textOrNull(inner['name']) ?? textOrNull(value['type']) ?? String(index + 1);
  return read(value, name);
}

/** In the OpenAI protocol's form, `{type: function, function: {…}}`, and in the flat one, `{name, parameters}`. */
const functionTool: ReadTool = (value, name) => {
  const type = value['type'] ?? 'function';
  const inner = isRecord(value['function']) ? value['function'] : value;
  if (type !== 'function' && type !== 'custom')
    return {
      limit: `The tool ${name} is not sent: a tool of type ${String(type)} runs at its provider.`,
    };
  if (typeof inner['name'] !== 'string' || type === 'custom')
    return `The tool ${name} is not sent: it is not a function with a name and a schema.`;
  const schema = inner['parameters'] ?? inner['input_schema'] ?? null;
  if (schema !== null && !isRecord(schema))
    return `The tool ${name} is not sent: its \`parameters\` are not a JSON schema.`;
  const strict = inner['strict'];
  return {
    name,
    description: textOrNull(inner['description']),
    parameters: schema,
    strict: typeof strict === 'boolean' ? strict : null,
  };
};

function unique(reading: Reading, tools: readonly Tool[], reader: ToolReader): Tool[] {
  const names = tools.map(({ name }) => name);
  const twice = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
  if (twice.length > 0)
    reading.warning(reader.at(0), `Two tools are named ${list(twice)}. Only the first is sent.`);
  return tools.filter(({ name }, at) => names.indexOf(name) === at);
}

/** JSON or YAML that holds the list. */
function toolsOfFile(reading: Reading, given: string, reader: ToolReader): Tool[] {
  const name = given.replace(/^file:\/\//, '');
  const at = reader.at(0);
  if (!/\.(?:json|ya?ml)$/i.test(name)) {
    reading.warning(at, `${given} is not read. Use a JSON or YAML file for tools.`);
    return [];
  }
  const file = reading.fileNamed(name, at);
  if (!file) return [];
  const yaml = readYaml(file.text.replace(/^\ufeff/, ''));
  const [problem] = yaml.problems;
  if (problem) {
    reading.error(at, `${file.path}, line ${problem.line}: ${problem.message}`);
    return [];
  }
  return readTools(reading, yaml.value, { ...reader, at: () => at });
}
