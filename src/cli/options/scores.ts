/** Declares the commands on existing answers. */

import { Option, type Command } from 'commander';
import { amount, whole } from './options.js';

export function declareScores(program: Command): void {
  declareScore(program);
  declareShow(program);
  declareCompare(program);
}

function declareScore(program: Command): void {
  program
    .command('score')
    .argument(
      '<outcomes>',
      'a JSONL file with case, variant, repeat, text, and expected, answer or score; - for stdin',
    )
    .description('score answers from any source')
    .option('--json', 'print one JSON value on stdout')
    .option('--html <file>', 'write the report as an HTML page that works offline')
    .option('--markdown <file>', 'write a summary for a pull request')
    .option('--junit <file>', 'write the gates of plumbline.yml as JUnit test cases')
    .option('--strict', 'fail on inconclusive gates')
    .option('--seed <n>', 'seed for resampling (default: 1)', whole(0))
    .action(async (file: string, options: Record<string, unknown>) => {
      const { score } = await import('../commands/score.js');
      process.exitCode = await score(file, options);
    });
}

function declareShow(program: Command): void {
  program
    .command('show')
    .argument('<run>', 'a prompt file for its newest run (FILE~1 for the one before), or a report')
    .description('show cells of a run: the wording, the answers, and what differs')
    .option('--case <id>', 'only this case')
    .option('--variant <id>', 'only this variant')
    .option('--shots <id>', 'another few-shot configuration')
    .option('--most <n>', 'max number of cells, the most different first (default: 3)', whole(1))
    .action(
      async (
        run: string,
        options: { case?: string; variant?: string; shots?: string; most?: number },
      ) => {
        const { show } = await import('../commands/show.js');
        process.exitCode = await show(run, options);
      },
    );
}

function declareCompare(program: Command): void {
  program
    .command('compare')
    .argument('<a>', 'a report, or a prompt file for its newest run')
    .argument('<b>', 'the run to compare it with')
    .description('compare two runs, prompts or models: paired tests, equivalence, changed cases')
    .option('--json', 'print one JSON array on stdout, a record per metric')
    .option('--markdown <file>', 'also write the comparison as Markdown, for a pull request')
    .addOption(
      new Option('--fail-if <word>', 'exit with 1 if any measure is worse, or different').choices([
        'worse',
        'different',
      ]),
    )
    .option('--margin <n>', 'differences within ±n count as equivalent (default: 0.05)', amount)
    .option('--seed <n>', 'seed for resampling (default: 1)', whole(0))
    .addHelpText(
      'after',
      `
triage.prompt.yml~1 is the run before the newest, triage.prompt.yml@gpt the newest on that model (a name from plumbline.yml, or the
model's own id), and report.json a report written by \`plumbline test --json\`. Cases are paired by id and equal inputs.

  plumbline compare triage.prompt.yml~1 triage.prompt.yml
  plumbline compare triage.prompt.yml@llama3.2 triage.prompt.yml@qwen3`,
    )
    .action(async (a: string, b: string, options: Record<string, unknown>) => {
      const { compare } = await import('../commands/compare.js');
      process.exitCode = await compare(a, b, options);
    });
}
