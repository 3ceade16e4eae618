import { shellWord } from '../../text/shellWord.js';
import type { LibraryAdvice } from './libraryAdvice.js';

/** For instance `plumbline test a.prompt.yml --variants structure=4`. */
export function trialCommand({ path, trial: { variants, shots } }: LibraryAdvice): string {
  const counts = Object.entries(variants ?? {}).map(([name, n]) => `${name}=${n}`);
  return [
    `plumbline test ${shellWord(path)}`,
    ...(counts.length > 0 ? [`--variants ${counts.join(',')}`] : []),
    ...(shots ? [`--shots ${shots.join(',')}`] : []),
  ].join(' ');
}
