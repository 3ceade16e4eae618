import type { SentImage } from './image.js';
import type { Usage } from './usage.js';

export type Role = 'system' | 'user' | 'assistant';

export interface Message {
  readonly role: Role;
  readonly content: string;
  /** In the order of the text, which says in their places what they are; absent where there are none. */
  readonly images?: readonly SentImage[];
}

/** A function the model may call. */
export interface Tool {
  readonly name: string;
  readonly description: string | null;
  /** JSON schema of its arguments, as the file gives it; null: it takes none. */
  readonly parameters: Readonly<Record<string, unknown>> | null;
  /** Whether the endpoint is to enforce the schema; null: its own default. */
  readonly strict: boolean | null;
}

/** A step of a multi-step run: the calls the model made, with what the tools answered. */
export interface ToolTurn {
  /** What the model said beside its calls; empty if nothing. */
  readonly content: string;
  readonly calls: readonly ToolTurnCall[];
}

export interface ToolTurnCall {
  /** Nine letters and digits: the strictest form that endpoints ask for. */
  readonly id: string;
  readonly name: string;
  /** JSON text. */
  readonly arguments: string;
  readonly output: string;
}

/** A chat request as it goes out. Fields that are null are not sent, so the endpoint's own default holds. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly Message[];
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly maxTokens: number | null;
  readonly maxCompletionTokens: number | null;
  /** The `response_format` value, as the OpenAI protocol writes it. */
  readonly responseFormat: unknown;
  /** What the model may call; absent where the prompt offers nothing. */
  readonly tools?: readonly Tool[];
  /** What came after the messages, oldest first; absent in a run's first step. */
  readonly turns?: readonly ToolTurn[];
  /** Further parameters of the prompt file, sent as they stand (`frequency_penalty`, `stop`, …). */
  readonly extra: Readonly<Record<string, unknown>>;
  readonly seed: number | null;
  /** How many alternatives to ask for at each token (0…20); null asks for no token probabilities. */
  readonly topLogprobs: number | null;
}

/** One generated token with its natural-log probability and the likeliest alternatives. */
export interface Token {
  readonly text: string;
  readonly logprob: number;
  readonly top: readonly { readonly text: string; readonly logprob: number }[];
}

export interface Completion {
  /** What the model said; calls of tools as `writeToolCalls` writes them. */
  readonly text: string;
  /** What it wrote before its answer, where that came apart from it; absent where there is none. */
  readonly reasoning?: string;
  /** Kinds of content beside the text that were left out, for instance `image_url`. */
  readonly leftOut?: readonly string[];
  /** `stop`, `length`, …; null where the endpoint does not say. */
  readonly finishReason: string | null;
  /** Null where the endpoint returns no token probabilities. */
  readonly tokens: readonly Token[] | null;
  readonly usage: Usage | null;
  /** The model version and build the endpoint names, to notice a change in the middle of a run. */
  readonly servedBy: { readonly model: string | null; readonly fingerprint: string | null };
  /** From sending to the last byte, in milliseconds; null where nobody waited for it, as in a batch. */
  readonly latencyMs: number | null;
  /** From sending to the first piece of content or of a call, in milliseconds; null when not streamed. */
  readonly ttftMs: number | null;
}

export interface CallContext {
  readonly signal: AbortSignal;
  /** Which repeat of the same request this is, 1-based: a recording holds one answer for each. */
  readonly repeat: number;
  /** Optional request fields the endpoint refused earlier, left out from now on. */
  readonly omit: ReadonlySet<string>;
  /** Told when the endpoint said with its answer that it has nothing left for so many milliseconds. */
  readonly onRest?: (waitMs: number) => void;
}

/** Sends one request and returns one answer. Throws only `ProviderError` or the signal's reason; keeps no state. */
export interface ModelProvider {
  /** Names the endpoint in reports and cache keys, for instance its base URL. Never holds a key. */
  readonly id: string;
  /** True when answers are read from a recording and no model is asked. */
  readonly recorded: boolean;
  /** Names of the optional fields it sends with a request, before any is refused. Absent: it knows of none. */
  fieldsOf?(request: ChatRequest): readonly string[];
  /** Names of what the request asks for and the API has no field for: it is never sent. Absent: nothing. */
  missingFields?(request: ChatRequest): readonly string[];
  complete(request: ChatRequest, context: CallContext): Promise<Completion>;
}

/** US dollars per million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  /** Of prompt tokens from the endpoint's prefix cache. Absent: as other input. */
  readonly cachedInput?: number | undefined;
  /** The price list it is from, with its date. Absent: it was given. */
  readonly list?: string;
}

/** A call beside the trials: it shares the run's pool, cache, budget and journal. */
export interface AskRequest {
  readonly purpose: 'paraphrase' | 'requirements' | 'cases' | 'checks' | 'judge';
  readonly messages: readonly Message[];
  readonly temperature: number;
  readonly maxTokens: number;
  /** Where calls go out side by side: what makes the same call the same when it is made again. Absent: their order. */
  readonly seed?: number;
}

export type Ask = (request: AskRequest) => Promise<Completion>;

/** The embeddings of texts, in their order: all of one length. Shares the run's pool and budget. */
export type Embed = (texts: readonly string[]) => Promise<readonly (readonly number[])[]>;
