import type { Message } from '../../ports/model.js';

/** A variant has messages of the same roles in the same order. */
export function rolesProblem(original: readonly Message[], wording: readonly Message[]): string[] {
  const roles = (messages: readonly Message[]) => messages.map(({ role }) => role).join(', ');
  const [was, is] = [roles(original), roles(wording)];
  return was === is ? [] : [`the messages are ${is} instead of ${was}`];
}
