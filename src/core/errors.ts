import type { ModelApi } from './ports/api.js';
import type { Usage } from './ports/usage.js';
import type { Say } from './say/say.js';
import { inEnglish, saidTo, type Worded } from './say/worded.js';

/**
 * An error a user can act on: the message says what happened and what to do.
 * Anything else that is thrown is a bug in Plumbline.
 */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  readonly expected = true;
  /** The message in the reader's language; `message` is in English, for logs and files. */
  readonly sentence: Worded;
  /** What to do about it on the command line: a sentence, or the command alone. Other hosts have buttons instead. */
  readonly commandLine: string | Worded | null;

  constructor(
    message: string | Worded = '',
    { cause, commandLine }: { cause?: unknown; commandLine?: string | Worded } = {},
  ) {
    super(inEnglish(message), { cause });
    this.sentence = typeof message === 'string' ? () => message : message;
    this.commandLine = commandLine ?? null;
  }
}

/** The whole message for someone at a terminal. */
export function onCommandLine({ sentence, commandLine }: UserError, say: Say): string {
  const remedy = saidTo(commandLine ?? '', say);
  return [sentence(say), remedy].filter(Boolean).join(remedy.includes('\n') ? '\n' : ' ');
}

/** Use instead of `instanceof` in hosts that bundle the engine separately: each bundle has its own copy of the class. */
export const isUserError = (error: unknown): error is UserError =>
  error instanceof Error && (error as Partial<UserError>).expected === true;

/** Why a model endpoint did not give an answer; decides what the run does next. */
export const PROVIDER_FAILURES = [
  'unreachable',
  'unauthorised',
  'not-found',
  'rate-limited',
  'quota',
  'bad-request',
  /** The key is not the problem: an account, a region or a feature is not allowed. */
  'forbidden',
  'content-filter',
  'too-long',
  'unsupported-parameter',
  'server',
  'not-compatible',
  'broken-stream',
  'timeout',
  'not-recorded',
] as const;
export type ProviderFailure = (typeof PROVIDER_FAILURES)[number];

/** A call that failed at the provider. */
export class ProviderError extends UserError {
  override readonly name = 'ProviderError';
  readonly failure: ProviderFailure;
  readonly status: number | null;
  /** The wait in ms that the endpoint asked for before a retry. */
  readonly retryAfterMs: number | null;
  /** The request field that was rejected, or may have been. */
  readonly parameter: string | null;
  /** Whether the endpoint did not say which field it rejected, or whether it was one. */
  readonly isGuess: boolean;
  /** The endpoint's own words; null where it said nothing. */
  readonly said: string | null;
  /** What it charges for all the same; null where it names nothing. */
  readonly usage: Usage | null;
  /** Whether it came in an answer that called itself a success, for which the model may have worked. */
  readonly isInAnswer: boolean;
  /** The API through which it serves the model instead; null where it does not say. */
  readonly needsApi: ModelApi | null;

  constructor(
    message: string | Worded,
    details: {
      failure: ProviderFailure;
      status?: number | null;
      retryAfterMs?: number | null;
      parameter?: string | null;
      isGuess?: boolean;
      said?: string | null;
      usage?: Usage | null;
      needsApi?: ModelApi | null;
      isInAnswer?: boolean;
      cause?: unknown;
      commandLine?: string | Worded;
    },
  ) {
    super(message, details);
    this.failure = details.failure;
    this.status = details.status ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.parameter = details.parameter ?? null;
    this.isGuess = details.isGuess ?? false;
    this.said = details.said ?? null;
    this.usage = details.usage ?? null;
    this.needsApi = details.needsApi ?? null;
    this.isInAnswer = details.isInAnswer ?? false;
  }

  get retryable(): boolean {
    return RETRYABLE.has(this.failure);
  }

  /** True when no further call to this endpoint can succeed, so that the whole run stops. */
  get fatal(): boolean {
    return FATAL.has(this.failure);
  }
}

const RETRYABLE: ReadonlySet<ProviderFailure> = new Set([
  'unreachable',
  'rate-limited',
  'server',
  'broken-stream',
  'timeout',
]);
const FATAL: ReadonlySet<ProviderFailure> = new Set([
  'unauthorised',
  'forbidden',
  'not-found',
  'not-compatible',
  'quota',
]);
