/**
 * `npm run bench:rivals` installs promptfoo (2 GB with what it needs to start) into an ignored folder; `npm run bench` then measures it in the
 * same run.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const VERSION = '0.123.1';
const FOLDER = resolve('bench/.rivals');
const ENTRY = join(FOLDER, 'node_modules', '.bin', 'promptfoo');

/** Null where it is not installed. */
export const promptfoo = () => (existsSync(ENTRY) ? ENTRY : null);

/** The same work as ours: each of the wordings on each of the cases, right where the answer is the expected word. */
export function writePromptfooConfig(folder, { baseUrl, wordings, cases }) {
  const config = {
    prompts: Array.from(
      { length: wordings },
      (_, at) => `Wording ${at}. Read the text. Answer with one word.\nText: {{text}}\nWord:`,
    ),
    providers: [{ id: 'openai:chat:m', config: { apiBaseUrl: baseUrl, apiKey: 'none' } }],
    tests: Array.from({ length: cases }, (_, at) => ({
      vars: { text: `case ${at}` },
      assert: [{ type: 'equals', value: 'word' }],
    })),
  };
  const path = join(folder, 'promptfooconfig.json');
  writeFileSync(path, JSON.stringify(config));
  return path;
}

export const promptfooEnvironment = (folder) => ({
  PROMPTFOO_DISABLE_TELEMETRY: '1',
  PROMPTFOO_DISABLE_UPDATE: '1',
  PROMPTFOO_CONFIG_DIR: join(folder, '.promptfoo'),
});

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  mkdirSync(FOLDER, { recursive: true });
  const { status } = spawnSync(
    'npm',
    ['install', '--prefix', FOLDER, '--no-audit', '--no-fund', `promptfoo@${VERSION}`],
    { stdio: 'inherit', shell: process.platform === 'win32' },
  );
  process.exitCode = status ?? 1;
}
