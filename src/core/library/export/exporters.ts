/** The table of export formats. A new one is one file and one row. */

import type { Prompt } from '../../prompt/prompt.js';
import type { Exported } from './conversion.js';
import { toDotprompt } from './dotprompt.js';
import { toGithubModels } from './githubModels.js';
import { toPromptfoo } from './promptfoo.js';
import { toPrompty } from './prompty.js';

export interface Exporter {
  readonly id: string;
  /** The file name for a prompt called `name`. */
  fileName(name: string): string;
  export(prompt: Prompt): Exported;
}

export const EXPORTERS: readonly Exporter[] = [
  { id: 'github-models', fileName: (name) => `${name}.prompt.yml`, export: toGithubModels },
  { id: 'prompty', fileName: (name) => `${name}.prompty`, export: toPrompty },
  { id: 'dotprompt', fileName: (name) => `${name}.prompt`, export: toDotprompt },
  { id: 'promptfoo', fileName: (name) => `${name}.promptfoo.yaml`, export: toPromptfoo },
];

/** A file name stem from a prompt's name: lowercase letters, digits and hyphens. */
export const fileStem = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '') || 'prompt';
