/** A model asked as a judge: one that fails, or is never understood, is not asked for ever. */

import { ProviderError } from '../errors.js';
import type { Ask, Message } from '../ports/model.js';
import type { JudgeProblem } from '../run/outcome.js';

/** A judge none of whose first replies can be read is not asked any further. */
const UNREAD_UNTIL_GIVEN_UP = 5;
const LONGEST_REPLY = 200;

export interface JudgeQuestion {
  readonly instruction: string;
  readonly question: string;
  readonly maxTokens: number;
  readonly seed: number;
}

export interface JudgeReply {
  /** Of a call that failed, why. */
  readonly text: string;
  /** What may keep it from being read; absent where it came whole. */
  readonly problem?: JudgeProblem;
}

export interface Judge {
  readonly isGivenUp: boolean;
  /** Throws what ends a run: a budget that is reached, the signal's reason. */
  reply(question: JudgeQuestion): Promise<JudgeReply>;
  /** To be told of every first reply whether it could be read. */
  heard(isRead: boolean): void;
}

export function createJudge(ask: Ask): Judge {
  let everRead = false;
  let unread = 0;
  return {
    get isGivenUp() {
      return !everRead && unread >= UNREAD_UNTIL_GIVEN_UP;
    },
    async reply({ instruction, question, maxTokens, seed }) {
      const messages: Message[] = [
        { role: 'system', content: instruction },
        { role: 'user', content: question },
      ];
      try {
        const request = { messages, temperature: 0, maxTokens, seed };
        const { text, finishReason } = await ask({ purpose: 'judge', ...request });
        return finishReason === 'length' ? { text, problem: 'cut-off' } : { text };
      } catch (error) {
        if (error instanceof ProviderError) return { text: error.message, problem: 'failed' };
        throw error;
      }
    },
    heard(isRead) {
      if (isRead) everRead = true;
      else unread += 1;
    },
  };
}

/** What is kept of a reply that could not be read. */
export const keptReply = ({ text, problem }: JudgeReply) => ({
  reply: text.trim().slice(0, LONGEST_REPLY),
  ...(problem ? { problem } : {}),
});
