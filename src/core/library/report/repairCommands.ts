import { shellWord } from '../../text/shellWord.js';
import type { LibraryAdvice } from './libraryAdvice.js';

/** What to type to try them, a line for each prompt. */
export const repairCommands = (advice: readonly Pick<LibraryAdvice, 'path'>[]): string =>
  [...new Set(advice.map(({ path }) => `plumbline repair ${shellWord(path)}`))].join('\n');
