import { describe, expect, it } from 'vitest';
import { shellWord } from '../../../src/core/text/shellWord.js';

describe('a path on a command line', () => {
  it.each([
    ['prompts/triage.prompt.yml', 'prompts/triage.prompt.yml'],
    ['größe/a@2.md', 'größe/a@2.md'],
    ['my prompts/a.md', '"my prompts/a.md"'],
    ['a;rm -rf.md', '"a;rm -rf.md"'],
    ['$HOME/"a".md', '"\\$HOME/\\"a\\".md"'],
    ['-x.md', './-x.md'],
  ])('%s is written %s', (path, written) => {
    expect(shellWord(path)).toBe(written);
  });
});
