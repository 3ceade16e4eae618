/** Which files are prompts, as far as names and a look at the text tell; parsing is the engine's. */

import {
  FileSystemError,
  l10n,
  Uri,
  window,
  workspace,
  type DocumentSelector,
  type TextDocument,
} from 'vscode';
import { UserError } from '../core/errors.js';
import { engine } from './engine.js';
import { pathOf, uriOf } from './fileUri.js';

/** By name alone; what else is a prompt, the text tells. */
export const PROMPT_GLOB =
  '**/{*.prompt.yml,*.prompt.yaml,*_prompt.yml,*_prompt.yaml,*.prompty,*.prompt,*.promptl,*.prompt.md,*.instructions.md,*.agent.md,*.chatmode.md,SKILL.md,promptfooconfig*.yaml,promptfooconfig*.yml,promptfooconfig*.json}';
/** Documents that may be prompts: each feature asks the session whether one is. */
export const PROMPT_DOCUMENTS: DocumentSelector = [
  { pattern: PROMPT_GLOB },
  { language: 'yaml' },
  { language: 'markdown' },
  { language: 'plaintext' },
  { pattern: '**/*.{j2,jinja,jinja2}' },
];
const PROMPT_NAME =
  /(?:[._]prompt\.ya?ml|\.prompty|\.promptl?|\.(?:prompt|instructions|agent|chatmode)\.md|[/\\]SKILL\.md|[/\\]promptfooconfig[^/\\]*\.(?:ya?ml|json)|[/\\]\.(?:github|claude)[/\\]agents[/\\].+\.md)$/i;
export const WORDINGS_GLOB = '**/.plumbline/variants/**/*.yml';

export const BASELINES_GLOB = '**/.plumbline/baselines/**/*.json';
/** What is committed for a prompt and decides on its state. */
export const KEPT_GLOB = '**/.plumbline/{baselines,variants}/**';

/** The prompt that a file of `KEPT_GLOB` belongs to, by path; null for any other file. */
export function promptOfKept(path: string): string | null {
  const match = /^(.*)\/\.plumbline\/(?:baselines\/(.+)\.json|variants\/(.+)\.yml)$/.exec(path);
  return match ? `${match[1]}/${match[2] ?? match[3]}` : null;
}

/** A folder with such files: where it is new, the editor may say nothing of the files in it. */
export const isKeptFolder = (path: string): boolean =>
  /\/\.plumbline\/(?:baselines|variants)(?:\/[^.]*)?$/.test(path);

/** What is kept for prompts goes by their names, and is none. */
export const NO_PROMPT_GLOB = '**/{node_modules,.plumbline}/**';
const isKept = (uri: Uri) => uri.path.includes('/.plumbline/');

export function isPromptDocument({ uri, languageId, getText }: TextDocument): boolean {
  if (isKept(uri)) return false;
  if (PROMPT_NAME.test(uri.path)) return true;
  return (languageId === 'yaml' || /\.ya?ml$/i.test(uri.path)) && /^messages\s*:/m.test(getText());
}

/** Whether a path is that of a file or folder, or of something in it. */
export const isAtOrUnder = (folder: Uri, { path }: Uri) =>
  path === folder.path || path.startsWith(`${folder.path}/`);

/** Where something in a file or folder is after that moved. */
export const movedAlong = (uri: Uri, from: Uri, to: Uri): Uri =>
  to.with({ path: to.path + uri.path.slice(from.path.length) });

/** The file a command is meant for: its argument, the panel that has the focus, else the active editor. */
export function targetOf(
  argument: unknown,
  focused: Uri | null,
  isPrompt: (document: TextDocument) => boolean,
): Uri | null {
  if (argument instanceof Uri) return argument;
  // A node of the library's tree.
  const { uri } = (argument ?? {}) as { uri?: unknown };
  if (uri instanceof Uri) return uri;
  if (typeof argument === 'string') return Uri.parse(argument);
  if (focused) return focused;
  const active = window.activeTextEditor?.document;
  return active && isPrompt(active) ? active.uri : null;
}

/** The editor's text where the file is open, else the file's. Throws `UserError` when it is gone. */
export async function textOf(uri: Uri): Promise<string> {
  const open = workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    const { decodeText } = await engine();
    return decodeText(await workspace.fs.readFile(uri)).text.replace(/^\ufeff/, '');
  } catch (error) {
    const path = workspace.asRelativePath(uri);
    const isGone = error instanceof FileSystemError && error.code === 'FileNotFound';
    if (isGone) throw new UserError(l10n.t('{0} no longer exists.', path));
    throw new UserError(l10n.t('Cannot read {0}: {1}', path, (error as Error).message));
  }
}

/** The prompt file a file of kept variants belongs to; null for any other file, and where the prompt is gone. */
export async function promptOfVariantsFile(file: string): Promise<string | null> {
  const match = /^(.*)[/\\]\.plumbline[/\\]variants[/\\](.+)\.yml$/.exec(file);
  if (!match) return null;
  const prompt = Uri.joinPath(uriOf(match[1] as string), match[2] as string);
  return workspace.fs.stat(prompt).then(
    () => pathOf(prompt),
    () => null,
  );
}
