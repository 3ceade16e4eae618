import type { CheckedPrompt } from '../studies/comparison/checked.js';

/** What to type next; null where nothing is to be done. */
export function nextCommand({ why: { code, params }, path, result }: CheckedPrompt): string | null {
  switch (code) {
    case 'no-baseline':
    case 'damaged-baseline':
      return `plumbline test ${path} && plumbline accept ${path}`;
    case 'gone':
      return typeof params['newFile'] === 'string'
        ? `git mv ${params['file']} ${params['newFile']}`
        : `git rm ${params['file']}`;
    case 'no-model':
    case 'stopped':
      return `plumbline check ${path}`;
    case 'measured':
      return result === 'improved' || result === 'equivalent' ? `plumbline accept ${path}` : null;
    default:
      return null;
  }
}
