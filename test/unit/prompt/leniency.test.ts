import { describe, expect, it } from 'vitest';
import { addCases } from '../../../src/core/prompt/cases/addCases.js';
import { applyEdit } from '../../../src/core/prompt/edit.js';
import { parsePrompt, readPrompt } from '../../../src/core/prompt/formats/formats.js';
import { renderMessages, missingVariables } from '../../../src/core/prompt/template.js';
import { NOTHING_AROUND, type Surroundings } from '../../../src/core/ports/surroundings.js';

const read = (path: string, text: string, around: Surroundings = NOTHING_AROUND) => {
  const { prompt, problems } = parsePrompt(path, text, around);
  const said = problems.map(
    ({ severity, line, column, message }) => `${severity} ${line}:${column} ${message}`,
  );
  return { prompt, said };
};

describe('frontmatter that is not YAML', () => {
  it.each([
    ['description: Use it: now', 'description', 'Use it: now', '2:20', 'has a colon and a space'],
    ['applyTo: **', 'applyTo', '**', '2:10', 'starts with `*`'],
    ['hint: [pr] [prio]', 'hint', '[pr] [prio]', '2:7', 'starts with `[` and goes on'],
    ['hint: @bot', 'hint', '@bot', '2:7', 'starts with `@`'],
    ["hint: 'a' b", 'hint', "'a' b", '2:7', "starts with `'` and goes on"],
    ['hint: a: b # c', 'hint', 'a: b', '2:8', 'has a colon and a space'],
    ['hint: a:\tb', 'hint', 'a:\tb', '2:8', 'has a colon and a space'],
  ])('is text as editors take it: %s', (line, key, value, place, reason) => {
    const { prompt, said } = read('x.prompt.md', `---\n${line}\nother: 1\n---\nHi\n`);
    expect({ ...prompt?.extra, description: prompt?.description }).toMatchObject({
      [key]: value,
      other: 1,
    });
    expect(said).toEqual([
      expect.stringContaining(`warning ${place} The value of \`${key}\` ${reason}`),
    ]);
    expect(said[0]).toContain('quote it');
  });

  it.each([
    [
      'Sorts mails. Use when: the user\n  asks for it.',
      'Sorts mails. Use when: the user asks for it.',
    ],
    [
      'Sorts mails.\n  Use when: asked.\n  Examples: two',
      'Sorts mails. Use when: asked. Examples: two',
    ],
    ['Use when: asked\n\tby the user', 'Use when: asked by the user'],
    ['Use when: asked\n\n  by the user', 'Use when: asked by the user'],
  ])('is text also where it goes on below: %j', (value, text) => {
    const { prompt, said } = read('SKILL.md', `---\nname: mails\ndescription: ${value}\n---\nHi\n`);
    expect(prompt).toMatchObject({ name: 'mails', description: text });
    expect(said).toEqual([expect.stringMatching(/^warning [34]:/)]);
  });

  it.each(['tools: [a, b', 'description: "open', 'a: b: c\n  d: e', '\tx: y: z\n- q'])(
    'is an error where its text has no certain end: %j',
    (lines) => {
      const { prompt, said } = read('x.prompt.md', `---\n${lines}\n---\nHi\n`);
      expect(prompt).toBeNull();
      expect(said.join()).toContain('error');
    },
  );

  it.each([
    'description: >-\n  A: b',
    'description: "A: b"',
    'url: https://a.b',
    'd: |\n  a: b: c',
  ])('says nothing of YAML: %j', (lines) => {
    expect(read('x.prompt.md', `---\n${lines}\n---\nHi\n`).said).toEqual([]);
  });

  it('keeps the place of everything, so that edits go where they belong', () => {
    const text = '---\ndescription: A: b\nsensitivity:\n  cases:\n    - { input: one }\n---\nHi\n';
    const { edit } = addCases({ path: 'x.prompt.md', text }, [{ input: 'two' }], NOTHING_AROUND);
    expect(applyEdit(text, edit)).toContain('- { input: one }\n    - input: two\n---\nHi');
  });
});

