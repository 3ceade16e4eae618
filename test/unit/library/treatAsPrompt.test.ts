import { describe, expect, it } from 'vitest';
import { belongsToLibrary } from '../../../src/core/library/library.js';
import { treatAsPrompt } from '../../../src/core/library/treatAsPrompt.js';
import { parseConfig } from '../../../src/core/prompt/settings/config.js';

const filesIn = (text: string | null) => parseConfig(text ?? '').config?.library?.files;

describe('a file that is to be treated as a prompt', () => {
  it.each([
    ['no file', null],
    ['an empty one', '\n'],
    ['only comments', '# models:\n#   a: b\n'],
    ['other settings', '# Ours.\njudge: gpt # the big one\n'],
    ['folders', 'library: { folders: [prompts] } # all of them\n'],
    ['folders in lines', 'library:\n  folders:\n    - prompts\njudge: gpt\n'],
    ['a flow mapping', '{ judge: gpt }\n'],
    ['Windows line ends', 'judge: gpt\r\n'],
  ])('is named in plumbline.yml: %s', (_what, before) => {
    const after = treatAsPrompt(before, 'notes/brief: v2.md');
    expect(filesIn(after)).toEqual(['notes/brief: v2.md']);
    const comments = before?.match(/# ?\w.*/g) ?? [];
    for (const comment of comments) expect(after).toContain(comment);
    const { library: _, ...rest } = parseConfig(before ?? '').config ?? {};
    expect(parseConfig(after ?? '').config).toMatchObject(rest);
  });

  it('is named once, after those that are', () => {
    const first = treatAsPrompt('library: { files: [a.md] }\n', 'b.md');
    expect(filesIn(first)).toEqual(['a.md', 'b.md']);
    expect(treatAsPrompt(first, 'b.md')).toBe(first);
  });

  it('waits for errors of plumbline.yml to be fixed', () => {
    expect(treatAsPrompt('judg: gpt\n', 'a.md')).toBeNull();
  });

  it('belongs to the library, also beside its folders', () => {
    const named = {
      folders: ['prompts'],
      files: ['README.md', 'docs/brief.md'],
      isPromptName: () => false,
    };
    expect(belongsToLibrary('docs/brief.md', named)).toBe('yes');
    expect(belongsToLibrary('README.md', named)).toBe('yes');
    expect(belongsToLibrary('docs/other.md', named)).toBe('no');
  });
});
