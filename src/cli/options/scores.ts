/** What is said about answers that are there already. */

import type { Command } from 'commander';
import { amount, whole } from './options.js';

export function declareScores(program: Command): void {
  program
    .command('score')
    .argument(
      '<outcomes>',
      'a JSONL file: case, variant, repeat, text, and expected, answer or score; - for standard input',
    )
    .description('score answers from anywhere')
    .option('--json', 'one JSON value on stdout')
    .option('--seed <n>', 'fixes the resampling (default: 1)', whole(0))
    .action(async (file: string, options: { json?: boolean; seed?: number }) => {
      const { score } = await import('../commands/score.js');
      process.exitCode = await score(file, options);
    });

  program
    .command('show')
    .argument('<run>', 'a prompt file: its newest kept run (~1: the one before); or a report')
    .description('what is behind the cells of a run: wording, answers, what differs')
    .option('--case <id>', 'of one case')
    .option('--variant <id>', 'of one variant')
    .option('--shots <id>', 'of another few-shot configuration')
    .option('--most <n>', 'so many cells, those that tell most first (default: 3)', whole(1))
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
    .argument('<a>', 'a report, or a prompt file: its newest kept run')
    .argument('<b>', 'what it is compared with')
    .description('two runs, two prompts or two models: paired tests, equivalence, changed cases')
    .option('--json', 'one JSON array on stdout, a record for each metric')
    .option('--markdown <file>', 'also write it for a pull request')
    .option('--margin <n>', 'a difference inside ± this counts as none (default: 0.05)', amount)
    .option('--seed <n>', 'fixes the resampling (default: 1)', whole(0))
    .addHelpText(
      'after',
      `
triage.prompt.yml~1 is the run before the newest, triage.prompt.yml@gpt-4.1-mini the newest on that model, report.json a report that
\`plumbline test --json\` wrote. Cases are paired by id and equal inputs.

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
