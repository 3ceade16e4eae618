import { describe, expect, it } from 'vitest';
import { usedFiles, usedFilesNamed } from '../../../src/core/library/sharedFiles.js';

const used = usedFiles([
  { path: 'p/b.prompt', files: ['p/_tone.prompt', 'pools/tickets.csv'] },
  { path: 'p/a.prompt', files: ['p/_tone.prompt', 'p/a.prompt.sensitivity.yml'] },
  { path: 'q/c.prompt', files: ['q/_tone.prompt'] },
]);

describe('files that prompts use', () => {
  it('are listed with their users, without what belongs to one prompt by name', () => {
    expect(used).toEqual([
      { file: 'p/_tone.prompt', prompts: ['p/a.prompt', 'p/b.prompt'] },
      { file: 'pools/tickets.csv', prompts: ['p/b.prompt'] },
      { file: 'q/_tone.prompt', prompts: ['q/c.prompt'] },
    ]);
  });

  it.each([
    ['p/_tone.prompt', ['p/_tone.prompt']],
    ['tone', ['p/_tone.prompt', 'q/_tone.prompt']],
    ['_tone.prompt', ['p/_tone.prompt', 'q/_tone.prompt']],
    ['tickets', ['pools/tickets.csv']],
    ['r/_tone.prompt', []],
    ['other', []],
  ])('are meant by %s', (name, files) => {
    expect(usedFilesNamed(used, name).map(({ file }) => file)).toEqual(files);
  });
});
