/** `plumbline test` */

import { Option, type Command } from 'commander';
import {
  another,
  each,
  modelOptions,
  parseCounts,
  repeatsAsked,
  runOptions,
  whole,
} from './options.js';

export function declareTest(program: Command): void {
  runOptions(modelOptions(program.command('test').argument('<file...>', 'prompt files')))
    .description('test how much the answers depend on the wording')
    .addOption(
      new Option(
        '--variants <list>',
        'how many of each class, for instance paraphrase=2,format=2,typo=1; or a number in all',
      ).argParser(parseCounts),
    )
    .option(
      '--shots <list>',
      'few-shot configurations: file (as written), numbers of examples, how they are chosen and ordered, for instance file,1,3,3/diverse,3/first/1-4',
      each,
    )
    .option(
      '--repeats <n>',
      'ask everything n times, to tell noise from wording (default: 2); subset: once, and a random fifth three times',
      repeatsAsked,
    )
    .option('--stop-early', 'end when more cases would not change the verdict (the default)')
    .option('--no-stop-early', 'run the whole plan, whatever the first cases say')
    .option('--case <id>', 'run this case only; may be given several times', another)
    .option('--sample <n>', 'run n cases, drawn by the seed', whole(1))
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

Classes of variants: paraphrase, format, structure, order, persona, output-format, role, politeness, synonym, whitespace;
typo, keyboard, distractor and truncation are stress tests outside every headline number.
Examples are chosen random (the default), first, diverse, nearest, balanced (answers take turns) or mixed (each in another format); 3/first/2 is
the second order of the same examples, 3/first/1-4 the first four.
With several files, --json, --markdown and --junit write one file about all; --html writes a page for each: into the folder it names, or with all.html as all-PROMPT.html.`,
    )
    .action(async (files: string[], options: Record<string, unknown>) => {
      const { test } = await import('../commands/test.js');
      process.exitCode = await test(files, options);
    });
}
