/** The command line as a value: every command with its arguments, options and help. Building it runs nothing and reads nothing. */

import { Command } from 'commander';
import { STUDIES } from '../core/studies/studies.js';
import { declareBaselines } from './options/baselines.js';
import { declareBatch } from './options/batch.js';
import { declareCases } from './options/cases.js';
import { declareInstructions } from './options/instructions.js';
import {
  declareCache,
  declareConversions,
  declareLibrary,
  declareLibraryCommands,
} from './options/library.js';
import { declareMcp } from './options/mcp.js';
import { declareModels } from './options/models.js';
import { declareExamples } from './options/promptParts.js';
import { declareScores } from './options/scores.js';
import { declareBenchmarks, declareStudies } from './options/studies.js';
import { declareMerge, declareTest } from './options/test.js';
import { declareVariants } from './options/variants.js';

/** `parseAsync` throws `CommanderError` for invalid arguments instead of exiting, so that the caller chooses the exit code. */
export function createProgram(version: string): Command {
  const program = new Command('plumbline')
    .description('Measure how much LLM answers depend on the wording of a prompt.')
    .version(version)
    .showSuggestionAfterError()
    // Commands created after this inherit it.
    .exitOverride()
    .configureHelp({ showGlobalOptions: false })
    .addHelpText('after', EXAMPLES);
  declareTest(program);
  declareMerge(program);
  declareBatch(program);
  declareStudies(program, STUDIES);
  declareBenchmarks(program);
  declareLibrary(program);
  declareLibraryCommands(program);
  declareBaselines(program, version);
  declareConversions(program);
  declareVariants(program);
  declareExamples(program);
  declareCases(program);
  declareInstructions(program);
  declareScores(program);
  declareModels(program);
  declareCache(program);
  declareMcp(program, version);
  return program;
}

const EXAMPLES = `
Examples:
  plumbline test prompts/triage.prompt.yml --model trial --html report.html
  plumbline test prompts/*.prompt.yml --shots file,1,3 --junit results.xml
  plumbline variants prompts/triage.prompt.yml --no-model
  plumbline cases prompts/triage.prompt.yml --suggest 6
  plumbline accept prompts/triage.prompt.yml
  plumbline check --changed-since origin/main
  plumbline list
  plumbline import old/prompt.prompty
  plumbline doctor --base-url http://127.0.0.1:11434/v1

Exit codes: 0 ok, 1 a gate failed, 2 invalid input, 3 the provider stopped the run, 4 budget reached, 70 a bug, 130 Ctrl-C.
Results go to stdout, progress and messages to stderr. NO_COLOR is honored.
PLUMBLINE_LANGUAGE=de, es, fr, ja or zh-cn puts results, questions and errors into that language; auto takes the system's.`;
