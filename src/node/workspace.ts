/** The layout of a user's repository: its root, `plumbline.yml`, and the `.plumbline` folder. */

import { access, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseConfig, type Config } from '../core/prompt/settings/config.js';
import { UserError } from '../core/errors.js';
import { decodeText, type DecodedText } from '../core/text/decodeText.js';
import { readJournalHeader } from '../core/run/journal.js';
import { parseFrozen, type FrozenVariants } from '../core/variants/frozen.js';
import { writeText } from './writeFile.js';
import { worded } from '../core/say/worded.js';

const CONFIG_FILE = 'plumbline.yml';

export interface Workspace {
  /** The folder of the nearest `plumbline.yml`, otherwise the git root, otherwise the prompt file's folder. */
  readonly root: string;
  readonly config: Config;
  /** A file's path relative to the root, with `/`. */
  pathOf(file: string): string;
}

/** Of a folder. Throws `UserError` where there is none, and as `findWorkspace`. */
export async function findWorkspaceOf(folder: string): Promise<Workspace> {
  if (!(await isFolder(folder))) throw new UserError(worded`Folder not found: ${folder}`);
  return findWorkspace(join(folder, 'plumbline.yml'));
}

/** Throws `UserError` if `plumbline.yml` is invalid. */
export async function findWorkspace(file: string): Promise<Workspace> {
  const root = await rootOf(file);
  return { root, config: await readConfig(join(root, CONFIG_FILE)), pathOf: pathFrom(root) };
}

/** As `findWorkspace`, for many files at a time: looks once for each folder. */
export function workspacesByFolder(): (file: string) => Promise<Workspace> {
  const known = new Map<string, Promise<Workspace>>();
  return (file) => {
    const folder = dirname(resolve(file));
    const found = known.get(folder) ?? findWorkspace(file);
    known.set(folder, found);
    return found;
  };
}

async function rootOf(file: string): Promise<string> {
  const folder = dirname(resolve(file));
  return (
    (await ancestorWith(folder, CONFIG_FILE)) ?? (await ancestorWith(folder, '.git')) ?? folder
  );
}

const pathFrom = (root: string) => (path: string) =>
  relative(root, resolve(path)).split(sep).join('/');

/** A workspace whose `plumbline.yml` may be invalid. */
export interface PossiblyBrokenWorkspace extends Workspace {
  /** Why `plumbline.yml` is invalid, with file, line and column; null if it is valid. `config` is then what it said before. */
  readonly trouble: string | null;
}

/**
 * Finds workspaces for a host that stays open while `plumbline.yml` is edited: what an invalid file said before it was invalid
 * is kept, so that nothing else changes until it is repaired.
 */
export function workspaceFinder(): (file: string) => Promise<PossiblyBrokenWorkspace> {
  const valid = new Map<string, Config>();
  return async (file) => {
    const root = await rootOf(file);
    const at = { root, pathOf: pathFrom(root) };
    try {
      const config = await readConfig(join(root, CONFIG_FILE));
      valid.set(root, config);
      return { ...at, config, trouble: null };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { ...at, config: valid.get(root) ?? {}, trouble: error.message };
    }
  };
}

async function ancestorWith(folder: string, name: string): Promise<string | null> {
  for (let at = folder; ; at = dirname(at)) {
    if (await exists(join(at, name))) return at;
    if (dirname(at) === at) return null;
  }
}

async function readConfig(path: string): Promise<Config> {
  const text = await readText(path);
  if (text === null) return {};
  const { config, problems } = parseConfig(text);
  if (config) return config;
  const places = problems.map(
    ({ line, column, message }) => `${path}:${line}:${column}: ${message}`,
  );
  throw new UserError(places.join('\n'));
}

