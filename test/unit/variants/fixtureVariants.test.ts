/** Every class on every prompt file of the fixtures, in every format and template language. */

import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../src/core/prompt/languages/languages.js';
import type { Prompt } from '../../../src/core/prompt/prompt.js';
import type { Message } from '../../../src/core/ports/model.js';
import { RULE_CLASSES } from '../../../src/core/variants/classes/classes.js';
import { requiredWordsOf } from '../../../src/core/variants/meaning/requiredWords.js';
import { makeVariants } from '../../../src/core/variants/makeVariants.js';
import { wholeWord } from '../../../src/core/text/literalPattern.js';
import { jsonBlocks } from '../../../src/core/variants/protectedSpans.js';
import { fixtureNames, parseFixture } from '../../support/promptFixtures.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';
import { examplePrompts } from '../../support/examplePrompts.js';

const SEEDS = [1, 2, 3, 4];
const PER_CLASS = 6;

const RICH = `messages:
  - role: system
    content: |-
      # Support desk

      You are a helper of the support desk. Do not make up facts. Make sure that you read the whole message. Reply with one label, for example \`bug\`.

      - Never guess.
      - Avoid jargon.
      - Never share "internal notes" with customers.
      - Consider the tone of the message.

      \`\`\`json
      {"label": "bug", "score": 0.5}
      \`\`\`

      See https://example.org/rules?v=2 for the 12 rules.
  - role: user
    content: |-
      Task: Choose bug or billing.
      Message: {{message}}
      Label:
testData:
${['bug', 'billing', 'bug', 'billing'].map((label) => `  - message: It broke\n    expected: ${label}`).join('\n')}
`;

const PROMPTS: readonly (readonly [string, Prompt])[] = [
  ...fixtureNames().flatMap((name) => {
    const { prompt } = parseFixture(name);
    return prompt ? [[name, prompt] as const] : [];
  }),
  ...examplePrompts().map(({ path, prompt }) => [path, prompt] as const),
  ['a short prompt', promptFrom(TRIAGE)],
  ['a prompt with everything', promptFrom(RICH)],
];

const joined = (messages: readonly Message[]) => messages.map(({ content }) => content).join('\n');
const found = (text: string, pattern: RegExp) => (text.match(pattern) ?? []).sort();
const TAGS =
  /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\$\{[^}\n]*\}|\{[\p{L}_][\p{L}\p{N}_]*\}|\$(?:ARGUMENTS|[1-9])/gu;
/** `[1]` is JSON too, and the number of an item. */
const blocks = (text: string) =>
  jsonBlocks(text)
    .map(({ start, end }) => text.slice(start, end))
    .filter((block) => block.startsWith('{'));

/** What of a text a class may not change; the rest is its own. */
const words = (text: string) => found(text.toLowerCase(), /[\p{L}\p{N}]+/gu).join(' ');
const letters = (text: string) => text.replace(/\s+/g, '').toLowerCase();
const withoutMarkers = (text: string) =>
  text.replace(/^[ \t]*(?:[-*•]|[[(<]?[\p{L}\p{N}]{1,5}(?: ?\)|[.\]>]))[ \t]*/gmu, '');
const bare = (text: string) => letters(text).replace(/[^\p{L}\p{N}]/gu, '');
const isSpreadOut = (original: string, text: string) => {
  let at = 0;
  for (const character of letters(text)) if (character === letters(original)[at]) at += 1;
  return at === letters(original).length;
};

/** What each class leaves as it is. */
const LEAVES: Readonly<Record<string, (original: string, text: string) => boolean>> = {
  format: (original, text) => isSpreadOut(bare(withoutMarkers(original)), bare(text)),
  structure: (original, text) => isSpreadOut(bare(withoutMarkers(original)), bare(text)),
  whitespace: (original, text) => letters(original) === letters(text),
  order: (original, text) => words(original) === words(text),
  role: (original, text) => letters(original) === letters(text),
  // The words that are replaced, where the prompt gives a role already.
  persona: (original, text) => isSpreadOut(original.replace('You are ', ''), text),
  politeness: isSpreadOut,
  distractor: isSpreadOut,
  'output-format': isSpreadOut,
  synonym: (original, text) =>
    original.replace(/[^\n.!?]/g, '').length === text.replace(/[^\n.!?]/g, '').length,
  truncation: (original, text) => isSpreadOut(text, original),
  typo: (original, text) => Math.abs(original.length - text.length) <= original.length * 0.02 + 4,
  keyboard: (original, text) =>
    text.length >= original.length && text.length <= original.length * 1.02 + 4,
};

/** How many of the prompts above each class can word differently, at least: the tests below must have something to look at. */
const APPLIES_TO: Readonly<Record<string, number>> = {
  format: 8,
  structure: 15,
  order: 1,
  persona: 21,
  'output-format': 18,
  role: 13,
  politeness: 20,
  synonym: 3,
  whitespace: 29,
  typo: 19,
  keyboard: 19,
  distractor: 22,
  truncation: 8,
};

