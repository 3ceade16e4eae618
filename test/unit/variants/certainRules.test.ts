/** What no variant may change, on prompts whose meaning a rule easily changes, checked by means that share no code with it. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { RULE_CLASSES } from '../../../src/core/variants/classes/classes.js';
import { makeVariants } from '../../../src/core/variants/makeVariants.js';
import { partsOf } from '../../../src/core/variants/promptParts.js';
import type { Prompt } from '../../../src/core/prompt/prompt.js';
import { examplePrompts } from '../../support/examplePrompts.js';
import { fixtureNames, parseFixture } from '../../support/promptFixtures.js';
import { promptFrom } from '../../support/prompts.js';
import { violations, type May } from '../../support/wordingChecker.js';

interface Task {
  readonly about: string;
  readonly prompt: string;
  readonly sentences?: number;
  readonly never?: readonly string[];
}

const TASKS = parse(readFileSync('test/fixtures/wordings/tasks.yml', 'utf8')) as readonly Task[];
const SEEDS = [1, 2, 3];
const PER_CLASS = 24;

const MAY: Readonly<Record<string, May>> = {
  format: { rename: true },
  structure: { add: true, rename: true },
  order: { move: true },
  persona: { add: true, rename: true, restate: true },
  'output-format': { add: true },
  role: {},
  politeness: { add: true },
  synonym: { reword: true },
  whitespace: { rename: true },
  typo: { reword: true },
  keyboard: { reword: true },
  distractor: { add: true },
  truncation: { cut: true },
};

const fileOf = (content: string) => JSON.stringify({ messages: [{ role: 'user', content }] });
const textOf = (messages: readonly { readonly content: string }[]) =>
  messages.map(({ content }) => content).join('\n\n');

async function texts(prompt: Prompt, classId: string): Promise<string[]> {
  const sets = await Promise.all(
    SEEDS.map((seed) =>
      makeVariants(prompt, { counts: { [classId]: PER_CLASS }, seed, frozen: null, ask: null }),
    ),
  );
  return sets.flatMap(({ variants }) => variants.slice(1).map(({ messages }) => textOf(messages)));
}

describe.each(RULE_CLASSES.map(({ id, stress }) => [id, stress] as const))(
  'class %s',
  (id, stress) => {
    it.each(TASKS.map((task) => [task.about, task] as const))(
      'changes only what it may: %s',
      async (_, task) => {
        for (const text of await texts(promptFrom(fileOf(task.prompt)), id)) {
          expect(violations(task.prompt, text, MAY[id] ?? {}), text).toEqual([]);
          for (const never of stress ? [] : (task.never ?? []))
            expect(text).not.toMatch(new RegExp(never, 'mu'));
        }
      },
    );

    const files = [
      ...fixtureNames().flatMap((name) => {
        const { prompt } = parseFixture(name);
        return prompt ? [[name, prompt] as const] : [];
      }),
      ...examplePrompts().map(({ path, prompt }) => [path, prompt] as const),
    ];
    it.each(files)('changes only what it may in %s', async (_, prompt) => {
      const original = textOf(prompt.messages);
      for (const text of await texts(prompt, id))
        expect(violations(original, text, MAY[id] ?? {}), text).toEqual([]);
    });
  },
);

describe('the parts of a prompt', () => {
  it.each(TASKS.filter(({ sentences }) => sentences).map((task) => [task.about, task] as const))(
    'are whole sentences: %s',
    (_, { prompt: content, sentences }) => {
      const file = fileOf(content);
      const parts = partsOf(promptFrom(file), file).map(({ text }) => text);
      expect(parts, parts.join(' | ')).toHaveLength(sentences as number);
    },
  );
});
