/** The prompts of `examples/`, of every format, with the files they refer to. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPromptName, parsePrompt } from '../../src/core/prompt/formats/formats.js';
import type { Prompt } from '../../src/core/prompt/prompt.js';

const ROOT = 'examples';

export interface ExamplePrompt {
  readonly path: string;
  readonly text: string;
  readonly prompt: Prompt;
}

export const examplePrompts = (): ExamplePrompt[] =>
  readdirSync(join(ROOT, 'prompts'))
    .filter(isPromptName)
    .map((name) => {
      const path = `prompts/${name}`;
      const text = readFileSync(join(ROOT, path), 'utf8');
      const { prompt, problems } = parsePrompt(path, text, {
        trusted: true,
        environment: () => null,
        file: (file) =>
          /\.(?:csv|jsonl)$/.test(file) ? readFileSync(join(ROOT, file), 'utf8') : null,
      });
      if (!prompt) throw new Error(problems.map(({ message }) => message).join('\n'));
      return { path, text, prompt };
    });
