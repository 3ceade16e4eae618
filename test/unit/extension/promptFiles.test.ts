import { readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isPromptName } from '../../../src/core/index.js';
import { isPromptDocument, PROMPT_GLOB } from '../../../src/extension/promptFiles.js';

/** Names that are prompts in any folder; what only a folder makes a prompt is Markdown, which every feature asks about. */
const NAMES = [
  ...['a.prompt.yml', 'a.prompt.yaml', 'a_prompt.yml', 'a_prompt.yaml', 'a.prompty', 'a.prompt'],
  ...['a.promptl', 'a.prompt.md', 'a.instructions.md', 'a.agent.md', 'a.chatmode.md', 'SKILL.md'],
  ...['promptfooconfig.yaml', 'promptfooconfig.dev.yml', 'promptfooconfig.json'],
];
const OTHERS = ['a.yml', 'README.md', 'prompt.txt', 'a.promptx', 'package.json'];

const documentAt = (path: string) =>
  ({ uri: { path }, languageId: 'plaintext', getText: () => '' }) as never;

describe('the name of a prompt file', () => {
  it('is one to the engine, to the editor, in its globs and in its menus', () => {
    const menus = [
      ...readFileSync('package.json', 'utf8').matchAll(/"resourceFilename =~ \/(.+)\/i"/g),
    ].map(([, pattern]) => new RegExp((pattern as string).replaceAll('\\\\', '\\'), 'i'));
    expect(menus.length).toBeGreaterThan(0);
    for (const [names, is] of [
      [NAMES, true],
      [OTHERS, false],
    ] as const)
      for (const name of names) {
        expect([name, isPromptName(`prompts/${name}`)]).toEqual([name, is]);
        expect([name, isPromptDocument(documentAt(`/w/prompts/${name}`))]).toEqual([name, is]);
        expect([name, matchesGlob(`/w/prompts/${name}`, PROMPT_GLOB)]).toEqual([name, is]);
        for (const menu of menus) expect([name, menu.test(name)]).toEqual([name, is]);
      }
  });
});
