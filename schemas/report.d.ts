export interface Report {
  version: 2;
  startedAt: string;
  prompt: {
    path: string;
    name: string;
    description: string | null;
    format: string;
    fingerprint: string;
    casesFingerprint?: string;
    temperature: number | null;
  };
  models: {
    id: string;
    endpoint: string;
    recorded: boolean;
    recordedAt: string | null;
  }[];
  plan: {
    fingerprint: string;
    variants: number;
    shots: string[];
    cases: number;
    allCases?: number;
    repeats: number;
    repeated?: 'all' | 'subset';
    cells?: number;
    trials: number;
    seed: number;
    namedModels?: string[];
    only?: 'added' | 'alone';
    journal?: string;
  };
  servedBy?: {
    version: string;
    answers: number;
    counted: boolean;
  }[];
  totals: {
    planned: number;
    completed: number;
    failed: number;
    skipped: number;
    cached: number;
    requests: number;
    retries: number;
  };
  usage: {
    promptTokens: number;
    completionTokens: number;
  };
  costUsd: number | null;
  wallMs: number;
  stopped: ('cancelled' | 'budget' | 'provider') | null;
  stoppedBecause: string | null;
  stoppedEarly?: {
    by: 'verdict' | 'gate' | 'futility';
    cases: number;
    callsSaved: number;
  } | null;
  deterministic: boolean;
  verdict: {
    code:
      | 'inconclusive'
      | 'noise-first'
      | 'one-differs'
      | 'stable'
      | 'no-movement'
      | 'small'
      | 'mild'
      | 'sensitive'
      | 'fragile';
    params: {
      [k: string]: string | number | boolean | null | string[] | never[][];
    };
    cause: {
      names: string[];
      share: number;
      effectWithout: number;
    } | null;
    findings: {
      code: string;
      params: {
        [k: string]: string | number | boolean | null | string[] | never[][];
      };
    }[];
    advice: {
      code: string;
      params: {
        [k: string]: string | number | boolean | null | string[] | never[][];
      };
    }[];
  };
  comparedBy: 'score' | 'label' | 'json' | 'toolCalls' | 'text' | 'embedding' | 'meaning';
  judged?: boolean;
  confidence: {
    tier: ('answer' | 'tokens' | 'agreement') | null;
    envelope: {
      name: string;
      value: number | null;
      reason?: string;
      n: number;
      of: 'cases' | 'answers';
      P: number;
      R: number;
      /**
       * @minItems 2
       * @maxItems 2
       */
      ci?: never[];
      ciMethod?: string;
      noiseFloor?: number;
      p?: number | null;
      pReason?: string;
      readableOnly?: number | null;
      untruncatedOnly?: number | null;
      config: {
        [k: string]: string | number | boolean;
      };
      byClass?: {
        [k: string]: {
          name: string;
          value: number | null;
          reason?: string;
          n: number;
          of: 'cases' | 'answers';
          P: number;
          R: number;
          /**
           * @minItems 2
           * @maxItems 2
           */
          ci?: never[];
          ciMethod?: string;
          noiseFloor?: number;
          p?: number | null;
          pReason?: string;
          readableOnly?: number | null;
          untruncatedOnly?: number | null;
          config: {
            [k: string]: string | number | boolean;
          };
        };
      };
      byShots?: {
        [k: string]: {
          name: string;
          value: number | null;
          reason?: string;
          n: number;
          of: 'cases' | 'answers';
          P: number;
          R: number;
          /**
           * @minItems 2
           * @maxItems 2
           */
          ci?: never[];
          ciMethod?: string;
          noiseFloor?: number;
          p?: number | null;
          pReason?: string;
          readableOnly?: number | null;
          untruncatedOnly?: number | null;
          config: {
            [k: string]: string | number | boolean;
          };
        };
      };
    };
  };
  metrics: {
    [k: string]: {
      name: string;
      value: number | null;
      reason?: string;
      n: number;
      of: 'cases' | 'answers';
      P: number;
      R: number;
      /**
       * @minItems 2
       * @maxItems 2
       */
      ci?: never[];
      ciMethod?: string;
      noiseFloor?: number;
      p?: number | null;
      pReason?: string;
      readableOnly?: number | null;
      untruncatedOnly?: number | null;
      config: {
        [k: string]: string | number | boolean;
      };
      byClass?: {
        [k: string]: {
          name: string;
          value: number | null;
          reason?: string;
          n: number;
          of: 'cases' | 'answers';
          P: number;
          R: number;
          /**
           * @minItems 2
           * @maxItems 2
           */
          ci?: never[];
          ciMethod?: string;
          noiseFloor?: number;
          p?: number | null;
          pReason?: string;
          readableOnly?: number | null;
          untruncatedOnly?: number | null;
          config: {
            [k: string]: string | number | boolean;
          };
        };
      };
      byShots?: {
        [k: string]: {
          name: string;
          value: number | null;
          reason?: string;
          n: number;
          of: 'cases' | 'answers';
          P: number;
          R: number;
          /**
           * @minItems 2
           * @maxItems 2
           */
          ci?: never[];
          ciMethod?: string;
          noiseFloor?: number;
          p?: number | null;
          pReason?: string;
          readableOnly?: number | null;
          untruncatedOnly?: number | null;
          config: {
            [k: string]: string | number | boolean;
          };
        };
      };
    };
  };
  fewShot?: {
    rows: {
      shots: string;
      examples: number;
      way: string;
      order: number;
      accuracy: number | null;
      effect: number | null;
      tokensPerCall: number | null;
      standing?: ('best' | 'as-good' | 'open' | 'worse') | null;
      againstFile?: {
        accuracy: {
          difference: number;
          ci: never[] | null;
          p: number;
          pHolm: number;
        } | null;
        effect: {
          difference: number;
          ci: never[] | null;
          p: number;
          pHolm: number;
        } | null;
      } | null;
    }[];
    best: string | null;
    cheapest: string | null;
    orders: {
      examples: number;
      way: string;
      orders: number;
      accuracySpread: number | null;
      effectSpread: number | null;
    }[];
  } | null;
  gates: {
    metric: string;
    limit: 'max' | 'min';
    bound: number;
    value: number | null;
    ci: never[] | null;
    result: 'passed' | 'failed' | 'inconclusive';
  }[];
  checks: {
    name: string;
    run: boolean;
    reason: string | null;
    cases?: number;
  }[];
  variants: {
    id: string;
    class: string;
    stress: boolean;
    status: 'original' | 'generated' | 'approved' | 'pending' | 'rejected' | 'stale';
    change: string;
    messages: {
      role: 'system' | 'user' | 'assistant';
      content: string;
    }[];
    accuracy: number | null;
    sameAsOriginal: number | null;
    effectWithout: number | null;
    againstOriginal: {
      difference: number;
      shared?: {
        cases: number;
        own: number;
        original: number;
      };
      p: number;
      pHolm: number;
      pBh?: number;
    } | null;
  }[];
  cases: {
    id: string;
    number?: number;
    inputs: {
      [k: string]: string;
    };
    expected: string | null;
    accuracy: number | null;
    cross: number | null;
    within: number | null;
    excess: number | null;
  }[];
  outcomes: {
    variant: string;
    shots: string;
    case: string;
    repeat: number;
    status: 'completed' | 'failed' | 'skipped';
    text: string | null;
    reasoning?: string;
    answer: string | null;
    score: number | null;
    checks?: {
      name: string;
      kind: string;
      value: string | null;
      passed: boolean | null;
      why?: {
        code: string;
        params: {
          [k: string]: string | number | boolean | null | string[] | never[][];
        };
      };
      score?: number | null;
      weight?: number;
      set?: string;
    }[];
    confidence: number | null;
    finishReason: string | null;
    latencyMs: number | null;
    ttftMs: number | null;
    error: string | null;
    failure?: string;
    cached: boolean;
    requests: number;
    tokens: never[][] | null;
  }[];
  notes: {
    code: string;
    params: {
      [k: string]: string | number | boolean | null | string[] | never[][];
    };
  }[];
  settings: {
    /**
     * The number of variants per class, the number in total, or a list of your own variants.
     */
    variants?:
      | {
          [k: string]: number;
        }
      | number
      | {
          id?: string;
          change?: string;
          /**
           * @minItems 1
           */
          messages: [
            {
              role: 'system' | 'user' | 'assistant';
              content: string;
            },
            ...{
              role: 'system' | 'user' | 'assistant';
              content: string;
            }[],
          ];
        }[];
    /**
     * Variants that are not sent, by id: `[synonym-1, paraphrase-2]`. Each is replaced by the next of its class.
     */
    exclude?: string[];
    /**
     * Few-shot configurations: `file` is the messages as written, a number adds that many examples, `3/diverse/2` also sets how they are chosen and ordered. Default: `[file]`.
     *
     * @minItems 1
     */
    shots?: [number | string, ...(number | string)[]];
    /**
     * How often each call is made, to measure noise. `subset`: once, and a random fifth three times. Default: 2.
     */
    repeats?: number | 'subset';
    /**
     * With at least 20 variants and 50 cases: the share of variants × cases that is asked. PromptEval estimates the rest.
     */
    cells?: number;
    /**
     * `early` (default) stops a run when more cases would not change the verdict. `never` always runs the whole plan.
     */
    stop?: 'early' | 'never';
    /**
     * How answers in prose are compared where nothing says what is right. `meaning` asks the judge which answers say the same. Default: `words`.
     */
    compare?: 'words' | 'meaning';
    checks?: {
      [k: string]: unknown;
    }[];
    /**
     * Whether a model may grade where the format's own checks ask for it, and say in `restraint` which sentences the context entails.
     */
    judge?: boolean;
    /**
     * Rows of inputs, or a CSV, JSON, JSONL or YAML file of them. `expected` is the correct answer, `id` names the row.
     */
    cases?:
      | string
      | {
          [k: string]: unknown;
        }[];
    /**
     * Rows that few-shot examples are drawn from, like `cases`. Default: the other cases.
     */
    examples?:
      | string
      | {
          [k: string]: unknown;
        }[];
    /**
     * Sentences the persona class begins the prompt with, instead of its own: a list, or a CSV, JSON, JSONL or YAML file of rows with `text` and `status`, of which the approved are used; `shared:NAME` is in `.plumbline/shared`.
     */
    personas?: string | string[];
    /**
     * Formats the format class uses instead of its own: a list, or a CSV, JSON, JSONL or YAML file of rows with the same keys and `status`, of which the approved are used; `shared:NAME` is in `.plumbline/shared`.
     */
    formats?:
      | string
      | {
          id?: string;
          /**
           * What joins the name of a field to its value, such as `" = "`.
           */
          separator?: string;
          /**
           * How the names of fields are cased.
           */
          names?: 'upper' | 'lower' | 'title';
          /**
           * What stands between two fields, such as `" | "` or a blank line.
           */
          between?: string;
          /**
           * The marker of the first item of a list: `-`, `1)`, `(a)`, `I.` …
           */
          items?: string;
        }[];
    /**
     * What shows in an answer that an instruction was followed, for `plumbline load`, where its own words do not say it.
     */
    instructionChecks?: {
      /**
       * How the instruction begins.
       */
      instruction: string;
      check:
        | {
            kind: 'length';
            unit: 'words' | 'sentences' | 'characters' | 'paragraphs' | 'lines' | 'items';
            least?: number;
            most?: number | null;
          }
        | {
            kind: 'keyword';
            word: string;
          }
        | {
            kind: 'forbidden';
            word: string;
          }
        | {
            kind: 'absent';
            what:
              | 'exclamation marks'
              | 'question marks'
              | 'emoji'
              | 'semicolons'
              | 'dashes'
              | 'digits'
              | 'bullets'
              | 'markdown'
              | 'parentheses';
          }
        | {
            kind: 'start' | 'end';
            with: string;
          }
        | {
            kind: 'order';
            first: string;
            second: string;
          }
        | {
            kind: 'casing';
            casing: 'lower' | 'upper';
          }
        | {
            kind: 'language';
            language: 'en' | 'de' | 'fr' | 'es' | 'it' | 'pt' | 'nl' | 'ja' | 'zh';
          }
        | {
            kind: 'format';
            format: 'json' | 'bullets' | 'numbered' | 'table';
          };
    }[];
    /**
     * Functions the model may call, as in the OpenAI protocol, or a JSON or YAML file that lists them.
     */
    tools?:
      | string
      | {
          [k: string]: unknown;
        }[];
    /**
     * How variables are written in plain text (default: `literal`) and in Copilot's and Claude's files.
     */
    language?: 'literal' | 'jinja' | 'handlebars' | 'mustache' | 'copilot' | 'braces' | 'arguments';
    /**
     * Model parameters that the format has no place for. Known ones are checked, all others are sent as they are.
     */
    parameters?: {
      temperature?: number;
      topP?: number;
      top_p?: number;
      maxTokens?: number;
      max_tokens?: number;
      maxCompletionTokens?: number;
      max_completion_tokens?: number;
      frequencyPenalty?: number;
      frequency_penalty?: number;
      presencePenalty?: number;
      presence_penalty?: number;
      stop?: string | string[];
      reasoning_effort?: string;
      [k: string]: unknown;
    };
    /**
     * How the answer is found in what the model writes, where the built-in rules do not find it.
     */
    extract?: {
      regex?: string;
      json?: string;
      lastLine?: true;
      after?: string;
    };
    /**
     * The models to test on, one report each: names from `plumbline.yml`.
     *
     * @minItems 1
     */
    models?: [string, ...string[]];
    /**
     * When a run stops: after so many calls, tokens, dollars or minutes.
     */
    budget?: {
      /**
       * Max HTTP requests, including retries.
       */
      calls?: number;
      /**
       * Max tokens, sent and received.
       */
      tokens?: number;
      /**
       * Max cost in US dollars.
       */
      usd?: number;
      /**
       * Minutes after which no further call is sent.
       */
      minutes?: number;
      /**
       * A run that may cost more US dollars than this asks first.
       */
      confirmAboveUsd?: number;
    };
    gates?: {
      [k: string]: {
        /**
         * Fails when the whole interval is above it.
         */
        max?: number;
        /**
         * Fails when the whole interval is below it.
         */
        min?: number;
        /**
         * `point` compares the value alone. Default: its interval.
         */
        mode?: 'point';
      };
    };
    /**
     * Tools in runs of several steps.
     */
    steps?: {
      /**
       * What tools answer: a list, or the name of a file of mocks or recorded calls.
       */
      mocks?:
        | string
        | {
            tool: string;
            /**
             * The exact arguments it answers.
             */
            with?: {
              [k: string]: unknown;
            };
            /**
             * RE2 patterns its arguments match.
             */
            match?: {
              [k: string]: string;
            };
            output?: unknown;
            error?: string;
          }[];
      /**
       * Faults to give to a tool. Default: all four.
       */
      faults?: ('timeout' | 'error' | 'empty' | 'wrong-type')[];
      /**
       * Max model calls of one run. Default: 8.
       */
      max?: number;
      /**
       * The tool whose call is the answer.
       */
      final?: string;
    };
    /**
     * When answers are not to be used: gates that the restraint study measures.
     */
    restraint?: {
      /**
       * Hold back answers the model is not sure of.
       */
      confidence?: {
        /**
         * Hold back below this confidence. Default: the one found.
         */
        min?: number;
        /**
         * The share of wrong answers to aim at. Default: 0.1.
         */
        risk?: number;
        /**
         * What to do instead of answering. Default: `abstain`.
         */
        action?: 'abstain' | 'clarify' | 'fallback' | 'human' | 'cancel';
      };
      /**
       * Hold back where what the answer rests on is missing.
       */
      context?: {
        /**
         * Variables that must not be empty.
         *
         * @minItems 1
         */
        require: [string, ...string[]];
        /**
         * What to do instead of answering. Default: `abstain`.
         */
        action?: 'abstain' | 'clarify' | 'fallback' | 'human' | 'cancel';
      };
      /**
       * What inputs must not hold: personal-data, secrets, injection, or a pattern of your own.
       */
      policy?: (
        | ('personal-data' | 'secrets' | 'injection')
        | {
            pattern: string;
            /**
             * What to do instead of answering. Default: `abstain`.
             */
            action?: 'abstain' | 'clarify' | 'fallback' | 'human' | 'cancel';
          }
        | {
            rule: 'personal-data' | 'secrets' | 'injection';
            /**
             * What to do instead of answering. Default: `abstain`.
             */
            action?: 'abstain' | 'clarify' | 'fallback' | 'human' | 'cancel';
          }
      )[];
      /**
       * What the prompt is for. Requests that pull against it are held back.
       */
      goal?: {
        statement: string;
        /**
         * What to do instead of answering. Default: `abstain`.
         */
        action?: 'abstain' | 'clarify' | 'fallback' | 'human' | 'cancel';
      };
      /**
       * Hold back where a call would cost more.
       */
      cost?: {
        tokens?: number;
        usd?: number;
        /**
         * What to do instead of answering. Default: `abstain`.
         */
        action?: 'abstain' | 'clarify' | 'fallback' | 'human' | 'cancel';
      };
      /**
       * Gates after which a person decides, whatever their own action.
       */
      human?: {
        /**
         * @minItems 1
         */
        when: [
          'confidence' | 'context' | 'policy' | 'goal' | 'cost',
          ...('confidence' | 'context' | 'policy' | 'goal' | 'cost')[],
        ];
      };
    };
    [k: string]: unknown;
  };
}
