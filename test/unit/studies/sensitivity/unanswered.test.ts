import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../../src/core/report/markdown.js';
import { renderTerminal } from '../../../../src/core/report/terminal.js';
import { viewOf } from '../../../../src/core/report/view.js';
import { plainColours } from '../../../support/colours.js';
import { endpointOn, tested } from '../../../support/studies.js';
import { completion, failure, fakeProvider } from '../../../support/fakes.js';
import { promptFrom, TRIAGE } from '../../../support/prompts.js';

const FORMAT = { variants: { format: 1 } };

describe('a run in which nothing was answered', () => {
  it('shows why, and no empty matrix or list of numbers', async () => {
    const { report } = await tested(
      promptFrom(TRIAGE),
      endpointOn(fakeProvider(() => failure('server'))),
      FORMAT,
    );
    const view = viewOf(report);
    const text = renderTerminal(view, { colours: plainColours, width: 200 });
    expect(text.trim().split('\n').at(-1)).toBe(
      'Nothing was answered. failed: server Try again later, or with fewer calls at a time (`concurrency` in plumbline.yml).',
    );
    for (const shown of [text, renderMarkdown(view)]) {
      expect(shown).toContain('Nothing was answered. failed: server');
      expect(shown).not.toMatch(/not available|Original/);
    }
  });

  it('has nothing to say of the kind once there is an answer', async () => {
    const { report } = await tested(
      promptFrom(TRIAGE),
      endpointOn(
        fakeProvider((_, __, call) => (call === 1 ? completion('bug') : failure('server'))),
      ),
      FORMAT,
    );
    expect(viewOf(report).unanswered).toBeNull();
  });
});
