import { describe, expect, it } from 'vitest';
import { addModel } from '../../../src/core/library/addModel.js';
import { parseConfig } from '../../../src/core/prompt/settings/config.js';

const MODEL = { baseUrl: 'http://127.0.0.1:1/v1', model: 'org/Some-Model:8b' };
const LINE = 'some-model-8b: { baseUrl: http://127.0.0.1:1/v1, model: org/Some-Model:8b }';

describe('a model that is added to plumbline.yml', () => {
  it('makes the file, with its explanations, where there is none', () => {
    for (const text of [null, '', '\n']) {
      const added = addModel(text, MODEL)!;
      expect(added.text).toContain(`models:\n  ${LINE}\n`);
      expect(added.text).toContain('# Limits: a test fails');
      expect(parseConfig(added.text).problems).toEqual([]);
      expect(added.name).toBe('some-model-8b');
    }
  });

  it.each([
    ['nothing but comments', '# ours\n', `# ours\n\nmodels:\n  ${LINE}\n`],
    ['other keys', 'judge: trial   # small\n', `judge: trial   # small\n\nmodels:\n  ${LINE}\n`],
    [
      'models, and more after them',
      'models:\n    # first\n    a: { baseUrl: "http://x.y/v1", model: m }   # local\n\njudge: a\n',
      `models:\n    # first\n    a: { baseUrl: "http://x.y/v1", model: m }   # local\n    ${LINE}\n\njudge: a\n`,
    ],
    [
      'models over several lines',
      'models:\n  a:\n    baseUrl: http://x.y/v1\n    model: m\njudge: a\n',
      `models:\n  a:\n    baseUrl: http://x.y/v1\n    model: m\n  ${LINE}\njudge: a\n`,
    ],
    [
      'models without a line break at the end',
      'models:\n  a: { baseUrl: http://x.y/v1, model: m }',
      `models:\n  a: { baseUrl: http://x.y/v1, model: m }\n  ${LINE}\n`,
    ],
    [
      'models on one line',
      'models: { a: { baseUrl: http://x.y/v1, model: m } } # one\n',
      `models: { a: { baseUrl: http://x.y/v1, model: m }, ${LINE} } # one\n`,
    ],
  ])('stands in its place among %s, and nothing else changes', (_, before, after) => {
    expect(addModel(before, MODEL)?.text).toBe(after);
    expect(parseConfig(after).problems).toEqual([]);
  });

  it('gets a name that is free, and its key by name only', () => {
    const apiKey = { env: 'THE_KEY' };
    const first = addModel(null, { ...MODEL, model: 'trial', apiKey })!;
    expect(first.name).toBe('trial-2');
    expect(first.text).toContain('apiKey: { env: THE_KEY }');
    expect(addModel(first.text, { ...MODEL, model: 'Trial' })?.name).toBe('trial-3');
  });

  it('waits until the errors of the file are gone', () => {
    expect(addModel('models: { a: 1 }\n', MODEL)).toBeNull();
  });
});