/** Also false if it cannot be accessed. */
export const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Also false if it does not exist or cannot be accessed. */
export const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** File names in a folder, or with `recursive` all paths below it; empty if it does not exist. Throws `UserError` if it cannot be read. */
export async function namesIn(
  folder: string,
  { recursive = false }: { recursive?: boolean } = {},
): Promise<string[]> {
  try {
    return await readdir(folder, { recursive });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw new UserError(worded`Cannot read ${folder}: ${(error as Error).message}`);
  }
}

/** Null when the file does not exist. Throws `UserError` when it cannot be read. */
export async function readText(path: string): Promise<string | null> {
  return (await readDecoded(path))?.text ?? null;
}

/** Same as `readText`, with the encoding that was found. */
export async function readDecoded(path: string): Promise<DecodedText | null> {
  try {
    return decodeText(await readFile(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    if (code === 'EISDIR')
      throw new UserError(worded`${path} is a folder. Name a prompt file in it.`, { cause: error });
    throw new UserError(worded`Cannot read ${path}: ${(error as Error).message}`, { cause: error });
  }
}

const inPlumbline = ({ root }: Workspace, ...parts: string[]) => join(root, '.plumbline', ...parts);

export const variantsFile = (workspace: Workspace, prompt: string) =>
  inPlumbline(workspace, 'variants', `${prompt}.yml`);
export const casesFile = (workspace: Workspace, prompt: string) =>
  inPlumbline(workspace, 'cases', `${prompt}.yml`);
export const baselineFile = (workspace: Workspace, prompt: string) =>
  inPlumbline(workspace, 'baselines', `${prompt}.json`);
export const recordingFile = (workspace: Workspace, prompt: string) =>
  inPlumbline(workspace, 'recordings', `${prompt}.jsonl`);
/** Answers of all prompts, a file for each model. */
export const answersFolder = (workspace: Workspace) => inPlumbline(workspace, 'cache', 'answers');
export const feedbackFile = (workspace: Workspace, prompt: string) =>
  inPlumbline(workspace, 'feedback', `${prompt}.jsonl`);
/** What endpoints refuse, for all prompts. */
export const refusalsFile = (workspace: Workspace) =>
  inPlumbline(workspace, 'cache', 'endpoints.json');
export const runsFolder = (workspace: Workspace, prompt: string) =>
  inPlumbline(workspace, 'runs', prompt);

export async function readFrozen(
  workspace: Workspace,
  prompt: string,
): Promise<FrozenVariants | null> {
  const path = variantsFile(workspace, prompt);
  const text = await readText(path);
  if (text === null) return null;
  const { frozen, problems } = parseFrozen(text);
  if (frozen) return frozen;
  throw new UserError(
    problems.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`).join('\n'),
  );
}

/** The journal path of a new run: named by its start, so that runs sort by age. */
export function newRunFile(workspace: Workspace, prompt: string, startedAt: Date): string {
  const name = `${startedAt.toISOString().replace(/[:.]/g, '-')}-${process.pid}.jsonl`;
  return join(runsFolder(workspace, prompt), name);
}

/** The newest journal of a run with this plan; null if there is none. */
export async function findRun(
  workspace: Workspace,
  prompt: string,
  fingerprint: string,
): Promise<string | null> {
  const folder = runsFolder(workspace, prompt);
  for (const name of (await namesIn(folder))
    .filter((each) => each.endsWith('.jsonl'))
    .sort()
    .reverse()) {
    const path = join(folder, name);
    const text = await readText(path);
    const header = readJournalHeader(text?.split('\n', 1)[0] ?? '');
    if (header?.fingerprint === fingerprint) return path;
  }
  return null;
}

/** Creates `.plumbline/.gitignore` for the local folders. */
export async function keepLocalFilesOutOfGit(workspace: Workspace): Promise<void> {
  const path = inPlumbline(workspace, '.gitignore');
  if (await exists(path)) return;
  // A read-only folder is reported when the run is saved.
  await writeText(path, 'cache/\nruns/\n').catch(() => undefined);
}
