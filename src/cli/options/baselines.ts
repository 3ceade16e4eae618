/** Declares the commands on baselines and on what was tested: accept, check, review, audit, feedback. */

import type { Command } from 'commander';
import { amount, modelOptions, runOptions } from './options.js';

export function declareBaselines(program: Command, version: string): void {
  program
    .command('accept')
    .argument('<file...>', 'prompt files, folders, or patterns')
    .description(
      "make the last result of prompts their baseline, which the team's checks hold them against",
    )
    .option('--report <file>', 'the report to accept, where the prompt was tested elsewhere')
    .option('--model <name>', 'the last result on this model')
    .option('--json', 'print what was accepted as a JSON array on stdout')
    .addHelpText(
      'after',
      `
The baseline is .plumbline/baselines/PROMPT.json: fingerprints, numbers with their intervals, and one line of results for each case. Commit it.
A result is accepted only where prompt, cases, approved wordings and settings are still those that were tested.`,
    )
    .action(async (files: string[], options: Record<string, unknown>) => {
      const { accept } = await import('../commands/accept.js');
      process.exitCode = await accept(files, options);
    });

  declareReview(program);
  declareAudit(program, version);
  declareFeedback(program);
  runOptions(
    modelOptions(
      program
        .command('check')
        .argument('[file...]', 'prompt files, folders, or patterns (default: the whole library)'),
    ),
  )
    .description('hold prompts against their baselines, and measure what changed since')
    .option('--changed-since <ref>', 'only prompts that git says differ from this commit or branch')
    .option('--all', 'measure also what has not changed')
    .option('--replay', 'use recorded answers instead of a model')
    .option('--strict', 'fail on what cannot be decided, and on what was not measured')
    .option('--margin <n>', 'differences up to this count as none (default: 0.05)', amount)
    .option('--json', 'print one JSON array on stdout')
    .option('--markdown <file>', 'write a summary for a pull request or job')
    .option('--junit <file>', 'write JUnit test cases')
    .option('--sarif <file>', 'write SARIF, with the line of each prompt')
    .addHelpText(
      'after',
      `
A prompt is measured again only where it, a file it includes, its cases, approved wordings, settings or model differ from the baseline's, or
where the baseline is older than \`library: { maxAge: DAYS }\`. It is then held against the baseline case by case: regressed, improved,
equivalent, or inconclusive. Noise alone turns at most 1 check in 20 red. Without a model, recorded answers are used; without those, the
check says what was not measured.

Exit codes: 1 where a prompt regressed or a gate failed, 2 where a file cannot be read, 3 where the provider stopped a measurement.`,
    )
    .action(async (files: string[], options: Record<string, unknown>) => {
      const { check } = await import('../commands/check.js');
      process.exitCode = await check(files, options as never, version);
    });
}

function declareReview(program: Command): void {
  runOptions(
    modelOptions(
      program
        .command('review')
        .argument('[file...]', 'prompt files, folders, or patterns (default: the whole library)'),
    ),
  )
    .requiredOption('--base <ref>', 'the commit or branch a pull request goes into')
    .description(
      'show what a pull request does to prompts: their diff, numbers before and after, changed answers',
    )
    .option('--replay', 'use recorded answers instead of a model')
    .option('--markdown <file>', 'write Markdown to a file (default: print it)')
    .option('--html <file>', 'write a page that works offline')
    .addHelpText(
      'after',
      `
Before is the baseline at the base, now the baseline of the branch where it applies to the prompt as it is; else the prompt is measured, or its
recorded answers are replayed. Nothing is judged and the exit code is 0: \`plumbline check\` is the gate.`,
    )
    .action(async (files: string[], options: Record<string, unknown>) => {
      const { review } = await import('../commands/review.js');
      process.exitCode = await review(files, options as never);
    });
}

function declareFeedback(program: Command): void {
  program
    .command('feedback')
    .argument('<file>', 'a prompt file')
    .description('keep what people say of answers, and how far they agree')
    .option('--case <id>', 'rate the answer to this case, in the last result of `test`')
    .option('--variant <id>', 'of this variant', 'original')
    .option('--rater <name>', 'who rates')
    .option('--up', 'a good answer')
    .option('--down', 'a bad answer')
    .option('--score <rubric=n...>', 'a score from 1 to 5 on a rubric')
    .option('--comment <text>', 'a comment')
    .option('--json', 'print one JSON value on stdout')
    .addHelpText(
      'after',
      `
Without --case it says what people said so far. Ratings are kept in .plumbline/feedback: commit them. A later rating by the same person of the
same answer replaces the earlier. Agreement: Cohen's kappa of two raters, Krippendorff's alpha of any number.`,
    )
    .action(async (file: string, options: Record<string, unknown>) => {
      const { feedback } = await import('../commands/feedback.js');
      process.exitCode = await feedback(file, options as never);
    });
}

function declareAudit(program: Command, version: string): void {
  program
    .command('audit')
    .argument('<file...>', 'prompt files, folders, or patterns')
    .description('write down what was tested of prompts, against which risk, and what was not')
    .option('--html <file>', 'write a page that works offline and prints')
    .option('--markdown <file>', 'write Markdown (default: print it)')
    .option('--suggest', 'print cases to write for the gaps, as YAML, instead of the document')
    .option('--json', 'print one JSON array on stdout')
    .addHelpText(
      'after',
      `
Purpose, risks, limits and reviewers come from the nearest risk.yml; cases say with \`risks: [id]\` what they test. Results are those that are kept:
nothing is sent. What the last audit held is in .plumbline/audits, so that the next says what changed: commit it.`,
    )
    .action(async (files: string[], options: Record<string, unknown>) => {
      const { audit } = await import('../commands/audit.js');
      process.exitCode = await audit(files, options, version);
    });
}
