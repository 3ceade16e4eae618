import type { Endpoint } from '../../src/core/models/endpoint.js';
import type { Design } from '../../src/core/plan/design.js';
import { resolveRunSettings, type RunOverrides } from '../../src/core/plan/runSettings.js';
import type { ModelProvider } from '../../src/core/ports/model.js';
import type { Prompt } from '../../src/core/prompt/prompt.js';
import { newJournal, openJournal } from '../../src/core/run/openJournal.js';
import type { Outcome } from '../../src/core/run/outcome.js';
import type { RunHost } from '../../src/core/run/runHost.js';
import type { RunRequest } from '../../src/core/run/runRequest.js';
import type { KeptResult, RunStore } from '../../src/core/run/runStore.js';
import type { RunWork } from '../../src/core/run/runWork.js';
import { runWorkflow } from '../../src/core/run/workflow.js';
import { workOf, type Study } from '../../src/core/study.js';
import { sensitivity } from '../../src/core/studies/sensitivity/sensitivity.js';
import type { Report } from '../../src/core/studies/sensitivity/schema.js';
import { parseFrozen } from '../../src/core/variants/frozen.js';
import { fakeClock, memoryCache, memoryLog } from './fakes.js';

export const endpointOn = (provider: ModelProvider, part: Partial<Endpoint> = {}): Endpoint => ({
  ...{ provider, model: 'm', price: null, concurrency: 1, recordedAt: null },
  ...part,
});

export interface MemoryStore extends RunStore {
  readonly journals: ReturnType<typeof memoryLog>[];
  readonly results: KeptResult[];
  /** The text of the kept variants. */
  variants: string | null;
}

/** What is kept, in memory. */
export function memoryStore(): MemoryStore {
  const cacheLines: string[] = [];
  const store: MemoryStore = {
    journals: [],
    results: [],
    variants: null,
    openCache: async () => ({
      cache: memoryCache(cacheLines),
      catchUp: () => Promise.resolve(),
      close: () => Promise.resolve(),
    }),
    async beginJournal(header) {
      const log = memoryLog();
      store.journals.push(log);
      return newJournal(log, { ...header, startedAt: 'now' });
    },
    async findJournal(fingerprint) {
      const log = store.journals.findLast(({ lines }) =>
        lines[0]?.includes(`"fingerprint":"${fingerprint}"`),
      );
      return log ? openJournal(log) : null;
    },
    readVariants: async () => (store.variants === null ? null : parseFrozen(store.variants).frozen),
    async writeVariants(text) {
      store.variants = text;
    },
    async keepResult(result) {
      store.results.push(result);
    },
  };
  return store;
}

export interface StudiedOptions {
  readonly overrides?: RunOverrides;
  /** The file's text, for studies that look at it. */
  readonly text?: string;
  readonly request?: Partial<RunRequest>;
  readonly host?: Partial<RunHost<never, never>>;
  readonly store?: RunStore;
}

export interface Studied<D, R> {
  readonly design: D;
  readonly result: R;
  readonly outcomes: readonly Outcome[];
}

/** A whole run of a study on an endpoint that answers as told: time stands still, everything is kept in memory. */
export const studied = <D extends Design, S, R extends object>(
  study: Study<D, S, R>,
  prompt: Prompt,
  endpoint: Endpoint,
  options: StudiedOptions = {},
): Promise<Studied<D, R>> =>
  worked(workOf(study, { prompt, text: options.text ?? '' }), prompt, endpoint, options);

/** The same for any work. */
export async function worked<D extends Design, R>(
  work: RunWork<D, R>,
  prompt: Prompt,
  endpoint: Endpoint,
  { overrides = {}, request, host, store = memoryStore() }: StudiedOptions = {},
): Promise<Studied<D, R>> {
  const outcomes: Outcome[] = [];
  let design: D | null = null;
  const result = await runWorkflow(
    work,
    {
      ...{ endpoint, settings: resolveRunSettings(prompt, {}, overrides) },
      ...{ resume: 'never', only: null, useCache: false, writeParaphrases: false },
      ...request,
    },
    {
      ...{ store, clock: fakeClock(), signal: new AbortController().signal },
      confirm: (preflight) => Promise.resolve(preflight.design.settings.shots),
      onStart(planned) {
        design = planned;
      },
      onOutcome: (outcome) => outcomes.push(outcome),
      warn: () => undefined,
      ...(host as Partial<RunHost<D, R>>),
    },
  );
  if (!result || !design) throw new Error('nothing was run');
  return { design, result, outcomes };
}

/** A whole test of a prompt, with its design. */
export async function tested(
  prompt: Prompt,
  endpoint: Endpoint,
  overrides: RunOverrides = {},
): Promise<{ design: Design; report: Report; outcomes: readonly Outcome[] }> {
  const { design, result, outcomes } = await studied(sensitivity, prompt, endpoint, { overrides });
  return { design, report: result, outcomes };
}
