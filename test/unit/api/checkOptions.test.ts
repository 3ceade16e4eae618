import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/api/evaluate.js';
import { checkOptions } from '../../../src/api/checkOptions.js';
import type { EvaluateOptions } from '../../../src/api/options.js';

describe('options of evaluate', () => {
  it.each([
    [{ repeats: -1 }, 'repeats is -1. It has to be a whole number of at least 1.'],
    [{ sample: 0 }, 'sample is 0.'],
    [{ concurrency: 1.5 }, 'concurrency is 1.5. It has to be a whole number from 1 to 1000.'],
    [{ concurrency: 1e9 }, 'concurrency is 1000000000.'],
    [{ variants: 1e9 }, 'variants is 1000000000.'],
    [{ variants: { paraphrase: 1e9 } }, 'variants is {"paraphrase":1000000000}.'],
    [{ budget: { minutes: Infinity } }, 'budget.minutes is Infinity.'],
    [{ budget: [] }, 'budget is [].'],
    [{ toString: 1 }, 'toString is not an option.'],
    [{ repeats: NaN }, 'repeats is NaN.'],
    [{ budget: { calls: 0 } }, 'budget.calls is 0. It has to be a whole number of at least 1.'],
    [{ budget: { usd: NaN } }, 'budget.usd is NaN. It has to be a finite number above 0.'],
    [{ budget: null }, 'budget is null. It has to be an object, such as { calls: 100 }.'],
    [{ budget: { call: 1 } }, 'budget.call is not an option. The options are calls, tokens'],
    [{ shots: 'file' }, 'shots is "file". It has to be an array of \'file\' or numbers'],
    [
      { cases: '1' },
      "cases is \"1\". It has to be an array of at least one case id, such as ['1', '2'].",
    ],
    [{ cases: [1] }, 'cases is [1].'],
    [{ cases: [] }, 'cases is [].'],
    [{ variants: -1 }, 'variants is -1. It has to be a whole number from 0 to 999, or one for'],
    [{ variants: { format: '2' } }, 'variants is {"format":"2"}.'],
    [{ seed: 'x' }, 'seed is "x". It has to be a whole number.'],
    [{ cache: 'no' }, 'cache is "no". It has to be true or false.'],
    [{ onPlan: true }, 'onPlan is true. It has to be a function.'],
    [{ signal: {} }, 'signal is {}. It has to be an AbortSignal.'],
    [{ repeat: 3 }, 'repeat is not an option. The options are model, baseUrl'],
    [{ api: 'completions' }, 'api is "completions". It has to be chat or responses.'],
  ])('refuse what no run could be made with: %j', (options, message) => {
    expect(() => checkOptions(options as EvaluateOptions)).toThrow(message);
  });

  it.each([[null], [5], ['a'], [[]]])('are an object: %j', (options) => {
    expect(() => checkOptions(options as never)).toThrow('They have to be an object.');
  });

  it.each([[undefined], [5], [''], [['a.prompt.yml']], [{}]])(
    'come with the path of a prompt file, not %j',
    async (file) => {
      await expect(evaluate(file as never)).rejects.toThrow(
        'It has to be the path of a prompt file.',
      );
      await expect(evaluate(file as never)).rejects.toMatchObject({ name: 'UserError' });
    },
  );

  it('may be absent, or anything a run can be made with', () => {
    expect(() => checkOptions({})).not.toThrow();
    expect(() =>
      checkOptions({
        ...{ repeats: 1, sample: 3, concurrency: 8, budget: { calls: 1, usd: 0.01 } },
        ...{ variants: { paraphrase: 2 }, shots: ['file', '2'], signal: AbortSignal.abort() },
        ...{ onProgress: () => undefined, model: undefined as never },
      }),
    ).not.toThrow();
  });
});
