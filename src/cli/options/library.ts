/** Declares the commands on prompt files. */

import type { Command } from 'commander';
import { amount } from './options.js';

export function declareLibrary(program: Command): void {
  program
    .command('inspect')
    .argument('<file...>', 'prompt files')
    .description('show what Plumbline reads from prompt files, and their problems')
    .option('--json', 'print one JSON array on stdout')
    .action(async (files: string[], options: { json?: boolean }) => {
      const { inspect } = await import('../commands/inspect.js');
      process.exitCode = await inspect(files, options);
    });

  program
    .command('list')
    .argument('[folder]', 'a folder of the repository', '.')
    .description('list the prompts of a repository with their last result')
    .option('--json', 'print one JSON array on stdout')
    .addHelpText(
      'after',
      `
Prompts are searched for in the whole repository except what .gitignore excludes, or in \`library: { folders: […] }\` of plumbline.yml.
In those folders, any YAML with \`messages\` and plain *.md, *.txt and *.j2 count as prompts, too.`,
    )
    .action(async (folder: string, options: { json?: boolean }) => {
      const { list } = await import('../commands/list.js');
      process.exitCode = await list(folder, options);
    });

  program
    .command('lint')
    .argument('[file...]', 'prompt files (default: the whole library)')
    .description('report problems in prompts, and what would affect their measurement')
    .option('--json', 'print one JSON array on stdout')
    .option('--strict', 'exit with 1 on warnings')
    .action(async (files: string[], options: { json?: boolean; strict?: boolean }) => {
      const { lint } = await import('../commands/lint.js');
      process.exitCode = await lint(files, options);
    });

  program
    .command('init')
    .argument('[folder]', 'a folder of the repository', '.')
    .description('inspect the repository and write a commented plumbline.yml')
    .action(async (folder: string) => {
      const { init } = await import('../commands/init.js');
      process.exitCode = await init(folder);
    });
}

/** What concerns all prompts at once. */
export function declareLibraryCommands(program: Command): void {
  const library = program.command('library').description('report on all prompts of a repository');
  declareUses(library);
  declareApprove(library);
  library
    .command('report')
    .argument('[folder]', 'a folder of the repository', '.')
    .description(
      'show the state, numbers and trend of every prompt, and what goes with small wording effects',
    )
    .option('--html <file>', 'write a page that works offline')
    .option('--markdown <file>', 'write Markdown to a file (default: print it)')
    .option('--json [file]', 'write JSON to a file, or print it on stdout')
    .option(
      '--alerts <file>',
      'write the current alerts as Markdown, and exit with 1 if there are any, or 2 if commits are missing',
    )
    .addHelpText(
      'after',
      `
Numbers are those of the last run or the baseline, whichever is newer. The trend is that of the baseline's versions in git. Nothing is sent.
Styles (structure, examples, persona, output format) are compared between prompts of one task, wording classes within each prompt; both by
baselines, with 95 % intervals and p values adjusted for the number of rows. Fewer than 5 prompts on a side are too few to tell.`,
    )
    .action(
      async (
        folder: string,
        options: { html?: string; markdown?: string; json?: string | true; alerts?: string },
      ) => {
        const { reportLibrary } = await import('../commands/libraryReport.js');
        process.exitCode = await reportLibrary(folder, options);
      },
    );
}

function declareApprove(library: Command): void {
  library
    .command('approve')
    .argument('<file>', 'a file of rows in .plumbline/shared, such as personas.yml')
    .argument('<id...>', 'ids of texts in it')
    .description('approve shared rows, and show every prompt that affects')
    .option('--reject', 'reject them instead')
    .action(async (file: string, ids: string[], options: { reject?: boolean }) => {
      const { libraryApprove } = await import('../commands/libraryApprove.js');
      process.exitCode = await libraryApprove(file, ids, options);
    });
}

function declareUses(library: Command): void {
  library
    .command('uses')
    .argument('[file]', 'a partial, a pool of examples or a file of cases, by path or name')
    .description('show which prompts use a file, or all files that prompts use')
    .option('--json', 'print one JSON array on stdout')
    .addHelpText(
      'after',
      `
\`plumbline test --users-of FILE\` measures all of them after a change.`,
    )
    .action(async (file: string | undefined, options: { json?: boolean }) => {
      const { libraryUses } = await import('../commands/libraryUses.js');
      process.exitCode = await libraryUses(file, options);
    });
}

/** The answers that are kept, so that the same call is not paid for twice. */
export function declareCache(program: Command): void {
  const cache = program
    .command('cache')
    .description('show or clear the answers that are kept for later runs');
  cache
    .command('stats')
    .argument('[folder]', 'a folder of the repository', '.')
    .description('show how many answers of each model are kept, and how large they are')
    .option('--json', 'print one JSON array on stdout')
    .action(async (folder: string, options: { json?: boolean }) => {
      const { cacheStats } = await import('../commands/cache.js');
      process.exitCode = await cacheStats(folder, options);
    });
  cache
    .command('prune')
    .argument('[folder]', 'a folder of the repository', '.')
    .description('forget lines that count for nothing, and old answers if asked')
    .option('--days <n>', 'also forget answers that were kept more than n days ago', amount)
    .option('--all', 'forget every answer')
    .action(async (folder: string, options: { days?: number; all?: boolean }) => {
      const { cachePrune } = await import('../commands/cache.js');
      process.exitCode = await cachePrune(folder, options);
    });
}

/** New prompts, and prompts in other formats. */
export function declareConversions(program: Command): void {
  program
    .command('new')
    .argument('[file]', 'the file to write; without it, lists the templates')
    .description('create a prompt from a template')
    .option('--template <name>', 'the template', 'classification')
    .action(async (file: string | undefined, options: { template: string }) => {
      const { newPrompt } = await import('../commands/newPrompt.js');
      process.exitCode = await newPrompt(file, options);
    });

  program
    .command('import')
    .argument('<file>', 'a prompt file of any format')
    .description('convert a prompt to .prompt.yml, and report what could not be carried over')
    .option('--out <file>', 'the file to write, or - for stdout (default: beside the prompt)')
    .option('--force', 'overwrite an existing file')
    .action(async (file: string, options: { out?: string; force?: boolean }) => {
      const { convert } = await import('../commands/convert.js');
      process.exitCode = await convert(file, { ...options, to: 'github-models' });
    });

  program
    .command('export')
    .argument('<file>', 'a prompt file of any format')
    .description('convert a prompt to another format, and report what that format cannot hold')
    .requiredOption('--to <format>', 'prompty, dotprompt, promptfoo or github-models')
    .option('--out <file>', 'the file to write, or - for stdout (default: beside the prompt)')
    .option('--force', 'overwrite an existing file')
    .action(async (file: string, options: { to: string; out?: string; force?: boolean }) => {
      const { convert } = await import('../commands/convert.js');
      process.exitCode = await convert(file, options);
    });
}
