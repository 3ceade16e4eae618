import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/core/prompt/settings/config.js';
import { libraryEntry, libraryPrompt } from '../../../src/core/library/libraryEntry.js';
import { belongsToLibrary } from '../../../src/core/library/libraryIndex.js';
import { newConfig } from '../../../src/core/library/newConfig.js';
import { outlineOf } from '../../../src/core/library/outline.js';
import { TEMPLATES } from '../../../src/core/library/templates.js';
import { lintPrompt } from '../../../src/core/library/lint/lint.js';
import { isPromptName, parsePrompt } from '../../../src/core/prompt/formats/formats.js';
import { casesFingerprint, fingerprint } from '../../../src/core/prompt/fingerprint.js';
import type { RunSummary } from '../../../src/core/studies/sensitivity/summary.js';

const TEXT = `name: Triage
description: Sorts
model: openai/gpt-4o-mini
tags: [support, labels]
owner: care
purpose: routing
messages:
  - role: user
    content: Sort {{input}}
testData:
  - { input: a, expected: x }
  - { input: b, expected: x }
  - { input: c, expected: y }
  - { input: d, expected: y }
`;
const parsed = (text = TEXT) => parsePrompt('p/triage.prompt.yml', text);
const last = (change: Partial<RunSummary> = {}): RunSummary => {
  const prompt = parsed().prompt!;
  return {
    version: 2,
    startedAt: '2026-01-01T00:00:00.000Z',
    model: 'mini',
    recorded: false,
    fingerprint: fingerprint(prompt.messages),
    casesFingerprint: casesFingerprint(prompt),
    code: 'fragile',
    effect: { value: 0.3, ci: null },
    accuracy: null,
    confidence: null,
    stopped: null,
    ...change,
  };
};
const entry = (result: RunSummary | null, config = {}) =>
  libraryEntry(libraryPrompt('p/triage.prompt.yml', parsed()), {
    last: result,
    baseline: null,
    config,
  });

describe('an entry of the library', () => {
  it('says what the file says of itself', () => {
    expect(entry(null)).toMatchObject({
      name: 'Triage',
      tags: ['support', 'labels'],
      owner: 'care',
      purpose: 'routing',
      task: 'classification',
      variables: ['input'],
      models: ['openai/gpt-4o-mini'],
      cases: 4,
      expected: 4,
      errors: 0,
      state: { word: 'never tested', kind: 'none' },
    });
  });

  it('carries the word of the last verdict, until prompt, cases or model change', () => {
    const config = {
      models: { gpt: { baseUrl: 'http://x.y/v1', model: 'mini' } },
      aliases: { 'openai/gpt-4o-mini': 'gpt' },
    };
    expect(entry(last(), config).state).toEqual({ word: 'Fragile', kind: 'bad', changed: null });
    expect(entry(last({ fingerprint: 'other' })).state).toMatchObject({
      word: 'stale',
      changed: 'prompt',
    });
    expect(entry(last({ casesFingerprint: 'other' })).state.changed).toBe('cases');
    expect(entry(last({ casesFingerprint: null })).state.changed).toBeNull();
    expect(entry(last({ model: 'maxi', named: ['maxi'] }), config).state.changed).toBe('model');
    expect(entry(last({ named: ['mini'] }), config).state.changed).toBeNull();
  });

  it('has another model where the files name another, not where the user chose one', () => {
    const config = (model: string) => ({ models: { gpt: { baseUrl: 'http://x.y/v1', model } } });
    const aliased = (model: string) => ({
      ...config(model),
      aliases: { 'openai/gpt-4o-mini': 'gpt' },
    });
    const onTrial = last({ model: 'smollm2', named: ['mini'] });
    expect(entry(onTrial, aliased('mini')).state.changed).toBeNull();
    expect(entry(onTrial, aliased('maxi')).state.changed).toBe('model');
    // Lines of earlier versions do not tell.
    expect(entry(last({ model: 'smollm2' }), aliased('mini')).state.changed).toBeNull();
  });

  it('stays in the list where the file cannot be read', () => {
    const broken = libraryPrompt('p/x.prompt.yml', parsePrompt('p/x.prompt.yml', 'messages: 1'));
    expect(libraryEntry(broken, { last: null, baseline: null, config: {} })).toMatchObject({
      name: 'x.prompt.yml',
      errors: 1,
      state: { word: 'unreadable' },
    });
  });
});

describe('what belongs to a library', () => {
  it.each([
    ['a/x.prompt.yml', [], 'yes'],
    ['promptfooconfig.yaml', [], 'yes'],
    ['.claude/agents/x.md', [], 'yes'],
    ['notes.md', [], 'no'],
    ['a/_style.prompt', [], 'no'],
    ['a/partials/style.prompt', [], 'no'],
    ['a/x.prompt.yml.sensitivity.yml', [], 'no'],
    ['.plumbline/variants/a/x.prompt.yml', [], 'no'],
    ['lib/.plumbline/cases/x.prompt.yml', ['lib'], 'no'],
    ['a/x.prompt.yml', ['lib'], 'no'],
    ['lib/x.md', ['./lib/'], 'yes'],
    ['lib/README.md', ['lib'], 'no'],
    ['lib/p/user.md', ['lib'], 'no'],
    ['lib/x.yml', ['lib'], 'maybe'],
    ['library/x.md', ['lib'], 'no'],
    ['x.j2', ['.'], 'yes'],
  ])('%s with folders %j: %s', (path, folders, wanted) => {
    expect(belongsToLibrary(path, { folders, isPromptName })).toBe(wanted);
  });
});

describe('new prompts and configurations', () => {
  it.each(TEMPLATES.map((template) => [template.id, template] as const))(
    '%s reads without a warning',
    (_id, template) => {
      const text = template.text('My prompt');
      const read = parsePrompt('x.prompt.yml', text);
      expect(read.problems).toEqual([]);
      expect(read.prompt).toMatchObject({ name: 'My prompt' });
      expect(read.prompt!.cases.length).toBeGreaterThan(1);
      const findings = lintPrompt(read, { text, config: {}, configText: null });
      expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    },
  );

  it('a first plumbline.yml is valid, with and without a server and model ids', () => {
    const server = { name: 'Ollama', baseUrl: 'http://127.0.0.1:11434/v1', model: 'llama3.2:3b' };
    for (const servers of [[], [server]]) {
      for (const prompts of [
        [],
        [{ path: 'a/b/x.prompt', models: ['openai/gpt-4o', '"odd" one'] }],
      ]) {
        const { config, problems } = parseConfig(newConfig(prompts, servers));
        expect(problems).toEqual([]);
        if (prompts.length > 0)
          expect(Object.keys(config?.aliases ?? {})).toEqual(['"odd" one', 'openai/gpt-4o']);
        if (servers.length > 0) expect(config?.models?.['local']?.model).toBe('llama3.2:3b');
      }
    }
  });

  it('the outline names messages and cases at their places', () => {
    expect(
      outlineOf(parsed().prompt!).map(({ kind, name, range }) => `${kind} ${name} ${range.line}`),
    ).toEqual(['message user 9', 'case 1 11', 'case 2 12', 'case 3 13', 'case 4 14']);
  });
});
