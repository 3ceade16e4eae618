/** What a run makes of answers of two wordings: the effect, and what `show` says of a cell. */

import { describe, expect, it } from 'vitest';
import { completion, failure } from '../../support/fakes.js';
import { effectOf, shownCell, twoWordings } from '../../support/twoWordings.js';

const JSON_HEAD = 'responseFormat: json_object\n';

describe('numbers that a double does not hold', () => {
  it('are compared and shown by their digits', async () => {
    const report = await twoWordings(
      () => '{"id":12345678901234567890}',
      () => '{"id":12345678901234567891}',
      { head: JSON_HEAD },
    );
    expect(effectOf(report)).toBe(1);
    expect(shownCell(report)).toContain('id: [-12345678901234567890-] {+12345678901234567891+}');
  });

  it('are shown where no double is near them', async () => {
    const report = await twoWordings(
      () => '{"price":1e400}',
      () => 'So: {"price":1e500}',
      { head: JSON_HEAD },
    );
    expect(effectOf(report)).toBe(1);
    expect(shownCell(report)).toContain('price: [-1e400-] {+1e500+}');
    expect(shownCell(report)).toMatch(/^Read .*\{"price":1e500\}$/m);
  });

  it('are wrong where another is expected', async () => {
    const report = await twoWordings(
      () => '{"id":12345678901234567890}',
      () => '{"id":12345678901234567891}',
      {
        head: JSON_HEAD,
        expected: `'{"id": 12345678901234567890}'`,
        settings: "checks: [{ json: '{{expected}}' }],",
      },
    );
    expect(effectOf(report)).toBe(1);
  });
});

describe('JSON whose keys look like paths', () => {
  it('differs in the numbers as in the matrix', async () => {
    const report = await twoWordings(
      () => '{"a.b":0}',
      () => '{"a":{"b":0}}',
      { head: JSON_HEAD },
    );
    expect(effectOf(report)).toBe(1);
    expect(shownCell(report)).toContain('["a.b"]: [-0-]');
  });
});

describe('equal JSON in other words', () => {
  it('is shown with its words', async () => {
    const report = await twoWordings(
      () => '{"guilty":true}',
      () => 'That is wrong: {"guilty":true}. I would not say so.',
      { head: JSON_HEAD },
    );
    const shown = shownCell(report);
    expect(shown).not.toContain('white space');
    expect(shown).toContain('That is wrong');
    expect(shown).toMatch(/^Differs .*\{\+That is wrong/m);
  });

  it('differs in nothing but white space where that is so', async () => {
    const report = await twoWordings(
      () => '{"a":1,"b":2}',
      () => '{ "a": 1,\n "b": 2 }',
      { head: JSON_HEAD },
    );
    expect(shownCell(report)).toMatch(/^Differs +in nothing but white space$/m);
  });

  it('shows keys in another order as that', async () => {
    const report = await twoWordings(
      () => '{"a":1,"b":2}',
      () => '{"b":2,"a":1}',
      { head: JSON_HEAD },
    );
    expect(effectOf(report)).toBe(0);
    expect(shownCell(report)).not.toContain('white space');
  });
});

describe('JSON that nobody announced', () => {
  it.each([
    ['alone', '{"a":0,"b":2}', '{"b":2,"a":0}'],
    ['in a fence', '{"a":0,"b":2}', '```json\n{"b":2,"a":0}\n```'],
    ['after a word', '{"a":0,"b":2}', 'Sure! Here it is:\n{"b":2,"a":0}'],
  ])('is compared as JSON: %s', async (_, original, other) => {
    const report = await twoWordings(
      () => original,
      () => other,
    );
    expect(report.comparedBy).toBe('json');
    expect(effectOf(report)).toBe(0);
  });

  it.each([
    ['{"a":[]}', '{}'],
    ['{"a":1}', '{"a":"1"}'],
    ['{"a":true}', '{"a":"true"}'],
  ])('tells %s from %s', async (original, other) => {
    expect(
      effectOf(
        await twoWordings(
          () => original,
          () => other,
        ),
      ),
    ).toBe(1);
  });

  it('is not what prose is that quotes some, or a minority of the answers', async () => {
    const prose = `${'I looked at all of it and found that it is so. '.repeat(4)} {"a":1}`;
    const quoting = await twoWordings(
      () => prose,
      () => prose,
    );
    const mixed = await twoWordings(
      (at) => (at === 0 ? '{"a":1}' : 'It is one.'),
      () => 'It is one.',
    );
    expect([quoting.comparedBy, mixed.comparedBy]).toEqual(['text', 'text']);
  });

  it('decides how a run is stopped early, too', async () => {
    const report = await twoWordings(
      (at) => `{"a":${at},"b":2}`,
      (at) => `{"b":2,"a":${at}}`,
      { cases: 60, stopEarly: true },
    );
    expect(report.comparedBy).toBe('json');
    expect(['stable', 'no-movement']).toContain(report.verdict.code);
  });
});

describe('short answers in prose', () => {
  it.each([
    ['-1', '1'],
    ['<5', '>5'],
    ['50%', '50'],
    ['.5', '5'],
    ['12:30', '1230'],
    ['1.250', '1,250'],
    ['$5', '5'],
    ['C++', 'C'],
    ['if (a < b)', 'if (a > b)'],
    ['The result is -1 for this case.', 'The result is 1 for this case.'],
    ['__init0__', 'init0'],
  ])('tell %s from %s', async (original, other) => {
    const report = await twoWordings(
      (at) => (at === 0 ? 'none of these' : original),
      (at) => (at === 0 ? 'none of these' : other),
    );
    expect(report.comparedBy).toBe('text');
    expect(effectOf(report)).toBeGreaterThan(0);
  });

  it.each([
    ['Yes.', '**yes**'],
    ['It is a dog, surely.', '- It is the dog surely'],
  ])('are the same: %s and %s', async (original, other) => {
    const report = await twoWordings(
      () => original,
      () => other,
    );
    expect(effectOf(report)).toBe(0);
  });
});

describe('an answer that was cut off before it began', () => {
  const cut = completion('<think>Let me see', { finishReason: 'length' });

  it('is no answer: the numbers rest on the others, and the advice is the limit', async () => {
    const report = await twoWordings(
      () => 'A',
      (at) => (at < 4 ? 'A' : cut),
      { cases: 80 },
    );
    expect(report.metrics['divergence.cross']?.n).toBe(4);
    expect(report.verdict.params['reason']).not.toBe('words-only');
    expect(report.verdict.advice[0]?.code).toBe('raise-token-limit');
    expect(report.metrics['rate.truncated']?.value).toBeGreaterThan(0.4);
  });

  it('is told from a call that failed, where either takes most comparisons away', async () => {
    const failing = failure('bad-request');
    const report = await twoWordings(
      () => 'yes',
      (at) => (at < 4 ? 'yes' : failing),
      { cases: 80, expected: "'yes'" },
    );
    expect(report.verdict.advice[0]).toMatchObject({
      code: 'fix-failing-calls',
      params: { cases: 76, of: 80 },
    });
  });
});
