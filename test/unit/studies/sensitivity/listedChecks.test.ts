import { describe, expect, it } from 'vitest';
import { parsePrompt } from '../../../../src/core/prompt/formats/formats.js';
import { renderHtml } from '../../../../src/core/report/html.js';
import { renderJunit } from '../../../../src/core/report/junit.js';
import { renderTerminal } from '../../../../src/core/report/terminal.js';
import { viewOf } from '../../../../src/core/report/view.js';
import { plainColours } from '../../../support/colours.js';
import { endpointOn, tested } from '../../../support/studies.js';
import { completion, fakeProvider } from '../../../support/fakes.js';

const CONFIG = `prompts: ['Say {{a}}']
providers: [openai:gpt-4]
defaultTest:
  assert: [{ type: python, value: 'True', metric: shape }]
tests:
  - vars: { a: x }
    assert: [{ type: contains, value: x }, { type: javascript, value: 'true' }]
  - vars: { a: y }
    assert: [{ type: contains, value: y }, { type: javascript, value: 'false' }, { type: javascript, value: '1' }]
  - vars: { a: z }
    assert: [{ type: bleu, value: z }]
sensitivity: { variants: { format: 1 } }
`;

describe('checks of single cases', () => {
  it('are told in the report: how many cases, and why those that are not run are not', async () => {
    const { prompt } = parsePrompt('promptfooconfig.yaml', CONFIG);
    const { report } = await tested(prompt!, endpointOn(fakeProvider(() => completion('x'))));
    const code = 'it would run code from the repository';
    expect(report.checks).toEqual([
      { name: 'shape (python)', run: false, reason: code, cases: 3 },
      { name: 'contains', run: true, reason: null, cases: 2 },
      { name: 'javascript', run: false, reason: code, cases: 2 },
      { name: 'bleu', run: false, reason: expect.stringContaining('libraries'), cases: 1 },
    ]);
    const view = viewOf(report);
    const sentence = 'Check "javascript" was not run in 2 of 3 cases';
    expect(view.notes).toContain(`Check "shape (python)" was not run: ${code}.`);
    expect(renderTerminal(view, { colours: plainColours, width: 200 })).toContain(sentence);
    expect(renderHtml(report)).toContain('was not run in 2 of 3 cases');
    expect(renderJunit([view])).toContain('was not run in 2 of 3 cases');
  });
});
