/**
 * Records what the trial model expects at each token of an answer, after some of its layers and after the last:
 *
 *     node bench/typescript.mjs scripts/references/layers.ts && python3 scripts/references/layers.py
 *
 * writes test/fixtures/references/layers.json. The second command adds the divergences, worked out on its own.
 */

import { writeFileSync } from 'node:fs';
import { layersToRead } from '../../src/core/studies/depth/settling.js';
import { installTrialModel } from '../../src/node/trialModel/install.js';
import { startTrialModel } from '../../src/node/trialModel/server.js';
import { openWhiteBox } from '../../src/node/trialModel/whiteBox.js';

const MESSAGES = [{ role: 'user', content: 'What is the capital of France?' }] as const;
const ANSWER = 'The capital is Paris';

const { signal } = new AbortController();
const files = await installTrialModel({ onProgress: () => undefined, signal });
const server = await startTrialModel({ files, signal });
try {
  const whiteBox = await openWhiteBox({ files, server, signal });
  const text = await whiteBox.tokenised(MESSAGES, ANSWER);
  const layers = layersToRead(whiteBox.layers, 0.85);
  const recorded = [];
  for (const layer of [...layers, whiteBox.layers]) {
    const [reading] = await whiteBox.read(layer, [text]);
    const lists = (reading?.lists ?? []).map((list) =>
      [...list].flatMap(([token, logprob]) => [token, Number(logprob.toFixed(4))]),
    );
    recorded.push({ layer, lists });
  }
  const found = {
    ...{ model: 'SmolLM2-135M-Instruct', answer: text.texts },
    ...{ layers, of: whiteBox.layers, listed: whiteBox.listed, recorded },
  };
  writeFileSync('test/fixtures/references/layers.json', JSON.stringify(found));
} finally {
  await server.stop();
}
