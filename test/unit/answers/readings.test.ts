/** What a run makes of answers of two wordings: the effect, and what `show` says of a cell. */

import { describe, expect, it } from 'vitest';
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
