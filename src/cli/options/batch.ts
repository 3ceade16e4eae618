/** `plumbline batch`: the calls of a test as a file, for a provider's Batch API or an engine that reads such files. */

import type { Command } from 'commander';
import { amount, modelOptions, whole } from './options.js';
import { designOptions, reportOptions } from './test.js';

export function declareBatch(program: Command): void {
  const batch = program
    .command('batch')
    .description('run a test through a Batch API, or any engine that reads its files')
    .addHelpText('after', EXAMPLES);
  declareFiles(batch);
  declareApi(batch);
}

/** What has to be the same for export and import. */
const sameOptions = (command: Command): Command =>
  designOptions(modelOptions(command)).option(
    '--seed <n>',
    'seed for variants, examples, cases and order (default: 1)',
    whole(0),
  );

function declareFiles(batch: Command): void {
  sameOptions(batch.command('export').argument('<file>', 'prompt file'))
    .description("write every call of a test as a line of a batch's input")
    .requiredOption(
      '-o, --output <file>',
      'where to write; several files where one would be too large',
    )
    .action(async (file: string, options: Record<string, unknown>) => {
      const { exportBatch } = await import('../commands/batchExport.js');
      process.exitCode = await exportBatch(file, options);
    });
  reportOptions(
    sameOptions(
      batch
        .command('import')
        .argument('<file>', 'prompt file')
        .argument('<results...>', 'output and error files of the batch'),
    ),
  )
    .description('report on a test whose answers came in files; takes the options of the export')
    .option(
      '--discount <share>',
      'what a batch costs less than single calls (default: 0.5)',
      amount,
    )
    .action(async (file: string, results: string[], options: Record<string, unknown>) => {
      const { importBatch } = await import('../commands/batchImport.js');
      process.exitCode = await importBatch(file, results, options);
    });
}

function declareApi(batch: Command): void {
  const call = (name: string) => async (subject: string, options: Record<string, unknown>) => {
    const { BATCH_CALLS } = await import('../commands/batchApi.js');
    process.exitCode = await BATCH_CALLS[name as keyof typeof BATCH_CALLS](subject, options);
  };
  modelOptions(batch.command('submit').argument('<input>', 'what export wrote'))
    .description('upload a file and start it as a batch; prints its id')
    .action(call('submit'));
  modelOptions(batch.command('status').argument('<id>', 'what submit printed'))
    .description('show how far a batch has come')
    .action(call('status'));
  modelOptions(batch.command('fetch').argument('<id>', 'what submit printed'))
    .description('write the results of a batch that has ended, also of one that ended in part')
    .requiredOption('-o, --output <file>', 'where to write the results')
    .option('--wait', 'ask every half minute until it has ended')
    .action(call('fetch'));
  modelOptions(batch.command('cancel').argument('<id>', 'what submit printed'))
    .description('stop a batch; what is done by then can be fetched')
    .action(call('cancel'));
}

const EXAMPLES = `
Examples:
  plumbline batch export prompts/triage.prompt.yml --model gpt -o batch.jsonl
  plumbline batch submit batch.jsonl --model gpt
  plumbline batch fetch batch_abc123 --model gpt --wait -o results.jsonl
  plumbline batch import prompts/triage.prompt.yml results.jsonl --model gpt --html report.html

  vllm run-batch -i batch.jsonl -o results.jsonl --model NAME
  plumbline batch import prompts/triage.prompt.yml results.jsonl --model NAME --base-url http://127.0.0.1:8000/v1`;
