/** A prompt as code for common SDKs: a function with its variables as arguments. */

import { holdsLogic, identifier, piecesOf } from './export/conversion.js';
import { responseFormatOf } from '../prompt/parameters.js';
import type { Prompt } from '../prompt/prompt.js';
import type { Message } from '../ports/model.js';
import { writtenTool } from '../prompt/tools.js';
import { type Tool } from '../ports/model.js';
import { isRecord } from '../text/narrow.js';

export interface CodeSnippet {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly text: string;
}

/** Empty for a prompt whose template has logic, which string interpolation cannot express. */
export function codeSnippets(prompt: Prompt): readonly CodeSnippet[] {
  if (holdsLogic(prompt)) return [];
  const about: About = {
    messages: prompt.messages,
    variables: prompt.variables.map(({ name }) => identifier(name)),
    model: prompt.model?.replace(/^.*[/:]/, '') ?? 'gpt-4.1-mini',
    prompt,
  };
  return [
    { id: 'openai-python', title: 'OpenAI, Python', language: 'python', text: python(about) },
    { id: 'openai-node', title: 'OpenAI, TypeScript', language: 'typescript', text: node(about) },
    {
      id: 'anthropic-python',
      title: 'Anthropic, Python',
      language: 'python',
      text: anthropic(about),
    },
    { id: 'ai-sdk', title: 'AI SDK, TypeScript', language: 'typescript', text: aiSdk(about) },
    { id: 'curl', title: 'curl', language: 'shellscript', text: curl(about) },
  ];
}

interface About {
  readonly messages: readonly Message[];
  readonly variables: readonly string[];
  readonly model: string;
  readonly prompt: Prompt;
}

/** A text of the prompt as a string literal with its variables interpolated. */
type Quote = (text: string, prompt: Prompt) => string;

const cut = (text: string, prompt: Prompt): string[] =>
  piecesOf(prompt, text).map((piece, at) => (at % 2 === 1 ? identifier(piece) : piece));

const fString: Quote = (text, prompt) => {
  const pieces = cut(text, prompt);
  if (pieces.length === 1) return JSON.stringify(text);
  const inner = pieces.map((piece, at) =>
    at % 2 === 1 ? `{${piece}}` : JSON.stringify(piece).slice(1, -1).replace(/[{}]/g, '$&$&'),
  );
  return `f"${inner.join('')}"`;
};

const templateLiteral: Quote = (text, prompt) => {
  const pieces = cut(text, prompt);
  if (pieces.length === 1) return JSON.stringify(text);
  const inner = pieces.map((piece, at) =>
    at % 2 === 1 ? `\${${piece}}` : piece.replace(/[\\`]|\$(?=\{)/g, '\\$&'),
  );
  return `\`${inner.join('')}\``;
};

function list(
  { messages, prompt }: About,
  write: (role: string, content: string) => string,
  quote: Quote,
): string {
  return messages.map(({ role, content }) => write(role, quote(content, prompt))).join('\n');
}

const pythonMessage = (role: string, content: string) =>
  `            {"role": "${role}", "content": ${content}},`;
const nodeMessage = (role: string, content: string) =>
  `      { role: '${role}', content: ${content} },`;

/** Parameters under the OpenAI protocol's names. */
function parametersOf({ parameters, tools }: Prompt): Record<string, unknown> {
  const { temperature, topP, maxTokens, maxCompletionTokens } = parameters;
  return Object.fromEntries(
    Object.entries({
      temperature,
      top_p: topP,
      max_tokens: maxTokens,
      max_completion_tokens: maxCompletionTokens,
      response_format: responseFormatOf(parameters),
      tools: tools.length === 0 ? null : tools.map(writtenTool),
    }).filter(([, value]) => value !== null),
  );
}

/** `value` as a literal of the language. */
const lines = (prompt: Prompt, write: (key: string, value: unknown) => string) =>
  Object.entries(parametersOf(prompt))
    .map(([key, value]) => write(key, value))
    .join('');

const PYTHON_WORDS: Readonly<Record<string, string>> = {
  true: 'True',
  false: 'False',
  null: 'None',
};

function pythonValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonValue).join(', ')}]`;
  if (isRecord(value)) {
    const entries = Object.entries(value);
    return `{${entries.map(([key, own]) => `${JSON.stringify(key)}: ${pythonValue(own)}`).join(', ')}}`;
  }
  const text = JSON.stringify(value);
  return PYTHON_WORDS[text] ?? text;
}

/** With tools, the answer may be calls, so the whole message is returned. */
const hasTools = ({ prompt }: About) => prompt.tools.length > 0;

const python = (about: About): string => `from openai import OpenAI

