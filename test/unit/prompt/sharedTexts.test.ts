import { describe, expect, it } from 'vitest';
import { readPrompt } from '../../../src/core/prompt/formats/formats.js';
import { decideOnTexts } from '../../../src/core/prompt/settings/sharedTexts.js';
import { makeVariants } from '../../../src/core/variants/makeVariants.js';
import { fingerprintsOf } from '../../../src/core/library/library.js';

const FILE = '.plumbline/shared/personas.yml';
const PERSONAS = `# Ours.
- { id: clerk, text: You are a careful clerk., status: approved }
- { id: pirate, text: You are a pirate., status: pending }
- { id: sloth, text: You are a sloth. }
`;
const PROMPT = `messages:
  - role: system
    content: Sort the message. Answer with one word.
  - role: user
    content: '{{x}}'
testData:
  - { x: a, expected: b }
sensitivity: { variants: { persona: 3 }, personas: 'shared:personas.yml' }
`;
const read = (personas: string | null) =>
  readPrompt(
    { path: 'deep/a.prompt.yml', text: PROMPT },
    {
      ...{ trusted: true, environment: () => null },
      file: async (name) => (name === FILE ? personas : null),
    },
  );

describe('personas that prompts share', () => {
  it('are those of the file that a person has approved', async () => {
    const { prompt, problems } = await read(PERSONAS);
    expect(problems).toEqual([]);
    expect(prompt?.settings.personas).toEqual(['You are a careful clerk.']);
  });

  it('are reported where the file is missing, or a row has no text', async () => {
    expect((await read(null)).problems[0]).toMatchObject({
      ...{ severity: 'error', line: 8 },
      message: `File not found: ${FILE}`,
    });
    expect((await read('- { id: x }\n')).problems[0]?.message).toContain('needs a `text`');
  });

  it('begin the variants of their class, in place of those of the rules', async () => {
    const { prompt } = await read(PERSONAS);
    if (!prompt) throw new Error('no prompt');
    const { variants } = await makeVariants(prompt, { counts: { persona: 3 }, seed: 1 } as never);
    const made = variants.filter((each) => each.class === 'persona');
    expect(made.map(({ messages }) => messages[0]?.content)).toEqual([
      expect.stringMatching(/^You are a careful clerk\. Sort the message/),
    ]);
  });

  it('make a measurement stale once another is approved, and not while one waits', async () => {
    const settingsOf = async (text: string) => {
      const { prompt } = await read(text);
      return prompt && fingerprintsOf(prompt, { config: {}, frozen: null }).settings;
    };
    const before = await settingsOf(PERSONAS);
    const { text } = decideOnTexts(PERSONAS, ['pirate'], 'approved');
    expect(await settingsOf(text)).not.toBe(before);
    expect(await settingsOf(PERSONAS.replace('a pirate', 'a sailor'))).toBe(before);
  });
});

describe('a decision on shared texts', () => {
  it('changes their status alone, and names ids that are not there', () => {
    const { text, missing } = decideOnTexts(PERSONAS, ['pirate', 'sloth', 'cook'], 'approved');
    expect(missing).toEqual(['cook']);
    expect(text).toBe(
      PERSONAS.replace('pending', 'approved').replace('sloth. }', 'sloth., status: approved }'),
    );
  });

  it('is refused where the file is no list', () => {
    expect(() => decideOnTexts('a: 1', ['a'], 'approved')).toThrow('no YAML list');
  });
});
