import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../../src/core/report/html.js';
import { renderMarkdown } from '../../../../src/core/report/markdown.js';
import { viewOf } from '../../../../src/core/report/view.js';
import { ProviderError } from '../../../../src/core/errors.js';
import { completion, fakeProvider } from '../../../support/fakes.js';
import { promptFrom, TRIAGE } from '../../../support/prompts.js';
import { endpointOn, tested } from '../../../support/studies.js';

const OVERRIDES = { variants: { format: 2 }, stopEarly: false };
/** The first two cases only have an expected answer. */
const MIXED = TRIAGE.replace(/( {4}expected: \w+\n)/g, (line, _, at: number) =>
  at < TRIAGE.indexOf('No sound') ? line : '',
);

describe('beside the verdict', () => {
  it('stands that only some cases can be scored, with the effect both ways', async () => {
    const { report } = await tested(
      promptFrom(MIXED),
      endpointOn(fakeProvider(() => completion('bug'))),
      OVERRIDES,
    );
    const view = viewOf(report);
    expect(view.caveats).toEqual([
      expect.stringMatching(
        /^Only 2 of 8 cases can be scored: .* over 2: 0\.00.* over all 8: 0\.00 \[0\.00, \d\.\d\d\]\.$/,
      ),
    ]);
    expect(view.verdict.advice).toBe(
      'Add expected answers to at least 6 of the 6 cases without one.',
    );
  });

  it('stands how many calls failed and where, not among the notes', async () => {
    const { report } = await tested(
      promptFrom(TRIAGE),
      endpointOn(
        fakeProvider((request, _context, call) =>
          call % 5 === 0
            ? new ProviderError('down', { failure: 'bad-request', status: 500 })
            : completion(request.model),
        ),
      ),
      OVERRIDES,
    );
    const view = viewOf(report);
    expect(view.caveats.join()).toMatch(/^\d+ of \d+ calls failed \(.*HTTP 500\)/);
    expect(view.notes.join()).not.toContain('calls failed');
    for (const text of [renderMarkdown(view), renderHtml(report)])
      expect(text.split(' calls failed (')).toHaveLength(2);
  });

  it('stands nothing where every case is scored and every call was answered', async () => {
    const { report } = await tested(
      promptFrom(TRIAGE),
      endpointOn(fakeProvider(() => completion('bug'))),
      OVERRIDES,
    );
    expect(viewOf(report).caveats).toEqual([]);
  });
});
