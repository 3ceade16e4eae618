/** What the documentation shows is what there is: links, commands with their options, and every block of YAML and JSON. */

import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { anchorOf } from '../../../docs/.vitepress/anchor.mjs';
import { createProgram } from '../../../src/cli/program.js';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';
import { configSchema, parseConfig } from '../../../src/core/prompt/settings/config.js';
import { isRecord } from '../../../src/core/text/narrow.js';

const PAGES = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md')].sort();
const textOf = new Map(PAGES.map((page) => [page, readFileSync(page, 'utf8')]));
const withoutBlocks = (text: string) => text.replace(/^```[^]*?^```/gm, '');
const blocks = (language: string) =>
  PAGES.flatMap((page) =>
    [
      ...(textOf.get(page) ?? '').matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm')),
    ].map(([, text = '']) => [page, text] as const),
  );

const anchorsOf = (page: string) =>
  // A comment in a shell command is not a heading.
  [...withoutBlocks(textOf.get(page) ?? '').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    anchorOf(heading),
  );

const links = PAGES.flatMap((page) =>
  [...withoutBlocks(textOf.get(page) ?? '').matchAll(/\]\(((?!https?:)[^)#\s]*)#([^)]+)\)/g)].map(
    ([, path = '', anchor = '']) =>
      [page, path === '' ? page : join(dirname(page), path), anchor] as const,
  ),
);

describe('a link to a part of a page', () => {
  it.each(links.filter(([, target]) => textOf.has(target)))(
    'of %s leads to %s#%s',
    (_, target, anchor) => {
      expect(anchorsOf(target)).toContain(anchor);
    },
  );
});

/** From blocks and from code within lines; each up to what the shell would take for something else. */
const commandLines = PAGES.flatMap((page) => {
  const text = textOf.get(page) ?? '';
  const inline = [...withoutBlocks(text).matchAll(/`((?:npx )?plumbline [^`]+)`/g)].map(
    ([, line = '']) => line,
  );
  const inBlocks = [...text.matchAll(/^```(?:sh|yaml)\n([^]*?)^```/gm)].flatMap(([, block = '']) =>
    [
      ...block.replace(/\\\n\s*/g, ' ').matchAll(/(?:^|\s|- )((?:npx )?plumbline (?!@)[a-z].*)$/gm),
    ].map(([, line = '']) => line),
  );
  return [...inline, ...inBlocks].map(
    (line) => [page, line.split(/\s+(?:#|\||>|&&|<)/)[0] ?? ''] as const,
  );
});

describe('a command in the documentation', () => {
  const program = createProgram('0.0.0');
  it.each(commandLines)('of %s exists with its options: %s', (_, line) => {
    const words = line.replace(/^npx /, '').split(/\s+/).slice(1);
    let command: Command = program;
    for (const word of words) {
      const next = command.commands.find((each) => each.name() === word);
      if (!next) break;
      command = next;
    }
    expect(command === program && !words[0]?.startsWith('--'), `no command ${words[0]}`).toBe(
      false,
    );
    const known = command.options.flatMap(({ long, short }) => [long, short]);
    const given = words.flatMap((word) => /^\[?(--?[a-z][a-z-]*)/.exec(word)?.[1] ?? []);
    expect(given.filter((option) => !['--help', '--version', ...known].includes(option))).toEqual(
      [],
    );
  });
});

const CONFIG_KEYS = new Set(Object.keys(configSchema.shape));
const MESSAGES = "messages: [{ role: user, content: 'Say {{city}} or {{expected}}.' }]\n";
const indented = (text: string) => text.replace(/^/gm, '  ');

/** A block as a whole file: a part of a prompt is given the rest. */
function problemsOf(text: string) {
  const [first] = parseAllDocuments(text).map((each) => each.toJS() as unknown);
  const keys = isRecord(first) ? Object.keys(first) : [];
  if (keys.includes('messages')) return promptProblems(text);
  if (keys.length > 0 && keys.every((key) => CONFIG_KEYS.has(key)))
    return parseConfig(text).problems;
  if (keys.join() === 'sensitivity') return promptProblems(MESSAGES + text);
  if (keys.join() === 'checks') return promptProblems(`${MESSAGES}sensitivity:\n${indented(text)}`);
  return parseAllDocuments(text).flatMap(({ errors }) => errors);
}

/** That a file beside it is missing is no fault of the example. */
const promptProblems = (text: string) =>
  parsePrompt('p.prompt.yml', text).problems.filter(
    ({ message }) => !/not found|no file/i.test(message),
  );

describe('a block of YAML in the documentation', () => {
  it.each(blocks('yaml'))('of %s is read: %s', (_, text) => {
    expect(problemsOf(text).map(({ message }) => message)).toEqual([]);
  });
});

describe('a block of JSON in the documentation', () => {
  it.each(blocks('json'))('of %s is JSON: %s', (_, text) => {
    expect(() => void JSON.parse(text)).not.toThrow();
  });
});