client = OpenAI()


def ask(${about.variables.map((name) => `${name}: str`).join(', ')})${hasTools(about) ? '' : ' -> str'}:
    response = client.chat.completions.create(
        model=${JSON.stringify(about.model)},
${lines(about.prompt, (key, value) => `        ${key}=${pythonValue(value)},\n`)}        messages=[
${list(about, pythonMessage, fString)}
        ],
    )
    return response.choices[0].message${hasTools(about) ? '' : '.content'}
`;

const signature = ({ variables }: About) =>
  variables.length === 0
    ? ''
    : `{ ${variables.join(', ')} }: { ${variables.map((name) => `${name}: string`).join('; ')} }`;

const node = (about: About): string => `import OpenAI from 'openai';

const client = new OpenAI();

export async function ask(${signature(about)})${hasTools(about) ? '' : ': Promise<string | null>'} {
  const response = await client.chat.completions.create({
    model: ${JSON.stringify(about.model)},
${lines(about.prompt, (key, value) => `    ${key}: ${JSON.stringify(value)},\n`)}    messages: [
${list(about, nodeMessage, templateLiteral)}
    ],
  });
  return response.choices[0]?.message${hasTools(about) ? '' : '.content ?? null'};
}
`;

function anthropic(about: About): string {
  const { messages, variables, prompt } = about;
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const others = { ...about, messages: messages.filter(({ role }) => role !== 'system') };
  const { maxTokens, maxCompletionTokens, temperature } = prompt.parameters;
  const most = maxTokens ?? maxCompletionTokens ?? 1024;
  return `import anthropic

client = anthropic.Anthropic()


def ask(${variables.map((name) => `${name}: str`).join(', ')})${hasTools(about) ? '' : ' -> str'}:
    message = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=${most},
${temperature === null ? '' : `        temperature=${temperature},\n`}${system.length === 0 ? '' : `        system=${fString(system.join('\n\n'), prompt)},\n`}${hasTools(about) ? `        tools=${pythonValue(prompt.tools.map(anthropicTool))},\n` : ''}        messages=[
${list(others, pythonMessage, fString)}
        ],
    )
    return message.content${hasTools(about) ? '' : '[0].text'}
`;
}

const anthropicTool = ({ name, description, parameters }: Tool) => ({
  name,
  ...(description === null ? {} : { description }),
  input_schema: parameters ?? { type: 'object', properties: {} },
});

const aiSdk = (about: About): string => `import { openai } from '@ai-sdk/openai';
import { generateText${hasTools(about) ? ', jsonSchema, tool' : ''} } from 'ai';

export async function ask(${signature(about)})${hasTools(about) ? '' : ': Promise<string>'} {
  const { text${hasTools(about) ? ', toolCalls' : ''} } = await generateText({
    model: openai(${JSON.stringify(about.model)}),
${aiSdkTools(about)}    messages: [
${list(about, nodeMessage, templateLiteral)}
    ],
  });
  return ${hasTools(about) ? '{ text, toolCalls }' : 'text'};
}
`;

function aiSdkTools({ prompt }: About): string {
  if (prompt.tools.length === 0) return '';
  const all = prompt.tools.map(({ name, description, parameters }) => {
    const about = description === null ? '' : `description: ${JSON.stringify(description)}, `;
    const schema = JSON.stringify(parameters ?? { type: 'object', properties: {} });
    return `      ${JSON.stringify(name)}: tool({ ${about}inputSchema: jsonSchema(${schema}) }),\n`;
  });
  return `    tools: {\n${all.join('')}    },\n`;
}

/** Variables are in uppercase, to be replaced by hand. */
function curl({ messages, model, prompt }: About): string {
  const body = {
    model,
    ...parametersOf(prompt),
    messages: messages.map(({ role, content }) => ({
      role,
      content: cut(content, prompt)
        .map((piece, at) => (at % 2 === 1 ? piece.toUpperCase() : piece))
        .join(''),
    })),
  };
  const quoted = JSON.stringify(body, null, 2).replace(/'/g, `'\\''`);
  return `curl https://api.openai.com/v1/chat/completions \\
  -H "Authorization: Bearer $OPENAI_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '${quoted}'
`;
}
