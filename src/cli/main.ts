/** The command line: what it understands. Each command's work is in a file of its own, loaded when it is called. */

import { Command, InvalidArgumentError, Option } from 'commander';
import { UserError } from '../core/errors.js';
import { EXIT } from './exitCodes.js';

declare const PLUMBLINE_VERSION: string;

const whole = (least: number) => (text: string) => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new InvalidArgumentError(`Expected a whole number from ${least} on.`);
};
const amount = (text: string) => {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('Expected an amount above 0.');
};
const each = (text: string, earlier: string[] = []) => [
  ...earlier,
  ...text.split(',').map((part) => part.trim()),
];

const another = (text: string, earlier: string[] = []) => [...earlier, text];

function modelOptions(command: Command): Command {
  return command
    .option(
      '--model <name>',
      'a name from plumbline.yml, "trial", a model of a local server, or with --base-url any model id',
    )
    .option(
      '--base-url <url>',
      'an OpenAI-compatible endpoint, for instance http://127.0.0.1:8080/v1',
    )
    .option('--api-key-env <name>', 'with --base-url: the environment variable that holds the key');
}

const program = new Command('plumbline')
  .description('Know how much an answer depends on the way the prompt happens to be worded.')
  .version(PLUMBLINE_VERSION)
  .showSuggestionAfterError()
  // Inherited by the commands made after it: wrong words end with our own exit code.
  .exitOverride()
  .configureHelp({ showGlobalOptions: false })
  .addHelpText(
    'after',
    `
Examples:
  plumbline test prompts/triage.prompt.yml --model trial --html report.html
  plumbline test prompts/*.prompt.yml --shots file,1,3 --junit results.xml
  plumbline variants prompts/triage.prompt.yml --no-model
  plumbline list
  plumbline import old/prompt.prompty
  plumbline doctor --base-url http://127.0.0.1:11434/v1

Exit codes: 0 ok, 1 a gate failed, 2 bad input, 3 the provider stopped the run, 4 budget reached, 70 a bug, 130 Ctrl-C.
Results go to stdout, progress and messages to stderr. NO_COLOR is honoured.`,
  );

modelOptions(program.command('test').argument('<file...>', 'prompt files'))
  .description('test how much the answers depend on the wording')
  .addOption(
    new Option(
      '--variants <list>',
      'how many of each class, for instance paraphrase=2,format=2,order=1,typo=1',
    ).argParser(parseCounts),
  )
  .option(
    '--shots <list>',
    'few-shot configurations: file (as written) and numbers of examples, for instance file,1,3',
    each,
  )
  .option(
    '--repeats <n>',
    'ask everything n times, to tell noise from wording (default: 2)',
    whole(1),
  )
  .option('--case <id>', 'run this case only; may be given several times', another)
  .option('--sample <n>', 'run n cases, drawn by the seed', whole(1))
  .option(
    '--concurrency <n>',
    'calls in flight at once (default: 4; 2 for the trial model)',
    whole(1),
  )
  .option('--seed <n>', 'fixes variants, examples and order (default: 1)', whole(0))
  .option('--budget-calls <n>', 'stop before call n + 1', whole(1))
  .option('--budget-usd <n>', 'stop before more is spent', amount)
  .option('--dry-run', 'show the plan and its cost, send nothing')
  .option('--no-cache', 'neither use nor keep earlier answers')
  .option('--no-stream', 'do not stream answers: less work per call, no time to first token')
  .option('--resume', 'go on with the last run of the same plan')
  .option('--record', 'keep the answers in .plumbline/recordings, to be committed')
  .option('--replay', 'use the recorded answers, ask no model')
  .option('--strict', 'a gate that cannot be told fails')
  .option('--json <file>', 'write the report as JSON (an array for several prompts)')
  .option('--html <file>', 'write a report that opens in any browser, offline')
  .option('--markdown <file>', 'write a summary for a pull request')
  .option('--junit <file>', 'write the gates as JUnit test cases')
  .addHelpText(
    'after',
    `
The model is found in this order: --model, the prompt file's model through \`aliases\`, the first model of plumbline.yml,
a local server on its usual port (Ollama 11434, LM Studio 1234, llama.cpp 8080, vLLM 8000).
Keys come from the environment variable that plumbline.yml names: models: { gpt: { …, apiKey: { env: OPENAI_API_KEY } } }.

Classes of variants: paraphrase, format, order, persona, politeness; typo is a stress test outside every headline number.
With several files, --html, --markdown and --junit take one file each: name a folder to get one per prompt.`,
  )
  .action(async (files: string[], options: Record<string, unknown>) => {
    const { test } = await import('./commands/test.js');
    process.exitCode = await test(files, options);
  });