describe('placeholders that are not read', () => {
  const plain = 'Write to {name} of {"a": {x}} about $ARGUMENTS for $5, `{code}`.\n```\n{f}\n```\n';

  it('are reported at their place with the setting that reads them', () => {
    expect(read('p.md', plain).said).toEqual([
      expect.stringContaining(
        'warning 1:10 `{name}` is sent as it is. Set `sensitivity.language: braces`',
      ),
      expect.stringContaining(
        '1:37 `$ARGUMENTS` is sent as it is. Set `sensitivity.language: arguments`',
      ),
    ]);
  });

  it('are not reported where the language reads them', () => {
    const braces =
      '---\nsensitivity: { language: braces, cases: [{ name: x }] }\n---\nTo {name}.\n';
    expect(read('p.md', braces).said).toEqual([]);
  });

  it.each([
    ['a.agent.md', 'Look at {repo} and ${url}.\n', []],
    ['a.agent.md', 'Look at $ARGUMENTS.\n', ['1:9 `$ARGUMENTS`']],
    ['t.j2', 'A set is {x}.\n', []],
  ])('of %s: %j', (path, text, said) => {
    expect(read(path, text).said).toEqual(
      said.map((each) => expect.stringContaining(each) as string),
    );
  });

  it('are reported of YAML prompts where a row has their value', () => {
    const yaml =
      'messages:\n- role: user\n  content: Hi {name} and {other}, {{q}}\ntestData:\n- { name: a, q: b }\n';
    expect(read('p.prompt.yml', yaml).said).toEqual([
      expect.stringContaining('3:15 `{name}` is sent as it is. Write `{{name}}` to fill it in'),
    ]);
  });
});

describe('amounts and arguments', () => {
  const text = (body: string, row = '"1": one, ARGUMENTS: all') =>
    `---\nsensitivity: { language: arguments, cases: [{ ${row} }] }\n---\n${body}\n`;

  it('are told apart by what follows, and by what the cases fill', () => {
    const body =
      'Pay $5, US$1, $.99, $1k, $1.50, $1,000, $1 million, $1-$2 million, $1 to 3k, A$1 or $1. C:\\$1\\x, $1/$1.';
    const { prompt, said } = read('p.md', text(body));
    expect(prompt!.variables.map(({ name }) => name)).toEqual(['1']);
    const [message] = renderMessages(prompt!, prompt!.cases[0]!.inputs);
    expect(message!.content).toBe(
      'Pay $5, US$1, $.99, $1k, $1.50, $1,000, $1 million, $1-$2 million, $1 to 3k, A$1 or one. C:\\one\\x, one/one.',
    );
    expect(said).toEqual([expect.stringContaining('4:5 No case has a value for `$5`')]);
  });

  it('need their values in every case, once one has them', () => {
    const { prompt } = read('p.md', text('$1 $2', '"1": a }, { "2": b'));
    const missing = prompt!.cases.map(({ inputs }) =>
      missingVariables(prompt!, inputs, prompt!.variables),
    );
    expect(missing).toEqual([['2'], ['1']]);
  });

  it('are variables as long as there are no cases', () => {
    const { prompt } = read('p.md', '---\nsensitivity: { language: arguments }\n---\nTo $1.\n');
    expect(prompt!.variables.map(({ name }) => name)).toEqual(['1']);
  });

  it('are filled in in code, and named there', () => {
    const { said } = read('p.md', text("To $1.\n```sh\nawk '{ print $1 }'\n```"));
    expect(said).toEqual([expect.stringContaining('6:14 `$1` in this code block is filled in')]);
  });
});

