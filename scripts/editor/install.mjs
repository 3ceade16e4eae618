/**
 * Real VS Code from npm alone: the server and workbench that the `code-server` package carries, installed once into the
 * user's cache folder. Nothing of `code-server` itself is used.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const VERSION = '4.139.1';
/** Large, and nothing here needs them. */
const UNUSED = ['extensions/copilot', 'node_modules/@github', 'node_modules/@microsoft/mxc-sdk'];
const HEADERS = '.headers';
const NATIVE = ['@vscode/spdlog', '@vscode/native-watchdog'];

const cacheFolder = () =>
  process.env.PLUMBLINE_EDITOR_DIR ??
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'plumbline', 'editor');

/**
 * The folder of the installed server. Throws when npm cannot fetch or build it.
 * @param {(text: string) => void} say
 */
export async function installEditor(say = () => undefined) {
  const home = join(cacheFolder(), VERSION);
  if (existsSync(join(home, 'complete'))) return home;
  say('Installing VS Code from npm, once: about 350 MB, a minute or two.');
  await mkdir(dirname(home), { recursive: true });
  const building = await mkdtemp(`${home}-`);
  try {
    await npm(['pack', '--silent', `code-server@${VERSION}`], building);
    const [archive] = (await readdir(building)).filter((name) => name.endsWith('.tgz'));
    await run('tar', ['xzf', archive, '--strip-components=3', 'package/lib/vscode'], {
      cwd: building,
    });
    await rm(join(building, archive));
    await rm(join(building, 'extensions/copilot'), { recursive: true, force: true });
    const packages = ['ci', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps'];
    await npm([...packages, '--no-audit', '--no-fund'], building);
    const headers = await nodeHeaders(building);
    await npm(['rebuild', ...NATIVE], building, { npm_config_nodedir: headers });
    for (const unused of [...UNUSED, HEADERS])
      await rm(join(building, unused), { recursive: true, force: true });
    await writeFile(join(building, 'complete'), '');
    await rm(home, { recursive: true, force: true });
    await rename(building, home);
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    if (!existsSync(join(home, 'complete'))) throw error;
  }
  return home;
}

/** The headers of the Node that runs this: with any others the native modules would not load. */
async function nodeHeaders(folder) {
  const target = join(folder, HEADERS);
  await mkdir(target);
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}@${process.versions.node}`;
  await npm(['pack', '--silent', name], target);
  const [archive] = await readdir(target);
  await run('tar', ['xzf', archive, '--strip-components=1'], { cwd: target });
  return target;
}

const npm = (args, cwd, env = {}) => run('npm', [...args, '--loglevel=error'], { cwd, env });

function run(command, args, { cwd, env = {} }) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: process.platform === 'win32',
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done();
      else
        fail(new Error(`${command} ${args.join(' ')} failed (${code}).\n${said.slice(0, 2000)}`));
    });
  });
}
