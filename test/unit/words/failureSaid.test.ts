import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorFromBody, providerErrorFrom } from '../../../src/core/models/openAiErrors.js';
import { BudgetReached, createBudget } from '../../../src/core/run/budget.js';
import { english, type Say } from '../../../src/core/say/say.js';
import { failureSaid } from '../../../src/core/words/failureSaid.js';

const TEXTS = JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8')) as Record<string, string>;
/** Sentences of a translation come back in brackets, so that what stays English is seen. */
const marked: Say = (template, params) =>
  template in TEXTS ? `«${english(template, params)}»` : english(template, params);

const FACTS = { baseUrl: 'http://a.example/v1', model: 'm', secrets: [], now: 0 };
const body = (message: string, code: string | null = null) => ({
  ...{ message, code, param: null, status: null, retryAfterMs: null },
});

const thrownBy = (work: () => unknown): BudgetReached => {
  try {
    work();
  } catch (error) {
    return error as BudgetReached;
  }
  throw new Error('Nothing was thrown.');
};

describe('why a call failed', () => {
  it.each([
    ...([401, 402, 403, 404, 413, 429, 451, 500] as const).map(
      (status) => [status, errorFromBody(body('no (such) thing.'), { ...FACTS, status })] as const,
    ),
    ['filter', errorFromBody(body('x', 'content_filter'), { ...FACTS, status: 400 })],
    ['field', errorFromBody(body("Unknown parameter: 'seed'"), { ...FACTS, status: 400 })],
    ['request', errorFromBody(body('Something odd'), { ...FACTS, status: 400 })],
    ['refused', providerErrorFrom(new Error('connect ECONNREFUSED 127.0.0.1:9'), FACTS)],
    ['late', providerErrorFrom(new Error('Request timed out.'), FACTS)],
    ['unreadable', providerErrorFrom(new Error('Unexpected token'), FACTS)],
  ] as const)('is said again as it was said first: %s', (_, error) => {
    expect(failureSaid(error.message, english)).toBe(error.message);
    expect(failureSaid(error.message, marked)).toBe(error.sentence(marked));
    expect(error.sentence(marked)).toMatch(/^«/);
  });

  it.each([
    { calls: 1, usd: null },
    { calls: 12, usd: null },
    { calls: null, usd: null, tokens: 5 },
    { calls: null, usd: 0.001 },
  ])('is said of a budget, too: %j', (limits) => {
    const price = { input: 1, output: 1 };
    const budget = createBudget(limits, price, { calls: 12, usd: 0.5, tokens: 5 });
    const error = thrownBy(() => budget.reserve({ promptTokens: 3, completionTokens: 3 }));
    expect(error).toBeInstanceOf(BudgetReached);
    expect(failureSaid(error.message, marked)).toBe(error.sentence(marked));
  });

  it('stays as it is where nobody here said it', () => {
    for (const message of ['', 'The dog ate it.', `${'(('.repeat(5000)} failed (x).`])
      expect(failureSaid(message, marked)).toBe(message);
  });
});
