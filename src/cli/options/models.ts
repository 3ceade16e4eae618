/** What is said about models and endpoints. */

import type { Command } from 'commander';
import { callOptions, modelOptions, parseCounts, whole } from './options.js';

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

  callOptions(modelOptions(program.command('serving').argument('<file>', 'a prompt file')), 2)
    .description('whether the same prompt gets the same answer, alone and beside other requests')
    .option('--variants <list>', 'the wordings to ask, as for test', parseCounts)
    .option('--sample <n>', 'use n cases, drawn by the seed', whole(1))
    .option('--shared-cache', SHARED_CACHE)
    .option('--json', 'one JSON value on stdout')
    .addHelpText(
      'after',
      `
Every wording of every case is sent four times at temperature 0, to the last byte the same: twice alone, one call after the other,
and twice with several in flight. What differs is the server's doing. How many cells differ, and from which token on, is told.`,
    )
    .action(async (file: string, options: Record<string, unknown>) => {
      const { serving } = await import('../commands/serving.js');
      process.exitCode = await serving(file, options);
    });
}
