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
    expect((await read('- { id: x, status: approved }\n')).problems[0]?.message).toContain(
      'needs a `text`',
    );
  });

  it('have a status that is one: a misspelled one would leave the row out without a word', async () => {
    const { problems } = await read(PERSONAS.replace('approved', 'Approved'));
    expect(problems[0]?.message).toBe(
      'shared:personas.yml, row 1: `status` is "Approved", not pending, approved, rejected.',
    );
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

const FORMATS = `
- { id: arrows, separator: ' => ', names: upper, between: ' | ', items: '1)', status: approved }
- { id: plain, items: '-', status: pending }
`;
const WITH_FIELDS = `messages:
  - role: system
    content: |
      Sort the message.
      - Answer with one word.
      - Use lowercase.
  - role: user
    content: |
      Product: {{x}}
      Message: {{y}}
testData:
  - { x: a, y: c, expected: b }
sensitivity: { variants: { format: 3 }, formats: FORMATS }
`;
const readWith = (formats: string, file: string | null = null) =>
  readPrompt(
    { path: 'deep/a.prompt.yml', text: WITH_FIELDS.replace('FORMATS', formats) },
    {
      trusted: true,
      environment: () => null,
      file: async (name) => (name.startsWith('.plumbline/') ? file : null),
    },
  );
async function formatsMade(formats: string, file: string | null = null) {
  const { prompt, problems } = await readWith(formats, file);
  if (!prompt) throw new Error(problems[0]?.message);
  const { variants } = await makeVariants(prompt, { counts: { format: 3 }, seed: 1 } as never);
  return variants
    .filter((each) => each.class === 'format')
    .map(({ change, messages }) => [change, messages.map(({ content }) => content)]);
}

describe('formats that prompts share', () => {
  it('are made in place of those of the rules, fields and lists at once', async () => {
    expect(await formatsMade('shared:formats.yml', FORMATS)).toEqual([
      [
        'Field names in uppercase, joined to their values by " => ", " | " between fields; list items numbered 1) 2) 3)',
        [
          'Sort the message.\n1) Answer with one word.\n2) Use lowercase.\n',
          'PRODUCT => {{x}} | MESSAGE => {{y}}\n',
        ],
      ],
    ]);
  });

  it('stand in the file too, and leave alone what they do not name', async () => {
    expect((await formatsMade("[{ separator: ' = ' }, { items: '(a)' }]")).toSorted()).toEqual([
      [
        'Field names joined to their values by equals signs',
        [
          'Sort the message.\n- Answer with one word.\n- Use lowercase.\n',
          'Product = {{x}}\nMessage = {{y}}\n',
        ],
      ],
      [
        'List items numbered (a) (b) (c)',
        [
          'Sort the message.\n(a) Answer with one word.\n(b) Use lowercase.\n',
          'Product: {{x}}\nMessage: {{y}}\n',
        ],
      ],
    ]);
  });

  it('are read from a table, whose empty cells name nothing', async () => {
    const table = 'id,separator,names,between,items,status\na," = ",,,,approved\n';
    expect(await formatsMade('shared:formats.csv', table)).toHaveLength(1);
  });

  it.each([
    ['- { id: x, status: approved }', 'row 1: expected one of `separator`'],
    ["- { items: 'x.', status: approved }", 'row 1: `items`: expected the first marker'],
    ['- { names: loud, status: approved }', 'row 1: `names`:'],
    ["- { names: upper, seperator: '-', status: approved }", 'seperator'],
    ['- { names: upper, status: aproved }', '`status` is "aproved"'],
  ])('are reported where one is none: %s', async (file, message) => {
    const { problems } = await readWith('shared:formats.yml', `${file}\n`);
    expect(problems[0]?.message).toContain(message);
  });
});

describe('a pool of examples that prompts share', () => {
  const pool = async (rows: string) => {
    const text = WITH_FIELDS.replace('formats: FORMATS', 'examples: shared:pool.yml');
    const { prompt } = await readPrompt(
      { path: 'deep/a.prompt.yml', text },
      {
        ...{ trusted: true, environment: () => null },
        file: async (name) => (name.startsWith('.plumbline/') ? rows : null),
      },
    );
    return prompt?.examples.map(({ inputs }) => inputs['x']);
  };

  it('counts whole where nobody decides on its rows, else by what was approved', async () => {
    expect(await pool('- { x: a, y: b, expected: c }\n- { x: d, y: e, expected: f }\n')).toEqual([
      ...['a', 'd'],
    ]);
    expect(
      await pool(
        '- { x: a, y: b, expected: c, status: pending }\n- { x: d, y: e, expected: f, status: approved }\n',
      ),
    ).toEqual(['d']);
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
