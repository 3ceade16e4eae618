import type { TrialModelHost } from '../node/trialModelHost.js';
import type { EndpointOptions } from './endpoints.js';
import type { Telemetry, TelemetryOptions } from './otel/telemetry.js';
import type { Terminal } from './output.js';
import type { AskedFor } from './overrides.js';
import type { ReportFiles } from './reportFiles.js';

export interface TestOptions extends EndpointOptions, AskedFor, ReportFiles, TelemetryOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly cache: boolean;
  readonly resume?: boolean;
  /** A partial, pool or file of cases whose users are tested. */
  readonly usersOf?: string;
  readonly record?: boolean;
  readonly strict?: boolean;
  /** Part of how many, as `2/4`. */
  readonly shard?: string;
}

/** What all prompts of one `plumbline test` share. */
export interface TestContext {
  readonly options: TestOptions;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly trial: TrialModelHost;
  readonly telemetry: Telemetry;
}
