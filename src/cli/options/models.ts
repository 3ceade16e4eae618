/** Declares the commands on models and endpoints. */

import { InvalidArgumentError, type Command } from 'commander';
import type { PriceOptions } from '../commands/prices.js';
import { modelOptions } from './options.js';

const SHARED_CACHE = 'run the trial model with one cache for four calls, like a busy server';

export function declareModels(program: Command): void {
  program
    .command('trial-model')
    .description('serve the trial model at an OpenAI-compatible address until Ctrl-C')
    .option('--shared-cache', SHARED_CACHE)
    .option('--embeddings', 'serve its embedder instead (all-MiniLM-L6-v2)')
    .option(
      '--clear-layers',
      'delete the cut models that `plumbline depth` keeps, and say their size',
    )
    .action(
      async (options: { sharedCache?: boolean; embeddings?: boolean; clearLayers?: boolean }) => {
        const { clearLayers, trialModel } = await import('../commands/trialModel.js');
        process.exitCode = await (options.clearLayers ? clearLayers() : trialModel(options));
      },
    );

  modelOptions(
    program
      .command('doctor')
      .argument('[file]', 'a prompt file: checks the model it would be tested on'),
  )
    .description(
      'check an endpoint: whether it is reachable, accepts the key, and what it supports',
    )
    .option('--json', 'print one JSON value on stdout')
    .action(async (file: string | undefined, options: Record<string, unknown>) => {
      const { doctor } = await import('../commands/doctor.js');
      process.exitCode = await doctor(file, options);
    });

  program
    .command('prices')
    .argument('[model...]', 'names from plumbline.yml or model ids (default: all of plumbline.yml)')
    .description('list what models cost and where each price is from, or set a price')
    .option('--input <usd>', 'set the price per million input tokens', dollars)
    .option('--output <usd>', 'set the price per million output tokens', dollars)
    .option(
      '--cached-input <usd>',
      'set the price per million input tokens from a prefix cache',
      dollars,
    )
    .option('--json', 'print one JSON value on stdout')
    .action(async (names: readonly string[], options: PriceOptions) => {
      const { prices } = await import('../commands/prices.js');
      process.exitCode = await prices(names, options);
    });
}

/** A dollar a token: what is above is a slip. */
const MOST = 1_000_000;

const dollars = (text: string): number => {
  const [, amount] = /^\$?(\d+|\d*\.\d+)$/.exec(text.trim()) ?? [];
  const value = Number(amount);
  if (value <= MOST) return value;
  throw new InvalidArgumentError('Expected US dollars per million tokens, such as 0.15.');
};
