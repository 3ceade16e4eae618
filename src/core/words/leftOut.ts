/** What it means that an endpoint refused a request field, or that its API does not have it. */

import type { NoteParams } from '../text/note.js';
import type { Say } from '../say/say.js';

type Meaning = (say: Say, value: string) => string;

const MEANINGS: Readonly<Record<string, Meaning>> = {
  temperature: (say, value) =>
    value === ''
      ? say('answers are sampled at the model’s own temperature')
      : say('answers are sampled at the model’s own temperature instead of {value}', { value }),
  top_p: (say) => say('the model’s own top_p applies'),
  seed: (say) => say('equal requests need not get equal answers'),
  stop: (say) => say('answers may go on after the stop sequence'),
  logprobs: (say) =>
    say('there are no token probabilities, and confidence comes from agreement instead'),
  top_logprobs: (say) => say('only the probability of the chosen tokens is known'),
  stream_options: (say) => say('token counts are estimates'),
  stream: (say) => say('answers arrive whole, and the time to the first token is unknown'),
  response_format: (say) => say('answers need not have the required format'),
  reasoning_effort: (say) => say('the model reasons as much as it does by default'),
  reasoning: (say) => say('the model reasons as much as it does by default'),
  text: (say) => say('answers need not have the required format'),
  include: (say) =>
    say('there are no token probabilities, and confidence comes from agreement instead'),
  tool_choice: (say) => say('the model decides whether it calls a tool'),
  max_tokens: (say) => say('only the model limits the length of answers'),
  max_completion_tokens: (say) => say('only the model limits the length of answers'),
  max_output_tokens: (say) => say('only the model limits the length of answers'),
};

export function leftOutText(
  { parameter, instead, value, isMissing }: NoteParams,
  say: Say,
): string {
  const name = String(parameter);
  if (typeof instead === 'string')
    return say('The endpoint rejected {parameter}; using {instead} instead.', {
      parameter: name,
      instead,
    });
  const meaning = MEANINGS[name] ?? ((speak: Say) => speak('the endpoint’s own default applies'));
  const said = {
    parameter: name,
    meaning: meaning(say, typeof value === 'number' ? String(value) : ''),
  };
  return isMissing === true
    ? say('The Responses API does not have {parameter}, so it was not sent: {meaning}.', said)
    : say('The endpoint does not accept {parameter}, so it was left out: {meaning}.', said);
}
