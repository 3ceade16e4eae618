/**
 * The benchmark of Jaroslawicz et al. (IFScale, arXiv 2507.11538) in its form: a business report that must hold n exact words, for
 * n from 10 to 500. On another vocabulary than the paper's, so that figures compare in form and not in value.
 */

import { parsePrompt } from '../../prompt/formats/formats.js';
import type { Subject } from '../../study.js';
import { TERMS } from './ifscaleWords.js';

export const IFSCALE_MOST = 500;
const PATH = 'ifscale.prompt.yml';

/** `most`: words asked for at the highest density; `runs`: reports at each density and order. */
export function ifscaleSubject({ most, runs }: { most: number; runs: number }): Subject {
  const items = TERMS.slice(0, most).map((term) => `      - Include the exact word "${term}".`);
  const text = `name: IFScale
modelParameters: { max_tokens: 8192 }
messages:
  - role: system
    content: |
      You write professional business reports. A report holds every word below exactly as it is written.

${items.join('\n')}
  - role: user
    content: 'The report is about {{topic}}.'
testData:
${TOPICS.slice(0, runs)
  .map((topic) => `  - { topic: ${topic} }`)
  .join('\n')}
`;
  const { prompt } = parsePrompt(PATH, text);
  if (!prompt) throw new Error('The benchmark is no valid prompt.');
  return { prompt, text };
}

export const TOPICS = [
  'a year of trade',
  'a new market',
  'a merger',
  'a factory',
  'a bank',
  'a shipping line',
  'a retailer',
  'an insurer',
  'a utility',
  'a start-up',
] as const;
