/** Parsers of option values, and options that several commands share. */

import { InvalidArgumentError, Option, type Command } from 'commander';
import { MAX_CONCURRENCY } from '../../core/prompt/settings/maxConcurrency.js';

export const whole = (least: number) => (text: string) => {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new InvalidArgumentError(`Expected an integer ≥ ${least}.`);
};
export const upTo = (least: number, most: number) => (text: string) => {
  const value = whole(least)(text);
  if (value <= most) return value;
  throw new InvalidArgumentError(`Expected an integer up to ${most}.`);
};
export const repeatsAsked = (text: string) => {
  const value = Number(text);
  if (text === 'subset' || (Number.isSafeInteger(value) && value >= 1))
    return text === 'subset' ? text : value;
  throw new InvalidArgumentError('Expected an integer ≥ 1, or subset.');
};
export const amount = (text: string) => {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('Expected a number > 0.');
};
export const shareAsked = (text: string) => {
  const [, number = '', percent] = /^(\d*\.?\d+) ?(%?)$/.exec(text.trim()) ?? [];
  const value = Number(number) / (percent ? 100 : 1);
  if (number !== '' && value > 0 && value < 1) return value;
  throw new InvalidArgumentError('Expected a share between 0 and 1, such as 0.1 or 10%.');
};
export const each = (text: string, earlier: string[] = []) => [
  ...earlier,
  ...text.split(',').map((part) => part.trim()),
];

export const another = (text: string, earlier: string[] = []) => [...earlier, text];

export function modelOptions(command: Command): Command {
  return command
    .option(
      '--model <name>',
      'a name from plumbline.yml, "trial", a model of a local server, or any model id with --base-url',
    )
    .option(
      '--base-url <url>',
      'an OpenAI-compatible endpoint, for example http://127.0.0.1:8080/v1',
    )
    .option('--api-key-env <name>', 'the environment variable that holds the API key')
    .addOption(
      new Option('--api <api>', 'the API of the endpoint to ask (default: chat)').choices([
        'chat',
        'responses',
      ]),
    );
}

/** Options of commands that make many calls. `least` is the min concurrency they need. */
export function callOptions(command: Command, least = 1): Command {
  return command
    .option(
      '--concurrency <n>',
      'max calls in flight (default: 4; 2 for the trial model)',
      upTo(least, MAX_CONCURRENCY),
    )
    .option('--seed <n>', 'seed for variants, examples, cases and order (default: 1)', whole(0))
    .option('--budget-calls <n>', 'stop after n calls', whole(1))
    .option('--budget-tokens <n>', 'stop before more than n tokens are used', whole(1))
    .option('--budget-usd <n>', 'stop before the cost exceeds n US dollars', amount)
    .option('--budget-minutes <n>', 'send no call after n minutes', amount)
    .option('--yes', 'agree to a run that may cost more than confirmAboveUsd')
    .option('--dry-run', 'show the plan and its cost without sending anything')
    .option('--no-stream', 'do not stream: less work per call, but no time to first token');
}

/** `callOptions` for commands that cache answers. */
export const runOptions = (command: Command): Command =>
  callOptions(command)
    .option('--no-cache', 'neither read nor write cached answers')
    .option('--otel', 'export the run to OpenTelemetry, to where the OTEL_* variables say');

/** Parses `format=2,order=1`, or a total. */
export function parseCounts(text: string): number | Record<string, number> {
  if (/^\s*\d{1,3}\s*$/.test(text)) return Number(text);
  const entries = text.split(',').map((part) => {
    const match = /^\s*([a-z-]+)\s*=\s*(\d{1,3})\s*$/.exec(part);
    if (!match)
      throw new InvalidArgumentError(
        'Expected a number, or class=number pairs separated by commas.',
      );
    return [match[1] as string, Number(match[2])] as const;
  });
  return Object.fromEntries(entries);
}
