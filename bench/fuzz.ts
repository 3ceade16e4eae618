/**
 * Ten thousand damaged files per format: none may crash the reader or take over a second, and none is ever written.
 * `npm run bench:fuzz [seed]` prints the slowest of each.
 */

import { randomFrom } from '../src/core/numbers/random.js';
import { fixtureNames, fixtureText, parseFixture } from '../test/support/promptFixtures.js';

const RUNS = 10_000;
const LIMIT_MS = 1000;
const PIECES = [
  '{{',
  '}}',
  '{%',
  '%}',
  '---\n',
  'user:\n',
  '\ufeff',
  '\r',
  '${',
  '{{#if',
  '\0',
  '&a ',
  '*a',
  '[',
  '- ',
  ': ',
  '"',
  '{{> a}}',
  '{{#each a}}',
];

const say = (text: string) => void process.stdout.write(`${text}\n`);
const seed = process.argv[2] ?? '1';
const names = fixtureNames();
const formats = [...new Set(names.map((name) => name.split('/')[0] as string))];
let failed = false;
for (const format of formats) {
  const random = randomFrom('fuzz', seed, format);
  const own = names.filter((name) => name.startsWith(`${format}/`));
  const texts = own.map((name) => [name, fixtureText(name)] as const);
  let slowest = 0;
  let readable = 0;
  for (let run = 0; run < RUNS; run++) {
    const [name, text] = texts[run % texts.length] as (typeof texts)[number];
    let damaged = text;
    for (let times = 1 + random.int(4); times > 0; times--) {
      const at = random.int(damaged.length + 1);
      const piece = random.pick(PIECES);
      damaged = damaged.slice(0, at) + piece + damaged.slice(at + random.int(30));
    }
    const started = performance.now();
    const { prompt, problems } = parseFixture(name, damaged);
    slowest = Math.max(slowest, performance.now() - started);
    if (prompt) readable++;
    else if (!problems.some(({ severity }) => severity === 'error')) {
      failed = true;
      say(`${name}: neither a prompt nor an error\n${JSON.stringify(damaged)}`);
    }
  }
  const unchanged = texts.every(([name, text]) => fixtureText(name) === text);
  failed ||= slowest > LIMIT_MS || !unchanged;
  say(
    `${format.padEnd(14)} ${RUNS} files, ${readable} still readable, slowest ${slowest.toFixed(0)} ms (limit ${LIMIT_MS}), files unchanged: ${unchanged}`,
  );
}
process.exitCode = failed ? 1 : 0;
