/** The table of formats a prompt can be written in. */

import type { Prompt } from '../../prompt/prompt.js';
import type { Exported } from './conversion.js';
import { toDotprompt } from './dotprompt.js';
import { toGithubModels } from './githubModels.js';
import { toPromptfoo } from './promptfoo.js';
import { toPrompty } from './prompty.js';

export interface Exporter {
  readonly id: string;
  /** What a file called `name` is called in this format. */
  fileName(name: string): string;
  export(prompt: Prompt): Exported;
}

export const EXPORTERS: readonly Exporter[] = [
  { id: 'github-models', fileName: (name) => `${name}.prompt.yml`, export: toGithubModels },
  { id: 'prompty', fileName: (name) => `${name}.prompty`, export: toPrompty },
  { id: 'dotprompt', fileName: (name) => `${name}.prompt`, export: toDotprompt },
  { id: 'promptfoo', fileName: (name) => `${name}.promptfoo.yaml`, export: toPromptfoo },
];

/** A name files can have: what stands before the first dot, in place of spaces hyphens. */
export const fileStem = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '') || 'prompt';
