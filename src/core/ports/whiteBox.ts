/** A local model that can be read layer by layer: its own weights, cut after some of its blocks. */

import type { Message } from './model.js';

/** Natural log probabilities of the likeliest tokens at a place, by token id. */
export type TopList = ReadonlyMap<number, number>;

/** A text as the model reads it: what it is given, and what it is made to answer. Token ids. */
export interface ForcedText {
  readonly prompt: readonly number[];
  readonly answer: readonly number[];
}

export interface TokenisedAnswer extends ForcedText {
  /** The text of each token of the answer; a part of a character is empty. */
  readonly texts: readonly string[];
}

/** At each token of the answer. */
export interface Reading {
  readonly lists: readonly TopList[];
  /** Of the token itself; null where it is not known. */
  readonly logprobs: readonly (number | null)[];
}

export interface WhiteBox {
  /** Blocks of the whole model. */
  readonly layers: number;
  /** Tokens of a list. */
  readonly listed: number;
  tokenised(messages: readonly Message[], answer: string): Promise<TokenisedAnswer>;
  /**
   * What the model expects after `layer` blocks, 1 to `layers`: one reading for each text, in their order. Throws `UserError` where
   * it cannot be started.
   */
  read(layer: number, texts: readonly ForcedText[]): Promise<readonly Reading[]>;
}
