/** What reading the layers of an answer costs beside generating it, on the trial model: as ratios of one run. */

import { performance } from 'node:perf_hooks';
import { layersToRead } from '../src/core/studies/depth/settling.js';
import { installTrialModel } from '../src/node/trialModel/install.js';
import { startTrialModel } from '../src/node/trialModel/server.js';
import { openWhiteBox } from '../src/node/trialModel/whiteBox.js';
import { finish, table } from './tables.js';

const TOKENS = 60;
const QUESTIONS = ['a harbor', 'a forest', 'a market', 'a winter', 'a bridge', 'a violin'];

const { signal } = new AbortController();
const files = await installTrialModel({ onProgress: () => undefined, signal });
const server = await startTrialModel({ files, signal });
const timed = async <T>(work: () => Promise<T>) => {
  const start = performance.now();
  const done = await work();
  return { done, ms: performance.now() - start };
};
const generated = async (about: string): Promise<string> => {
  const response = await fetch(`${server.baseUrl}/chat/completions`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({
      messages: [{ role: 'user', content: `Write a few sentences about ${about}.` }],
      ...{ max_tokens: TOKENS, temperature: 0 },
    }),
  });
  const { choices } = (await response.json()) as { choices: { message: { content: string } }[] };
  return choices[0]?.message.content ?? '';
};
try {
  await generated('anything');
  const answers = await timed(async () => {
    const all: string[] = [];
    for (const about of QUESTIONS) all.push(await generated(about));
    return all;
  });
  const whiteBox = await openWhiteBox({ files, server, signal });
  const texts = await Promise.all(
    answers.done.map((answer, at) =>
      whiteBox.tokenised(
        [{ role: 'user', content: `Write a few sentences about ${QUESTIONS[at]}.` }],
        answer,
      ),
    ),
  );
  const tokens = texts.reduce((sum, { answer }) => sum + answer.length, 0);
  const layers = [...layersToRead(whiteBox.layers, 0.85), whiteBox.layers];
  const rows = [];
  for (const layer of layers) {
    // Cut before it is timed.
    await whiteBox.read(layer, texts.slice(0, 1));
    const { ms } = await timed(() => whiteBox.read(layer, texts));
    rows.push({ layer, ms });
  }
  const total = rows.reduce((sum, { ms }) => sum + ms, 0);
  const ratio = (ms: number) => (ms / answers.ms).toFixed(2);
  const text = table(
    ['layer', 'ms a token', 'of generating'],
    [
      ...rows.map(({ layer, ms }) => [String(layer), (ms / tokens).toFixed(1), ratio(ms)]),
      ['all of these', (total / tokens).toFixed(1), ratio(total)],
    ],
  );
  finish('depth', text, [{ what: 'reading, of generating', most: 8, value: total / answers.ms }]);
} finally {
  await server.stop();
}