describe.each(RULE_CLASSES.map((each) => [each.id, each] as const))(
  'class %s',
  (id, variantClass) => {
    it.each(PROMPTS)('holds on %s', async (_, prompt) => {
      const { labels, keys } = requiredWordsOf(prompt);
      const original = joined(prompt.messages);
      for (const seed of SEEDS) {
        const { variants, shortfalls } = await makeVariants(prompt, {
          counts: { [id]: PER_CLASS },
          seed,
          frozen: null,
          ask: null,
        });
        const made = variants.length - 1;
        expect(shortfalls).toMatchObject(
          made === PER_CLASS ? [] : [{ class: id, wanted: PER_CLASS, made }],
        );
        const texts = variants.map(({ messages }) =>
          JSON.stringify(messages.map(({ role, content }) => [role, content])),
        );
        expect(new Set(texts).size).toBe(texts.length);
        for (const { messages, gate, stress } of variants.slice(1)) {
          const text = joined(messages);
          expect(gate.invariants).toEqual([]);
          expect(stress).toBe(variantClass.stress);
          expect(found(text, TAGS)).toEqual(found(original, TAGS));
          for (const kept of [/```[\s\S]*?```|`[^`\n]+`/g, /"[^"\n]*"/g, /https?:\/\/[^\s)>\]]+/g])
            expect(found(text, kept)).toEqual(found(original, kept));
          expect(blocks(text)).toEqual(blocks(original));
          for (const label of labels)
            expect(found(text, wholeWord(label))).toHaveLength(
              found(original, wholeWord(label)).length,
            );
          for (const key of keys)
            expect(wholeWord(key).test(text)).toBe(wholeWord(key).test(original));
          const read = (whole: string) => {
            const { variables } = LANGUAGES[prompt.language].read(whole, prompt.partials);
            return variables.map(({ name, required }) => `${name} ${required}`).sort();
          };
          expect(read(text)).toEqual(read(original));
          expect(messages.filter(({ role }) => role === 'assistant')).toEqual(
            prompt.messages
              .filter(({ role }) => role === 'assistant')
              .map(({ role, content }) => ({ role, content })),
          );
          const leaves = LEAVES[id];
          if (leaves && !leaves(original, text))
            expect.fail(`${id} changed more than it says:\n${original}\n---\n${text}`);
        }
      }
    });

    it('makes variants of as many prompts as it did', async () => {
      const made = await Promise.all(
        PROMPTS.map(([, prompt]) =>
          makeVariants(prompt, { counts: { [id]: 1 }, seed: 1, frozen: null, ask: null }),
        ),
      );
      const worded = made.filter(({ variants }) => variants.length > 1);
      expect(worded.length).toBeGreaterThanOrEqual(APPLIES_TO[id] ?? Infinity);
    });

    it('has something to offer for a prompt with everything', async () => {
      const { variants } = await makeVariants(promptFrom(RICH), {
        counts: { [id]: 1 },
        seed: 1,
        frozen: null,
        ask: null,
      });
      expect(variants).toHaveLength(2);
    });
  },
);

describe('the wordings of all classes', () => {
  it.each(PROMPTS)('differ from each other on %s', async (_, prompt) => {
    const counts = Object.fromEntries(RULE_CLASSES.map(({ id }) => [id, 8]));
    for (const asked of [counts, 40]) {
      const { variants } = await makeVariants(prompt, {
        counts: asked,
        seed: 1,
        frozen: null,
        ask: null,
      });
      const texts = variants.map(({ messages }) => JSON.stringify(messages));
      expect(new Set(texts).size).toBe(texts.length);
    }
  });
});

describe('a number of wordings in all', () => {
  const make = (total: number, seed = 1) =>
    makeVariants(promptFrom(RICH), { counts: total, seed, frozen: null, ask: null });

  it('is spread over the classes, and is that number', async () => {
    const { variants, shortfalls } = await make(12);
    expect(variants).toHaveLength(13);
    expect(shortfalls).toEqual([]);
    const classes = new Set(variants.slice(1).map((each) => each.class));
    expect(classes.size).toBe(9);
    expect(variants.some(({ stress }) => stress)).toBe(false);
  });

  it('is the same for the same seed', async () => {
    const texts = async (seed: number) =>
      (await make(12, seed)).variants.map(({ messages }) => joined(messages));
    expect(await texts(7)).toEqual(await texts(7));
    expect(await texts(7)).not.toEqual(await texts(8));
  });

  it('is told when there are not that many', async () => {
    const prompt = promptFrom('messages:\n  - role: user\n    content: "{{x}}"\n');
    const made = await makeVariants(prompt, { counts: 100, seed: 1, frozen: null, ask: null });
    expect(made.variants.length).toBeLessThan(101);
    expect(made.shortfalls).toMatchObject([{ class: 'all', wanted: 100 }]);
  });
});
