/** Declares the commands on existing answers. */

import type { Command } from 'commander';
import { amount, whole } from './options.js';

export function declareScores(program: Command): void {
  program
    .command('score')
    .argument(
      '<outcomes>',
      'a JSONL file with case, variant, repeat, text, and expected, answer or score; - for stdin',
    )
    .description('score answers from any source')
    .option('--json', 'print one JSON value on stdout')
    .option('--seed <n>', 'seed for resampling (default: 1)', whole(0))
    .action(async (file: string, options: { json?: boolean; seed?: number }) => {
      const { score } = await import('../commands/score.js');
      process.exitCode = await score(file, options);
    });

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

  program
    .command('compare')
    .argument('<a>', 'a report, or a prompt file for its newest run')
    .argument('<b>', 'the run to compare it with')
    .description('compare two runs, prompts or models: paired tests, equivalence, changed cases')
    .option('--json', 'print one JSON array on stdout, a record per metric')
    .option('--markdown <file>', 'also write the comparison as Markdown, for a pull request')
    .option('--margin <n>', 'differences within ±n count as equivalent (default: 0.05)', amount)
    .option('--seed <n>', 'seed for resampling (default: 1)', whole(0))
    .addHelpText(
      'after',
      `
triage.prompt.yml~1 is the run before the newest, triage.prompt.yml@gpt-4.1-mini the newest on that model, and report.json a report
written by \`plumbline test --json\`. Cases are paired by id and equal inputs.

  plumbline compare triage.prompt.yml~1 triage.prompt.yml
  plumbline compare triage.prompt.yml@llama3.2 triage.prompt.yml@qwen3`,
    )
    .action(
      async (
        a: string,
        b: string,
        options: { json?: boolean; markdown?: string; margin?: number; seed?: number },
      ) => {
        const { compare } = await import('../commands/compare.js');
        process.exitCode = await compare(a, b, options);
      },
    );
}
