/** Declares one command per study. */

import type { Command } from 'commander';
import type { StudyRow } from '../../core/studies/studies.js';
import { each, modelOptions, parseCounts, runOptions, whole } from './options.js';

export function declareStudies(program: Command, rows: readonly StudyRow[]): void {
  for (const row of rows.filter(({ hasGenericCommand }) => hasGenericCommand))
    runOptions(modelOptions(program.command(row.id).argument('<file>', 'a prompt file')))
      .description(row.summary)
      .option('--variants <list>', 'which variants to send, as for test', parseCounts)
      .option('--shots <list>', 'few-shot configurations, as for test', each)
      .option('--repeats <n>', 'send everything n times, to measure noise (default: 2)', whole(1))
      .option('--sample <n>', 'use n cases, drawn by the seed', whole(1))
      .option(
        '--shared-cache',
        'run the trial model with one cache for four calls, like a busy server',
      )
      .option('--json', 'print the result as one JSON value on stdout')
      .option('--html <file>', 'write the result as an HTML page')
      .option('--markdown <file>', 'write the result as Markdown')
      .addHelpText('after', `\n${row.details}`)
      .action(async (file: string, options: Record<string, unknown>) => {
        const { runStudyCommand } = await import('../commands/study.js');
        process.exitCode = await runStudyCommand(row, file, options as never);
      });
}
