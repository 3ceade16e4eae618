import { describe, expect, it } from 'vitest';
import { waitInWords, waitNamed, waitUntilReset } from '../../../src/core/models/waitAsked.js';

const NOW = Date.parse('2026-10-21T07:28:00Z');

describe('when a limit is reset', () => {
  it.each([
    [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '20ms' }, 20],
    [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '6m0s' }, 360_000],
    [
      {
        'x-ratelimit-remaining-requests': '5',
        'x-ratelimit-reset-requests': '1h0m0s',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '1.5s',
      },
      1500,
    ],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW + 9000) }, 9000],
    [{ 'ratelimit-reset': '7' }, 7000],
    [
      {
        'anthropic-ratelimit-requests-remaining': '0',
        'anthropic-ratelimit-requests-reset': '2026-10-21T07:28:30Z',
      },
      30_000,
    ],
    [{ 'retry-after': '2', 'x-ratelimit-reset-requests': '9s' }, 2000],
    // Sent twice.
    [{ 'retry-after': '3, 3' }, 3000],
    [{ 'retry-after-ms': '40, 40' }, 40],
    [{ 'x-ratelimit-remaining-requests': '3', 'x-ratelimit-reset-requests': '9s' }, null],
  ])('%j → %s ms', (headers, wait) => {
    const sent = new Headers(headers as Record<string, string>);
    expect(waitNamed(sent, NOW) ?? waitUntilReset(sent, NOW)).toBe(wait);
  });

  it.each([
    ['Rate limit reached. Please try again in 20s.', 20_000],
    ['Please retry in 34.5 seconds.', 34_500],
    ['Please try again in 6m0s.', 360_000],
    ['please retry after 250 milliseconds', 250],
    ['Slow down.', null],
  ])('%s → %s ms', (words, wait) => {
    expect(waitInWords(words)).toBe(wait);
  });

  it.each([
    ['Please try again in 2 hours.', 7_200_000],
    ['Retry after 5 min', 300_000],
    ['try again in 1 hour', 3_600_000],
    ['try again in 800 ms', 800],
    ['try again in 1 day', 86_400_000],
  ])('reads the unit of %j', (words, wait) => {
    expect(waitInWords(words)).toBe(wait);
  });
});
