import { folderOf } from '../prompt/path.js';
import type { CheckedPrompt } from '../studies/comparison/checked.js';
import { shellWord } from '../text/shellWord.js';

/** What to type next; null where nothing is to be done. */
export function nextCommand({
  why: { code, params },
  path: name,
  result,
}: CheckedPrompt): string | null {
  const [path, file] = [shellWord(name), shellWord(String(params['file']))];
  switch (code) {
    case 'no-baseline':
    case 'damaged-baseline':
      return `plumbline test ${path} && plumbline accept ${path}`;
    case 'gone':
      return typeof params['newFile'] === 'string'
        ? `mkdir -p ${shellWord(folderOf(params['newFile']) || '.')} && git mv ${file} ${shellWord(params['newFile'])}`
        : `git rm ${file}`;
    case 'no-model':
    case 'stopped':
      return `plumbline check ${path}`;
    case 'measured':
      return result === 'improved' || result === 'equivalent' ? `plumbline accept ${path}` : null;
    default:
      return null;
  }
}
