/** Declares the commands on models and endpoints. */

import type { Command } from 'commander';
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
}
