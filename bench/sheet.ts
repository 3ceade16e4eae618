/**
 * Every variant that rules make of the given files, as a word diff for a person to read: `npm run sheet -- FILE…`. A file is
 * a prompt, or a YAML list of `{prompt: text}`. `--class ID`, `--per-class N` and `--seeds N` choose what is shown.
 */

import { parseArgs } from 'node:util';
import { diffWordsWithSpace } from 'diff';
import { parse } from 'yaml';
import { readPromptFile } from '../src/cli/readPrompt.js';
import { parsePrompt } from '../src/core/prompt/formats/formats.js';
import type { Prompt } from '../src/core/prompt/prompt.js';
import type { Message } from '../src/core/ports/model.js';
import { printable } from '../src/core/text/printable.js';
import { RULE_CLASSES } from '../src/core/variants/classes/classes.js';
import { makeVariants } from '../src/core/variants/makeVariants.js';
import { shortfallText } from '../src/core/words/shortfall.js';
import { findWorkspace, readText } from '../src/node/workspace.js';

const say = (text: string) => void process.stdout.write(`${text}\n`);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    class: { type: 'string' },
    'per-class': { type: 'string', default: '3' },
    seeds: { type: 'string', default: '1' },
  },
});

async function promptsOf(file: string): Promise<(readonly [string, Prompt])[]> {
  const listed: unknown = /\.ya?ml$/.test(file) ? parse((await readText(file)) ?? '') : null;
  if (Array.isArray(listed))
    return listed.flatMap(({ prompt: content }: { prompt: string }, at) => {
      const messages = [{ role: 'user', content }];
      const { prompt } = parsePrompt('listed.prompt.yml', JSON.stringify({ messages }));
      return prompt ? [[`${file} #${at + 1}`, prompt] as const] : [];
    });
  const { prompt, problems } = await readPromptFile(file, await findWorkspace(file));
  if (!prompt) say(`${file}: ${problems.map(({ message }) => message).join('; ')}`);
  return prompt ? [[file, prompt] as const] : [];
}

/** Characters of unchanged text shown on each side of a change. */
const CONTEXT = 90;

const shortened = (text: string) =>
  text.length > 3 * CONTEXT ? `${text.slice(0, CONTEXT)} […] ${text.slice(-CONTEXT)}` : text;

const marked = (before: string, after: string) =>
  diffWordsWithSpace(before, after)
    .map(({ added, removed, value }) => {
      const text = printable(added || removed ? value : shortened(value));
      return added ? `{+${text}+}` : removed ? `[-${text}-]` : text;
    })
    .join('');

const isMoved = (before: readonly Message[], after: readonly Message[]) =>
  before.length !== after.length || before.some(({ role }, at) => role !== after[at]?.role);

function show(original: readonly Message[], messages: readonly Message[]): void {
  for (const [at, { role, content }] of messages.entries()) {
    const before = original[at]?.content ?? '';
    if (isMoved(original, messages)) say(`    ${role}: ${printable(shortened(content))}`);
    else if (before !== content) say(`    ${role}: ${marked(before, content)}`);
  }
}

const counts = Object.fromEntries(
  RULE_CLASSES.filter(({ id }) => values.class === undefined || values.class === id).map(
    ({ id }) => [id, Number(values['per-class'])],
  ),
);

for (const file of positionals) {
  for (const [name, prompt] of await promptsOf(file)) {
    say(`\n=== ${name}`);
    for (let seed = 1; seed <= Number(values.seeds); seed++) {
      const options = { counts, seed, frozen: null, ask: null };
      const { variants, shortfalls, rejections } = await makeVariants(prompt, options);
      for (const { id, change, messages } of variants.slice(1)) {
        say(`\n  ${id} (seed ${seed}): ${printable(change)}`);
        show(prompt.messages, messages);
      }
      shortfalls.forEach((each) => say(`  - ${printable(shortfallText(each))}`));
      rejections.forEach((each) => say(`  ✗ ${each.class}: ${printable(each.reason)}`));
    }
  }
}
