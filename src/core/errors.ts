/**
 * An error a user can act on: the message says what happened and what to do.
 * Anything that is thrown and is not one of these is a bug of ours.
 */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  readonly expected = true;
}

/** For hosts that load the engine apart from their own code: each then has a class of its own, which `instanceof` tells apart. */
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

/** A call that failed at the provider. Whether it is worth another try is decided here, where the failure is known. */
export class ProviderError extends UserError {
  override readonly name = 'ProviderError';
  readonly failure: ProviderFailure;
  readonly status: number | null;
  /** The wait the endpoint asked for before the next try, in milliseconds. */
  readonly retryAfterMs: number | null;
  /** For `unsupported-parameter`: the request field the endpoint refused. */
  readonly parameter: string | null;

  constructor(
    message: string,
    details: {
      failure: ProviderFailure;
      status?: number | null;
      retryAfterMs?: number | null;
      parameter?: string | null;
      cause?: unknown;
    },
  ) {
    super(message, { cause: details.cause });
    this.failure = details.failure;
    this.status = details.status ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.parameter = details.parameter ?? null;
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
