/** A first `plumbline.yml` based on the repository, with the other settings as comments. */

import type { LibraryEntry } from './libraryEntry.js';
import { folderOf } from '../prompt/path.js';

export interface FoundServer {
  readonly name: string;
  readonly baseUrl: string;
  readonly model: string;
}

/** The text of a first `plumbline.yml` for these prompts and local servers. */
export function newConfig(
  prompts: readonly Pick<LibraryEntry, 'path' | 'models'>[],
  servers: readonly FoundServer[],
): string {
  const models = [...new Set(prompts.flatMap((prompt) => prompt.models))].sort();
  const local = servers[0];
  return `# Plumbline's settings for this repository. API keys do not belong here: name the environment variable.

${local ? 'models:' : '# models:'}
${local ? serverEntry(local) : '  # local: { baseUrl: http://127.0.0.1:11434/v1, model: llama3.2 }\n'}  # gpt: { baseUrl: https://api.openai.com/v1, model: gpt-4.1-mini, apiKey: { env: OPENAI_API_KEY } }

# The model that grades answers, checks paraphrases, and writes paraphrases and cases. Default: the tested model.
# judge: gpt

# Model ids found in prompt files, and the model above that each is tested on.
${aliases(models, local ? 'local' : 'trial')}
${folders(prompts)}
# Defaults for every prompt.
# defaults:
#   variants: { paraphrase: 2, format: 2, order: 1, persona: 1, politeness: 1 }
#   repeats: 2
#   budget: { calls: 400 }

# Limits: a test fails when the whole interval is on the wrong side.
# gates: { excess: { max: 0.05 }, accuracy: { min: 0.85 } }
`;
}

const serverEntry = ({ name, baseUrl, model }: FoundServer) =>
  `  # ${name}, found on this machine
  local: { baseUrl: '${baseUrl}', model: ${quoted(model)} }
`;

const quoted = (text: string) => (/^[\w.-]+$/.test(text) ? text : JSON.stringify(text));

const aliases = (models: readonly string[], target: string) =>
  models.length === 0
    ? '# aliases: { openai/gpt-4.1-mini: gpt }\n'
    : `aliases:\n${models.map((model) => `  ${quoted(model)}: ${target}\n`).join('')}`;

function folders(prompts: readonly Pick<LibraryEntry, 'path' | 'models'>[]): string {
  const all = prompts.map(({ path }) => folderOf(path));
  const top = [...new Set(all)].filter(
    (folder) =>
      !all.some(
        (other) => other !== folder && `${folder}/`.startsWith(`${other}/`) && other !== '',
      ),
  );
  const named = top.length === 0 || top.includes('') ? 'prompts' : top.map(quoted).join(', ');
  return `# Look for prompts only in these folders. Plain *.md and *.txt files in them count as prompts, too.
# library: { folders: [${named}] }
`;
}
