/** The command line: `options/` says what it understands; each command's work is in a file of its own, loaded when it is called. */

import { Command } from 'commander';
import { ProviderError, UserError } from '../core/errors.js';
import { EXIT } from './exitCodes.js';
import { declareCases } from './options/cases.js';
import { declareConversions, declareLibrary } from './options/library.js';
import { declareModels } from './options/models.js';
import { declareExamples } from './options/promptParts.js';
import { STUDIES } from '../core/studies/studies.js';
import { declareStudies } from './options/studies.js';
import { declareScores } from './options/scores.js';
import { declareTest } from './options/test.js';
import { declareVariants } from './options/variants.js';

declare const PLUMBLINE_VERSION: string;

const OLDEST_NODE = 22;
if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  process.stderr.write(
    `plumbline: this is Node ${process.versions.node}; Plumbline needs ${OLDEST_NODE} or newer.\n`,
  );
  process.exit(EXIT.badInput);
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
  plumbline cases prompts/triage.prompt.yml --suggest 6
  plumbline list
  plumbline import old/prompt.prompty
  plumbline doctor --base-url http://127.0.0.1:11434/v1

Exit codes: 0 ok, 1 a gate failed, 2 bad input, 3 the provider stopped the run, 4 budget reached, 70 a bug, 130 Ctrl-C.
Results go to stdout, progress and messages to stderr. NO_COLOR is honoured.`,
  );

declareTest(program);
declareStudies(program, STUDIES);
declareLibrary(program);
declareConversions(program);
declareVariants(program);
declareExamples(program);
declareCases(program);
declareScores(program);
declareModels(program);

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
    return error instanceof ProviderError ? EXIT.providerStopped : EXIT.badInput;
  }
  process.stderr.write(
    `plumbline: this is a bug of Plumbline, please report it.\n${(error as Error).stack ?? String(error)}\n`,
  );
  return EXIT.bug;
}
