/** The tools of a Prompty file: a list or a map of functions (version 2), or what the model's parameters hold (version 1). */

import { isRecord, recordOf, textOrNull } from '../../text/narrow.js';
import type { Prompt } from '../prompt.js';
import type { Reading } from '../reading.js';
import type { GivenTools, ReadTool } from '../tools.js';
import type { PromptyHeader } from './promptyHeader.js';
import { namedProperties, propertiesOf } from './promptyModel.js';

/** The places where a Prompty file may define tools. */
export function toolsIn(reading: Reading, { tools, model }: PromptyHeader): GivenTools[] {
  const { parameters, options } = recordOf(model);
  const named = isRecord(tools)
    ? Object.entries(tools).map(([name, tool]) => ({ name, ...recordOf(tool) }))
    : tools;
  return [
    { given: named, path: ['tools'], read: promptyTool },
    {
      given: file(reading, recordOf(parameters)['tools']),
      path: ['model', 'parameters', 'tools'],
    },
    { given: file(reading, recordOf(options)['tools']), path: ['model', 'options', 'tools'] },
  ];
}

/** Files are not read in an untrusted workspace. */
function file({ around }: Reading, given: unknown): unknown {
  const name = typeof given === 'string' ? /^\$\{file:([^}:]+)\}$/i.exec(given)?.[1] : undefined;
  if (name === undefined) return given;
  return around.trusted ? name : null;
}

/** The inputs that the program passes to tools. */
export function boundInputs({ tools }: PromptyHeader): Pick<Prompt, 'readElsewhere'> {
  const all = Array.isArray(tools) ? tools : Object.values(recordOf(tools));
  const names = all
    .flatMap((tool) => Object.values(recordOf(recordOf(tool)['bindings'])))
    .map((bound) => textOrNull(bound) ?? textOrNull(recordOf(bound)['input']))
    .filter((name) => name !== null);
  return names.length > 0 ? { readElsewhere: names } : {};
}

/** Removes arguments bound to an input, which the calling program fills in. */
const promptyTool: ReadTool = (value, name) => {
  const kind = value['kind'] ?? value['type'] ?? 'function';
  if (kind !== 'function')
    return {
      limit: `The tool ${name} is not sent: a tool of kind ${String(kind)} needs the program that uses the prompt.`,
    };
  const { description, parameters: written, strict } = value;
  const listed = namedProperties(written ?? []);
  if (listed === null && !isRecord(written))
    return `The tool ${name} is not sent: its \`parameters\` are not a list of names with kinds.`;
  const bound = recordOf(value['bindings']);
  const asked = (listed ?? []).filter((each) => !Object.hasOwn(bound, String(each['name'])));
  const required = asked.filter((each) => each['required'] === true).map((each) => each['name']);
  const parameters = listed
    ? {
        type: 'object',
        properties: propertiesOf(asked),
        ...(required.length > 0 ? { required } : {}),
        ...(strict === true ? { additionalProperties: false } : {}),
      }
    : recordOf(written);
  return {
    name,
    description: textOrNull(description),
    parameters,
    strict: typeof strict === 'boolean' ? strict : null,
  };
};
