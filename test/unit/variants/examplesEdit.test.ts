import { describe, expect, it } from 'vitest';
import { applyEdit } from '../../../src/core/prompt/edit.js';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';
import { renderMessages } from '../../../src/core/prompt/template.js';
import { examplesEdit } from '../../../src/core/variants/shots/examplesEdit.js';

const CASES = `    - { id: a, review: Loved it, expected: positive }
    - { id: b, review: 'It broke: twice', expected: negative }
    - { id: c, review: "Fine,\\nbut loud", expected: negative }
`;
const TEXTS = {
  'a.prompt.yml': `# mine
messages:
  - role: system # who
    content: Sort.
  # the question
  - role: user
    content: 'Review: {{review}}'
testData:
${CASES.replace(/^ {2}/gm, '')}`,
  'a.prompty': `---
sensitivity:
  cases:
${CASES}---
system:
Sort.

user:
Review: {{ review }}
`,
  'a.prompt': `---
sensitivity:
  cases:
${CASES}---
{{role "system"}}
Sort.
{{role "user"}}
Review: {{review}}
`,
  'bare.prompt': `---
sensitivity:
  cases:
${CASES}---
Review: {{review}}
`,
};
const edited = (path: string, text: string, shots = '2/first') => {
  const { prompt } = parsePrompt(path, text);
  const { edit } = examplesEdit({ prompt: prompt!, text }, { shots, seed: 1 });
  return { edit, after: applyEdit(text, edit) };
};

describe.each(Object.entries(TEXTS))('examples written into %s', (path, text) => {
  it('stand before the question, and nothing else changes', () => {
    const { edit, after } = edited(path, text);
    expect(edit.start).toBe(edit.end);
    expect(after.replace(edit.text, '')).toBe(text);
    const { prompt } = parsePrompt(path, after);
    const sent = renderMessages(prompt!, { review: 'Hm' }).filter(({ role }) => role !== 'system');
    expect(sent.map(({ role, content }) => `${role}: ${content.trim()}`)).toEqual([
      'user: Review: Loved it',
      'assistant: positive',
      'user: Review: It broke: twice',
      'assistant: negative',
      'user: Review: Hm',
    ]);
  });

  it('are not those it shows already, until there are too few', () => {
    const { after } = edited(path, text);
    expect(edited(path, after, '1/first').edit.text).toContain('Fine');
    expect(() => edited(path, after)).toThrow(
      `2 examples cannot be added: ${path} has 3 cases with an expected answer, of which it already shows 2.`,
    );
  });

  it('keep the line ends of the file', () => {
    const { after } = edited(path, text.replace(/\n/g, '\r\n'));
    expect(after.replace(/\r\n/g, '')).not.toContain('\n');
  });
});

describe('examples that there are none of', () => {
  it('are refused, with the reason', () => {
    const [path, text] = ['a.prompty', TEXTS['a.prompty']];
    expect(() => edited(path, text, 'file')).toThrow('"file" is the prompt as written');
    expect(() => edited(path, text.replace(/, expected: \w+/g, ''))).toThrow(
      'has no cases with an expected answer',
    );
    expect(() => edited(path, text.replace(/user:[\s\S]*/, ''))).toThrow('no user message');
  });
});

describe('examples that a file cannot hold', () => {
  it('are refused, with what stands in the way', () => {
    expect(() =>
      edited('a.prompt.md', `---\nsensitivity:\n  cases:\n${CASES}---\nSort \${input:review}.`),
    ).toThrow('Convert it to another format');
    const flow = `messages: [{ role: user, content: 'Review: {{review}}' }]\ntestData:\n${CASES}`;
    expect(() => edited('a.prompt.yml', flow)).toThrow('cannot be written');
    const tag = TEXTS['a.prompty'].replace('Loved it', "'{{ review }} {% raw %}'");
    expect(() => edited('a.prompty', tag)).toThrow(/interpret part of/);
  });
});
