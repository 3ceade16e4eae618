/** `plumbline test` */

import { Option, type Command } from 'commander';
import {
  another,
  each,
  modelOptions,
  parseCounts,
  repeatsAsked,
  runOptions,
  shareAsked,
  whole,
} from './options.js';

/** What is sent: wordings, examples, cases. */
export const designOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--variants <list>',
        'variants per class, for example paraphrase=2,format=2,typo=1, or a total',
      ).argParser(parseCounts),
    )
    .option(
      '--shots <list>',
      'few-shot configurations: file (as written), or a number of examples, how they are chosen and ordered; for example file,1,3,3/diverse,3/first/1-4',
      each,
    )
    .option(
      '--repeats <n>',
      'send everything n times, to measure noise (default: 2); subset: once, and a random fifth three times',
      repeatsAsked,
    )
    .option(
      '--cells <share>',
      'ask only this share of variants × cases, from 20 variants and 50 cases on: 0.1 or 10%',
      shareAsked,
    )
    .addOption(
      new Option(
        '--compare <what>',
        'how answers in prose are compared where nothing says what is right: by their words (default), or by their meaning, which asks the judge',
      ).choices(['words', 'meaning']),
    )
    .option('--case <id>', 'run only this case; can be repeated', another)
    .option('--sample <n>', 'run n cases, drawn by the seed', whole(1));

export const reportOptions = (command: Command): Command =>
  command
    .option('--strict', 'fail on inconclusive gates')
    .option('--json <file>', 'write the report as JSON (an array for several prompts)')
    .option('--html <file>', 'write the report as an HTML page that works offline')
    .option('--markdown <file>', 'write a summary for a pull request')
    .option('--junit <file>', 'write the gates as JUnit test cases');

export function declareMerge(program: Command): void {
  reportOptions(program.command('merge').argument('<shard...>', 'what the shards wrote'))
    .description('put the parts of a test together that several machines ran')
    .addHelpText(
      'after',
      `
The report is that of the whole test on one machine, run with --no-stop-early. It is made from the prompt file as it is here, which must be
the same as on the machines that ran the parts.

Example:
  plumbline test prompts/triage.prompt.yml --shard 1/2 --json part-1.json
  plumbline test prompts/triage.prompt.yml --shard 2/2 --json part-2.json
  plumbline merge part-*.json --html report.html --strict`,
    )
    .action(async (files: string[], options: Record<string, unknown>) => {
      const { merge } = await import('../commands/merge.js');
      process.exitCode = await merge(files, options);
    });
}

export function declareTest(program: Command): void {
  const command = designOptions(
    runOptions(
      modelOptions(
        program.command('test').argument('[file...]', 'prompt files, folders, or patterns'),
      ),
    ),
  )
    .description('measure how much answers depend on the wording')
    .option('--users-of <file>', 'test every prompt that uses this partial, pool or file of cases')
    .option('--stop-early', 'stop when more cases would not change the verdict (the default)')
    .option('--no-stop-early', 'always run the whole plan')
    .option(
      '--shard <i/n>',
      'run only every nth case, beginning with the ith, and write the answers with --json; put the parts together with plumbline merge',
    )
    .option('--resume', 'continue the last run of the same plan')
    .option('--record', 'write the answers to .plumbline/recordings, to be committed')
    .option('--replay', 'use recorded answers instead of a model');
  reportOptions(command)
    .addHelpText(
      'after',
      `
The model is found in this order: --model, the prompt file's model through \`aliases\`, the first model of plumbline.yml,
a local server on its default port (Ollama 11434, LM Studio 1234, llama.cpp 8080, vLLM 8000).
Keys come from the environment variable that plumbline.yml names: models: { gpt: { …, apiKey: { env: OPENAI_API_KEY } } }.

Variant classes: paraphrase, format, structure, order, persona, output-format, role, politeness, synonym, whitespace.
The stress classes typo, keyboard, distractor and truncation are shown, but not part of any headline number.
Examples are chosen by random (the default), first, diverse, nearest, balanced (answers alternate) or mixed (each in another format).
3/first/2 is the second order of the same examples, 3/first/1-4 the first four orders.
With several files, --json, --markdown and --junit write one file for all. --html writes one page per prompt: into the folder it names, or
for all.html as all-PROMPT.html.`,
    )
    .action(async (files: string[], options: Record<string, unknown>) => {
      const { test } = await import('../commands/test.js');
      process.exitCode = await test(files, options);
    });
}