program
  .command('trial-model')
  .description('run the trial model behind an OpenAI-compatible address until Ctrl-C')
  .action(async () => {
    const { trialModel } = await import('./commands/trialModel.js');
    process.exitCode = await trialModel();
  });

program
  .command('inspect')
  .argument('<file...>', 'prompt files')
  .description('show what was understood of prompt files')
  .option('--json', 'one JSON array on stdout')
  .action(async (files: string[], options: { json?: boolean }) => {
    const { inspect } = await import('./commands/inspect.js');
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
    const { list } = await import('./commands/list.js');
    process.exitCode = await list(folder, options);
  });

program
  .command('lint')
  .argument('[file...]', 'prompt files; the whole library without any')
  .description('what is wrong with prompts, or would be when they are measured')
  .option('--json', 'one JSON array on stdout')
  .option('--strict', 'warnings fail too')
  .action(async (files: string[], options: { json?: boolean; strict?: boolean }) => {
    const { lint } = await import('./commands/lint.js');
    process.exitCode = await lint(files, options);
  });

program
  .command('init')
  .argument('[folder]', 'a folder of the repository', '.')
  .description('look at the repository and write a commented plumbline.yml')
  .action(async (folder: string) => {
    const { init } = await import('./commands/init.js');
    process.exitCode = await init(folder);
  });

program
  .command('new')
  .argument('[file]', 'the file to write; without it the templates are listed')
  .description('a new prompt from a template')
  .option('--template <name>', 'which template', 'classification')
  .action(async (file: string | undefined, options: { template: string }) => {
    const { newPrompt } = await import('./commands/newPrompt.js');
    process.exitCode = await newPrompt(file, options);
  });

program
  .command('import')
  .argument('<file>', 'a prompt file of any format')
  .description('write a prompt as .prompt.yml, and say what could not be carried over')
  .option('--out <file>', 'where to; - for standard output (default: beside the file)')
  .option('--force', 'write over a file that is there')
  .action(async (file: string, options: { out?: string; force?: boolean }) => {
    const { convert } = await import('./commands/convert.js');
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
    const { convert } = await import('./commands/convert.js');
    process.exitCode = await convert(file, options);
  });

modelOptions(program.command('variants').argument('<file>', 'a prompt file'))
  .description('show the wordings a test would send')
  .addOption(new Option('--variants <list>', 'how many of each class').argParser(parseCounts))
  .option('--seed <n>', 'fixes the variants (default: 1)', whole(0))
  .option('--no-model', 'ask no model for paraphrases that are missing')
  .option('--json', 'one JSON array on stdout')
  .action(async (file: string, options: Record<string, unknown>) => {
    const { variants } = await import('./commands/variants.js');
    process.exitCode = await variants(file, options);
  });

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
    const { score } = await import('./commands/score.js');
    process.exitCode = await score(file, options);
  });

modelOptions(
  program
    .command('doctor')
    .argument('[file]', 'a prompt file, to check the model it would be tested on'),
)
  .description('check an endpoint: reachable, key accepted, which capabilities')
  .option('--json', 'one JSON value on stdout')
  .action(async (file: string | undefined, options: Record<string, unknown>) => {
    const { doctor } = await import('./commands/doctor.js');
    process.exitCode = await doctor(file, options);
  });

function parseCounts(text: string): Record<string, number> {
  const entries = text.split(',').map((part) => {
    const match = /^\s*([a-z-]+)\s*=\s*(\d{1,3})\s*$/.exec(part);
    if (!match) throw new InvalidArgumentError('Expected class=number, separated by commas.');
    return [match[1] as string, Number(match[2])] as const;
  });
  return Object.fromEntries(entries);
}

// Whoever reads the output may have had enough of it (`| head`): that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.ok);
});
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** The one place that shows errors. What is no `UserError` is a bug of ours, and shows where it happened. */
function report(error: unknown): number {
  const { code, exitCode } = error as { code?: string; exitCode?: number };
  if (typeof code === 'string' && code.startsWith('commander.'))
    return exitCode === 0 ? EXIT.ok : EXIT.badInput;
  if (error instanceof UserError) {
    process.stderr.write(`plumbline: ${error.message}\n`);
    return EXIT.badInput;
  }
  process.stderr.write(
    `plumbline: this is a bug of Plumbline, please report it.\n${(error as Error).stack ?? String(error)}\n`,
  );
  return EXIT.bug;
}
