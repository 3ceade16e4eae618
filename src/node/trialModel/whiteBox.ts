/** The trial model read layer by layer: its file, cut, behind a server of its own for as long as it is read. */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../../core/errors.js';
import type { Message } from '../../core/ports/model.js';
import type {
  ForcedText,
  Reading,
  TokenisedAnswer,
  TopList,
  WhiteBox,
} from '../../core/ports/whiteBox.js';
import { exists } from '../workspace.js';
import { writeBytes } from '../writeFile.js';
import type { TrialModelFiles } from './install.js';
import { cutModel, readModelFile } from './cutModel.js';
import { layersIn } from './layerFiles.js';
import { startTrialModel, type TrialModelServer } from './server.js';
import { worded } from '../../core/say/worded.js';

/** Likeliest tokens of a list: with fewer the bound of a divergence is loose, with more a list takes longer than its token. */
const LISTED = 100;

export interface WhiteBoxOptions {
  readonly files: TrialModelFiles;
  /** The whole model, which is running. */
  readonly server: TrialModelServer;
  readonly signal: AbortSignal;
}

/** Throws `UserError` for a model that cannot be cut. */
export async function openWhiteBox(options: WhiteBoxOptions): Promise<WhiteBox> {
  const { files, server, signal } = options;
  const file = readModelFile(await readFile(files.weights));
  const hash = createHash('sha256').update(file.bytes).digest('hex').slice(0, 16);
  const folder = layersIn(rootOf(files));
  const whole = rawApi(server, signal);
  return {
    layers: file.blocks,
    listed: LISTED,
    tokenised: (messages, answer) => tokenised(whole, messages, answer),
    async read(layer, texts) {
      if (layer === file.blocks) return readAll(whole, texts);
      const weights = join(folder, `${hash}-${layer}.gguf`);
      if (!(await exists(weights))) await writeBytes(weights, cutModel(file, layer));
      const threads = Math.max(1, availableParallelism() - 1);
      const cut = await startTrialModel({ files: { ...files, weights }, signal, threads });
      try {
        return await readAll(rawApi(cut, signal), texts);
      } finally {
        await cut.stop();
      }
    },
  };
}

/** The folder that all installations share. */
const rootOf = ({ packages }: TrialModelFiles): string => dirname(dirname(packages));

type Ask = (path: string, body: object) => Promise<unknown>;

/** The server's own routes, which take token ids. */
function rawApi({ baseUrl }: TrialModelServer, signal: AbortSignal): Ask {
  const root = baseUrl.replace(/\/v1$/, '');
  return async (path, body) => {
    const response = await fetch(`${root}${path}`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      ...{ body: JSON.stringify(body), signal },
    }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw new UserError(
        worded`The server that reads the model's layers ended: ${(error as Error).message}. Measure again; answers are cached.`,
      );
    });
    if (!response.ok)
      throw new RawError(`${path}: HTTP ${response.status} ${await response.text()}`);
    return response.json();
  };
}

class RawError extends Error {}

interface Piece {
  readonly id: number;
  readonly piece: string | readonly number[];
}

async function tokenised(
  ask: Ask,
  messages: readonly Message[],
  answer: string,
): Promise<TokenisedAnswer> {
  const { prompt } = (await ask('/apply-template', { messages })) as { prompt: string };
  const given = (await ask('/tokenize', {
    ...{ content: prompt, add_special: true, parse_special: true },
  })) as { tokens: number[] };
  const own = (await ask('/tokenize', {
    ...{ content: answer, add_special: false, parse_special: false, with_pieces: true },
  })) as { tokens: Piece[] };
  return {
    prompt: given.tokens,
    answer: own.tokens.map(({ id }) => id),
    texts: own.tokens.map(({ piece }) => (typeof piece === 'string' ? piece : '')),
  };
}

/** One after the other: the server reads a beginning that two have in common once. */
async function readAll(ask: Ask, texts: readonly ForcedText[]): Promise<Reading[]> {
  const found: Reading[] = [];
  for (const text of texts) found.push(await readOne(ask, text));
  return found;
}

async function readOne(ask: Ask, text: ForcedText): Promise<Reading> {
  if (text.answer.length === 0) return { lists: [], logprobs: [] };
  const places = (await byGrammar(ask, text)) ?? (await byWalk(ask, text));
  return {
    lists: places,
    logprobs: text.answer.map((token, at) => places[at]?.get(token) ?? null),
  };
}

interface Completion {
  readonly completion_probabilities?: readonly {
    readonly id: number;
    readonly logprob: number;
    readonly top_logprobs: readonly { readonly id: number; readonly logprob: number }[];
  }[];
}

const asked = (prompt: readonly number[], n: number) => ({
  ...{ prompt, n_predict: n, temperature: 0, n_probs: LISTED, cache_prompt: true },
});

const listOf = ({
  id,
  logprob,
  top_logprobs: top,
}: NonNullable<Completion['completion_probabilities']>[number]): TopList =>
  // The token itself too, which may not be among the likeliest.
  new Map([[id, logprob], ...top.map((each) => [each.id, each.logprob] as const)]);

/** All places at once, the tokens forced by a grammar of their ids; null where the server cannot. */
async function byGrammar(ask: Ask, { prompt, answer }: ForcedText): Promise<TopList[] | null> {
  const grammar = `root ::= ${answer.map((id) => `<[${id}]>`).join(' ')}`;
  try {
    const { completion_probabilities: places = [] } = (await ask('/completion', {
      ...asked(prompt, answer.length),
      grammar,
    })) as Completion;
    // A token that is a part of a character has no entry.
    const isWhole =
      places.length === answer.length && places.every(({ id }, at) => id === answer[at]);
    return isWhole ? places.map(listOf) : null;
  } catch (error) {
    if (error instanceof RawError) return null;
    throw error;
  }
}

/** Place by place, each token forced by a bias, which the probabilities do not hold. */
async function byWalk(ask: Ask, { prompt, answer }: ForcedText): Promise<TopList[]> {
  const places: TopList[] = [];
  for (const [at, token] of answer.entries()) {
    const { completion_probabilities: found = [] } = (await ask('/completion', {
      ...asked([...prompt, ...answer.slice(0, at)], 1),
      logit_bias: [[token, FORCED]],
    })) as Completion;
    places.push(found[0] ? listOf(found[0]) : new Map());
  }
  return places;
}

const FORCED = 1000;