describe('optional inputs and empty messages', () => {
  const filled = (path: string, text: string) => {
    const { prompt, said } = read(path, text);
    const missing = prompt!.cases.flatMap(({ inputs }) =>
      missingVariables(prompt!, inputs, prompt!.variables),
    );
    const sent = prompt!.cases.map(({ inputs }) =>
      renderMessages(prompt!, inputs).map(({ role, content }) => `${role}: ${content}`),
    );
    return { said, missing, sent };
  };

  it('render as nothing where dotprompt declares them so', () => {
    const text =
      '---\ninput:\n  schema:\n    name?: string, who\n    list?(array, what): string\n    need: string\nsensitivity:\n  cases: [{ need: x }, { need: null }]\n---\nA{{name}}{{need}}\n{{#each list}}\n- {{this}}\n{{/each}}\n';
    const { missing, sent } = filled('o.prompt', text);
    expect(missing).toEqual(['need']);
    expect(sent[0]).toEqual(['user: Ax']);
  });

  it('render as nothing where Prompty declares them so', () => {
    const text =
      '---\ninputs:\n  a: { type: string, is_required: false }\n  b: { type: string }\nsensitivity: { cases: [{ b: x }] }\n---\nuser:\n{{a}}{{b}}\n';
    expect(filled('o.prompty', text)).toEqual({ said: [], missing: [], sent: [['user: x']] });
  });

  const LOOP =
    '---\nsensitivity:\n  cases:\n    - { q: Q, h: [{ role: user, text: "hi\\nuser:" }, { role: Assistant, text: yo }] }\n    - { q: Q }\n---\n';

  it('make messages of role lines in a loop, computed or not', () => {
    const computed = `${LOOP}system:\nS\n{% for m in h %}\n{{ m.role }}:\n{{ m.text }}\n{% endfor %}\nuser:\n{{q}}\n`;
    expect(filled('l.prompty', computed).sent).toEqual([
      ['system: S', 'user: hi\nuser:', 'assistant: yo', 'user: Q'],
      ['system: S', 'user: Q'],
    ]);
    const written = `${LOOP}{% for m in h %}\nuser:\n{{ m.text }}\n\nassistant:\nok\n{% endfor %}\nuser:\n{{q}}\n`;
    expect(filled('l.prompty', written).sent).toEqual([
      ['user: hi\nuser:', 'assistant: ok', 'user: yo', 'assistant: ok', 'user: Q'],
      ['user: Q'],
    ]);
  });

  it('make messages of roles in a dotprompt loop', () => {
    const text = `${LOOP}{{role "system"}}\nS\n{{#each h}}\n{{role role}}\n{{text}}\n{{role "user"}}\nnext\n{{/each}}\n{{role "user"}}\n{{q}}\n`;
    expect(filled('l.prompt', text).sent).toEqual([
      ['system: S', 'user: hi\nuser:', 'user: next', 'assistant: yo', 'user: next', 'user: Q'],
      ['system: S', 'user: Q'],
    ]);
  });

  it('refuse a computed role that cannot be sent', () => {
    const text =
      '---\nsensitivity: { cases: [{ h: [{ role: tool, text: x }] }] }\n---\n{% for m in h %}\n{{ m.role }}:\n{{ m.text }}\n{% endfor %}\n';
    expect(() => filled('l.prompty', text)).toThrow('A message has the role "tool"');
  });

  it('fill an empty user message with the input of the cases, or say that it is empty', () => {
    const text = (cases: string) =>
      `---\nsensitivity: { cases: [${cases}] }\n---\nsystem:\nS\n\nuser:\n`;
    expect(filled('e.prompty', text('{ input: one }'))).toEqual({
      said: [],
      missing: [],
      sent: [['system: S', 'user: one']],
    });
    expect(read('e.prompty', text('{ x: one }')).said).toEqual([
      expect.stringContaining('This user message is empty, and is sent empty.'),
    ]);
    const yaml = 'messages:\n- { role: system, content: S }\n- role: user\n';
    expect(read('e.prompt.yml', yaml).said).toEqual([
      expect.stringContaining('warning 3:3 This user message is empty, and is sent empty.'),
    ]);
  });
});

describe('a prompt in another encoding', () => {
  it('is read, and told', async () => {
    const file = { path: 'p.md', text: 'Zoë', encoding: 'UTF-16' as const };
    const { prompt, problems } = await readPrompt(file, {
      trusted: true,
      file: () => Promise.resolve(null),
      environment: () => null,
    });
    expect(prompt?.messages[0]?.content).toBe('Zoë');
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('The file is read as UTF-16.'),
    ]);
  });
});

describe('a file of cases in another encoding', () => {
  const around: Surroundings = {
    ...NOTHING_AROUND,
    file: (name) => (name === 'c.csv' ? 'input\nZoë\n' : null),
    encoding: () => 'Windows-1252',
  };
  const text = '---\nsensitivity: { cases: c.csv }\n---\nHi\n{{input}}\n';

  it('is read, and named', () => {
    const { prompt, said } = read('p.md', text, around);
    expect(prompt!.cases[0]!.inputs).toEqual({ input: 'Zoë' });
    expect(said).toEqual([expect.stringContaining('2:23 c.csv is read as Windows-1252.')]);
  });

  it('is not edited, because it would be written as UTF-8', () => {
    expect(() => addCases({ path: 'p.md', text }, [{ input: 'x' }], around)).toThrow(
      'c.csv is in Windows-1252, and would be written as UTF-8.',
    );
  });
});
