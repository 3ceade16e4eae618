import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { languageFor, PROMPT_LANGUAGE } from '../../../src/extension/languageFor.js';

interface Rule {
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
}
interface Manifest {
  readonly contributes: {
    readonly languages: readonly Record<string, unknown>[];
    readonly grammars: readonly {
      readonly path: string;
      readonly scopeName: string;
      readonly injectTo?: readonly string[];
    }[];
  };
}
const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const { languages, grammars } = (json('package.json') as Manifest).contributes;
const rules = (path: string) =>
  (json(path) as { repository: Readonly<Record<string, Rule>> }).repository;

const VARIABLES = rules('syntaxes/variables.tmLanguage.json');
/** What the grammar calls a variable in a text. */
const variablesIn = (text: string) =>
  [VARIABLES['variable'], VARIABLES['block']].flatMap((rule) =>
    [...text.matchAll(new RegExp(rule?.match ?? '', 'g'))].flatMap((match) =>
      Object.entries(rule?.captures ?? {})
        .filter(([, { name }]) => name.startsWith('variable'))
        .map(([group]) => match[Number(group)]?.trim()),
    ),
  );

describe('the language of prompts', () => {
  it('claims no file name, so that it competes with no other extension', () => {
    for (const language of languages)
      expect(Object.keys(language).sort()).toEqual(['aliases', 'configuration', 'id']);
  });

  it('is given to files that no extension provides a language for', () => {
    expect(languageFor('/a/b.prompty', 'plaintext')).toBe(PROMPT_LANGUAGE);
    expect(languageFor('/a/b.prompt', 'plaintext')).toBe(PROMPT_LANGUAGE);
    expect(languageFor('/a/b.prompty', 'prompty')).toBeNull();
    expect(languageFor('/a/b.prompt', 'dotprompt')).toBeNull();
    expect(languageFor('/a/b.prompt.md', 'plaintext')).toBeNull();
    expect(languageFor('/a/b.txt', 'plaintext')).toBeNull();
  });

  it('has a grammar, which is packaged, and one injected into YAML and Markdown', () => {
    expect(readFileSync('.vscodeignore', 'utf8')).toContain('!syntaxes/**');
    for (const { path, scopeName } of grammars)
      expect((json(path) as { scopeName: string }).scopeName).toBe(scopeName);
    expect(grammars.flatMap(({ injectTo }) => injectTo ?? [])).toEqual([
      'source.yaml',
      'text.html.markdown',
    ]);
  });

  it.each([
    ['{{input}} and {{ user.name }}', ['input', 'user.name']],
    ['{{{raw}}} {{~trim~}}', ['raw', 'trim']],
    ['{{ text | upper }}', ['text']],
    ['{{#each items}}', ['items']],
    ['${{ secrets.TOKEN }}', []],
    ['{{ .Values.image }}', []],
    ['{ "a": {"b": 1} }', []],
  ])('highlights the variables of %s', (text, names) => expect(variablesIn(text)).toEqual(names));

  it('highlights lines that begin a message', () => {
    const role = new RegExp(rules('syntaxes/prompt.tmLanguage.json')['role-line']?.match ?? '');
    for (const line of ['system:', 'user:', '# assistant:', 'user[name="a"]:'])
      expect(role.test(line), line).toBe(true);
    for (const line of ['the user: says', 'user: hello']) expect(role.test(line), line).toBe(false);
  });
});
