import { describe, expect, it, vi } from 'vitest';
import { templateText } from '../../support/templateText.js';

vi.stubGlobal('document', { createTreeWalker: () => ({}) });
const { tokenView } = await import('../../../webview/tokenShading.js');

type Tokens = Parameters<typeof tokenView>[0];
const unsure = (...texts: string[]) => texts.map((text): Tokens[number] => [text, 0.5]);
const sure = (...texts: string[]) => texts.map((text): Tokens[number] => [text, 0.99]);
const leastOf = (tokens: Tokens) => {
  const [, least = ''] = templateText(tokenView(tokens)).split('(solid).');
  return least;
};

describe('the tokens the model was least sure of', () => {
  it('are the words of a JSON answer, not its brackets, quotes and keys', () => {
    const least = leastOf([
      ...unsure('{', '"', 'la', 'bel', '":', ' "'),
      ['bill', 0.7, 'bug', 0.2],
      ...sure('ing'),
      ...unsure('"', '}'),
    ]);
    expect(least).toContain('<code>bill</code> 0.70');
    expect(least.match(/<code>/g)).toHaveLength(2);
    expect(least).toContain('<code>bug</code> 0.20');
  });

  it('are values where one quotes what looks like a key', () => {
    const least = leastOf([...sure('{"a": "'), ...unsure('x'), ...sure('\\": y"}')]);
    expect(least).toContain('<code>x</code>');
  });

  it('say that only the syntax was unsure, where nothing else was', () => {
    for (const fence of [[], sure('```json\n')])
      expect(leastOf([...fence, ...unsure('{"', 'label', '":'), ...sure(' "bug"}')])).toContain(
        'unsure only of how the JSON is written',
      );
  });

  it('may be any in prose', () => {
    expect(leastOf([...sure('Yes'), ...unsure(','), ...sure(' sir')])).toContain(
      '<code>,</code> 0.50',
    );
    expect(leastOf(sure('Yes', ',', ' sir'))).toContain('confident about every token');
  });
});
