/** What is said about models and endpoints. */

import type { Command } from 'commander';
import { modelOptions } from './options.js';

const SHARED_CACHE = 'the trial model serves four calls at once from one cache, as busy servers do';

export function declareModels(program: Command): void {
  program
    .command('trial-model')
    .description('run the trial model behind an OpenAI-compatible address until Ctrl-C')
    .option('--shared-cache', SHARED_CACHE)
    .action(async (options: { sharedCache?: boolean }) => {
      const { trialModel } = await import('../commands/trialModel.js');
      process.exitCode = await trialModel(options);
    });

  modelOptions(
    program
      .command('doctor')
      .argument('[file]', 'a prompt file, to check the model it would be tested on'),
  )
    .description('check an endpoint: reachable, key accepted, which capabilities')
    .option('--json', 'one JSON value on stdout')
    .action(async (file: string | undefined, options: Record<string, unknown>) => {
      const { doctor } = await import('../commands/doctor.js');
      process.exitCode = await doctor(file, options);
    });
}
