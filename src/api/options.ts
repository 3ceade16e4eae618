/** What is absent follows from the prompt file, `plumbline.yml` and the defaults, as on the command line. */
export interface EvaluateOptions {
  /** The name of a model in `plumbline.yml`, or the id of one at `baseUrl`. `trial`: the trial model. */
  readonly model?: string;
  /** Of an OpenAI-compatible endpoint, with its `/v1`. */
  readonly baseUrl?: string;
  /** The environment variable that holds the key of `baseUrl`. */
  readonly apiKeyEnv?: string;
  /** The API the model is asked through, instead of what `plumbline.yml` says. */
  readonly api?: 'chat' | 'responses';
  /** Takes the recorded answers of the prompt instead of asking a model. */
  readonly replay?: boolean;
  /** How many variants of each class, or in total. */
  readonly variants?: number | Readonly<Record<string, number>>;
  /** Few-shot configurations: `file`, or numbers of examples. */
  readonly shots?: readonly string[];
  readonly repeats?: number;
  /** Ids of the cases to ask; absent: all. */
  readonly cases?: readonly string[];
  /** The number of cases to draw. */
  readonly sample?: number;
  readonly seed?: number;
  /** False: the whole plan, also where the verdict is clear before its end. */
  readonly stopEarly?: boolean;
  /** Calls at once. */
  readonly concurrency?: number;
  /** None of these is exceeded; a run that reaches one ends, and says so in `stopped`. */
  readonly budget?: {
    readonly calls?: number;
    readonly tokens?: number;
    readonly usd?: number;
    readonly minutes?: number;
  };
  /** Agrees to a cost above `confirmAboveUsd`: a library asks nobody. */
  readonly agreeToCost?: boolean;
  /** Told what is planned before anything is sent; false sends nothing, and `evaluate` throws. */
  readonly onPlan?: (planned: PlannedRun) => boolean;
  /** False: every call is made, also those whose answers are kept. */
  readonly cache?: boolean;
  /** Goes on with the run of the same plan, if one was begun. */
  readonly resume?: boolean;
  readonly signal?: AbortSignal;
  /** What the command line would say beside its results. Absent: it is not said. */
  readonly onMessage?: (message: string) => void;
  /** As each request for an answer goes out, retries included. */
  readonly onRequest?: () => void;
  /** After every outcome. `total`: the outcomes that are planned. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** At most, without what is answered from the cache. */
export interface PlannedRun {
  readonly model: string;
  readonly calls: number;
  readonly tokens: number;
  /** US dollars; null where the price of the model is not known. */
  readonly costUsd: number | null;
}
