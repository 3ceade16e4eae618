/** Declares one command per study. */

import type { Command } from 'commander';
import type { DesignOption, StudyRow } from '../../core/studies/studies.js';
import { InvalidArgumentError } from 'commander';
import { each, modelOptions, parseCounts, runOptions, upTo, whole } from './options.js';

export function declareStudies(program: Command, rows: readonly StudyRow[]): void {
  for (const row of rows.filter(({ hasGenericCommand }) => hasGenericCommand)) {
    const command = runOptions(
      modelOptions(program.command(row.id).argument('<file>', 'a prompt file')),
    )
      .description(row.summary)
      .option(
        '--shared-cache',
        'run the trial model with one cache for four calls, like a busy server',
      )
      .option('--json', 'print the result as one JSON value on stdout')
      .option('--html <file>', 'write the result as an HTML page')
      .option('--markdown <file>', 'write the result as Markdown')
      .addHelpText('after', `\n${row.details}`)
      .action(async (file: string, options: Record<string, unknown>) => {
        if (options['logs'] !== undefined) {
          const { driftLogs } = await import('../commands/driftLogs.js');
          process.exitCode = await driftLogs(file, options as never);
          return;
        }
        if (options['trace'] !== undefined) {
          const { traces } = await import('../commands/traces.js');
          process.exitCode = await traces(file, options as never);
          return;
        }
        const { runStudyCommand } = await import('../commands/study.js');
        process.exitCode = await runStudyCommand(row, file, options as never);
      });
    for (const name of row.takes) DESIGN_OPTIONS[name](command);
    if (row.id === 'drift')
      command
        .option(
          '--logs <file>',
          'compare logged calls (JSON lines, or OTLP as JSON) with the rates the restraint study expects; sends nothing',
        )
        .option('--expected <json>', 'with --logs: the output of restraint --json to compare with');
    if (row.writesCode)
      command.option('--code <file>', 'write a majority over wordings as code: .py or .mjs');
    if (row.readsTraces) declareTools(command);
    if (row.asksRetriever)
      command.option(
        '--retriever <command>',
        'run this for each question first: question on stdin, JSON list of {id, text} on stdout; kept in .plumbline/contexts',
      );
    if (row.offersChange) command.option('--apply', 'write the change that is offered to the file');
  }
}

const DESIGN_OPTIONS: Readonly<Record<DesignOption, (command: Command) => Command>> = {
  variants: (command) =>
    command.option('--variants <list>', 'which variants to send, as for test', parseCounts),
  shots: (command) =>
    command.option('--shots <list>', 'few-shot configurations, as for test', each),
  repeats: (command) =>
    command.option(
      '--repeats <n>',
      'send everything n times, to measure noise (default: 2)',
      whole(1),
    ),
  sample: (command) => command.option('--sample <n>', 'use n cases, drawn by the seed', whole(1)),
};

/** Of a study of runs with tools. */
function declareTools(command: Command): void {
  command
    .option(
      '--tools-server <command>',
      'an MCP server that answers the tools, where no mock does; its answers are kept in .plumbline/tools',
    )
    .option('--trace <file>', 'score recorded runs instead (OTLP JSON); nothing is sent')
    .option('--write-mocks <file>', 'with --trace: write the recorded calls for steps.mocks')
    .option(
      '--since <date>',
      'with --trace: hold the runs from this day on against those before (default: the middle of the days)',
      isoDay,
    );
}

function isoDay(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError('Expected a date such as 2026-01-31.');
}

const MOST_WORDS = 500;
const MOST_RUNS = 10;

/** Benchmarks of a model, not of a prompt. */
export function declareBenchmarks(program: Command): void {
  const bench = program.command('bench').description('run a published benchmark on a model');
  runOptions(modelOptions(bench.command('ifscale')))
    .description(
      'how many instructions a model follows at once: a report that must hold 10 to 500 words',
    )
    .option('--most <n>', 'words at the highest density', upTo(10, MOST_WORDS), MOST_WORDS)
    .option('--runs <n>', 'reports at each density and order', upTo(1, MOST_RUNS), 2)
    .option('--json', 'print the result as one JSON value on stdout')
    .addHelpText(
      'after',
      `
The form is that of IFScale (arXiv 2507.11538), the vocabulary is another: compare curves, not values. Every density is asked in three random
orders. --dry-run shows the plan and its cost.`,
    )
    .action(async (options: Record<string, unknown>) => {
      const { ifscale } = await import('../commands/ifscale.js');
      process.exitCode = await ifscale(options as never);
    });
}
