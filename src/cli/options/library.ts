/** Commands on prompts as files: one, many, new, in another format. */

import type { Command } from 'commander';

export function declareLibrary(program: Command): void {
  program
    .command('inspect')
    .argument('<file...>', 'prompt files')
    .description('show what was understood of prompt files')
    .option('--json', 'one JSON array on stdout')
    .action(async (files: string[], options: { json?: boolean }) => {
      const { inspect } = await import('../commands/inspect.js');
      process.exitCode = await inspect(files, options);
    });

  program
    .command('list')
    .argument('[folder]', 'a folder of the repository', '.')
    .description('the prompts of a repository, with their last result')
    .option('--json', 'one JSON array on stdout')
    .addHelpText(
      'after',
      `
Prompts are looked for in the whole repository, but in what .gitignore leaves out, or in \`library: { folders: […] }\` of plumbline.yml.
In those folders any YAML with \`messages\` and plain *.md, *.txt and *.j2 are prompts too.`,
    )
    .action(async (folder: string, options: { json?: boolean }) => {
      const { list } = await import('../commands/list.js');
      process.exitCode = await list(folder, options);
    });

  program
    .command('lint')
    .argument('[file...]', 'prompt files; the whole library without any')
    .description('what is wrong with prompts, or would be when they are measured')
    .option('--json', 'one JSON array on stdout')
    .option('--strict', 'warnings fail too')
    .action(async (files: string[], options: { json?: boolean; strict?: boolean }) => {
      const { lint } = await import('../commands/lint.js');
      process.exitCode = await lint(files, options);
    });

  program
    .command('init')
    .argument('[folder]', 'a folder of the repository', '.')
    .description('look at the repository and write a commented plumbline.yml')
    .action(async (folder: string) => {
      const { init } = await import('../commands/init.js');
      process.exitCode = await init(folder);
    });
}

/** New prompts, and prompts in other formats. */
export function declareConversions(program: Command): void {
  program
    .command('new')
    .argument('[file]', 'the file to write; without it the templates are listed')
    .description('a new prompt from a template')
    .option('--template <name>', 'which template', 'classification')
    .action(async (file: string | undefined, options: { template: string }) => {
      const { newPrompt } = await import('../commands/newPrompt.js');
      process.exitCode = await newPrompt(file, options);
    });

  program
    .command('import')
    .argument('<file>', 'a prompt file of any format')
    .description('write a prompt as .prompt.yml, and say what could not be carried over')
    .option('--out <file>', 'where to; - for standard output (default: beside the file)')
    .option('--force', 'write over a file that is there')
    .action(async (file: string, options: { out?: string; force?: boolean }) => {
      const { convert } = await import('../commands/convert.js');
      process.exitCode = await convert(file, { ...options, to: 'github-models' });
    });

  program
    .command('export')
    .argument('<file>', 'a prompt file of any format')
    .description('write a prompt in another format, and say what it cannot hold')
    .requiredOption('--to <format>', 'prompty, dotprompt, promptfoo or github-models')
    .option('--out <file>', 'where to; - for standard output (default: beside the file)')
    .option('--force', 'write over a file that is there')
    .action(async (file: string, options: { to: string; out?: string; force?: boolean }) => {
      const { convert } = await import('../commands/convert.js');
      process.exitCode = await convert(file, options);
    });
}
