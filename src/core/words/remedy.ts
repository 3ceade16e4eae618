import type { Say } from '../say/say.js';

/** What to do about calls that fail in this way, one of `PROVIDER_FAILURES`; null where the failure's own message says it, or there is nothing. */
export function remedyText(failure: string | undefined, say: Say): string | null {
  switch (failure) {
    case 'server':
      return say(
        'Try again later, or with fewer calls at a time (`concurrency` in plumbline.yml).',
      );
    case 'rate-limited':
      return say('Set fewer calls at a time (`concurrency` in plumbline.yml), or try again later.');
    case 'timeout':
      return say('If the model is slow, raise `timeoutMs` in plumbline.yml.');
    case 'broken-stream':
      return say(
        'Check that the base URL is that of an OpenAI-compatible API, and that no proxy cuts answers off.',
      );
    case 'bad-request':
      return say("Compare the prompt's parameters with what the model accepts.");
    case 'quota':
      return say('Add credit to the account, or choose another model.');
    case 'too-long':
      return say('Shorten the prompt or its cases, or choose a model that reads more.');
    default:
      return null;
  }
}
