import { describe, expect, it } from 'vitest';
import { viewOf } from '../../../src/core/report/view.js';
import { inOneVersion, isOtherVersion, versionsOf } from '../../../src/core/run/modelVersions.js';
import { versionNotes } from '../../../src/core/run/runNotes.js';
import type { CompletedOutcome } from '../../../src/core/run/outcome.js';
import { completion, fakeProvider } from '../../support/fakes.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';
import { endpointOn, tested } from '../../support/studies.js';

const answered = (repeat: number, servedBy: string | null): CompletedOutcome => ({
  variant: 'original',
  shots: 'file',
  case: '1',
  repeat,
  status: 'completed',
  text: 'x',
  finishReason: 'stop',
  tokens: null,
  usage: null,
  latencyMs: 1,
  ttftMs: null,
  servedBy,
  cached: false,
  requests: 1,
});

/** The model becomes another after so many calls: from then on it is always wrong. */
async function reportWhenItChangesAfter(calls: number) {
  const prompt = promptFrom(TRIAGE);
  const provider = fakeProvider(({ messages }, _, call) => {
    const bug = /crash|sound|freez|Blank/.test(messages.at(-1)?.content ?? '');
    const old = call <= calls;
    return completion(bug === old ? 'bug' : 'billing', {
      servedBy: { model: 'm', fingerprint: old ? 'old' : 'new' },
    });
  });
  const overrides = { variants: { persona: 1, politeness: 1 } };
  return (await tested(prompt, endpointOn(provider), overrides)).report;
}

describe('a model that changes in the middle of a run', () => {
  it('is counted by its versions, the fullest first, of which one counts', () => {
    const outcomes = [answered(1, 'a'), answered(2, 'b'), answered(3, 'b'), answered(4, null)];
    expect(versionsOf(outcomes)).toEqual([
      { version: 'b', answers: 2, counted: true },
      { version: 'a', answers: 1, counted: false },
    ]);
    expect(inOneVersion(outcomes, outcomes).map(({ repeat }) => repeat)).toEqual([2, 3, 4]);
  });

  it('is not spoken of where one version answered, or none is named', () => {
    const outcomes = [answered(1, 'a'), answered(2, null)];
    expect(versionNotes(versionsOf(outcomes))).toEqual([]);
    expect(inOneVersion(outcomes, outcomes)).toBe(outcomes);
  });

  it('gives numbers of the version that answered most, and says so', async () => {
    const report = await reportWhenItChangesAfter(36);
    expect(report.servedBy).toEqual([
      { version: 'm old', answers: 36, counted: true },
      { version: 'm new', answers: report.totals.completed - 36, counted: false },
    ]);
    // Mixed, every second answer would be wrong and every repeat another.
    expect(report.metrics['accuracy']?.value).toBe(1);
    expect(report.metrics['pss.within']?.value).toBe(0);
    expect(report.outcomes.filter(({ score }) => score === 0)).toHaveLength(
      report.totals.completed - 36,
    );
    expect(viewOf(report).notes.join('\n')).toContain(
      'The numbers cover the answers of m old only',
    );
  });
});

describe('another version', () => {
  it.each([
    [['m'], ['m'], false],
    [['m fp_1'], ['m fp_1', 'm fp_2'], true],
    [['m fp_1'], ['m'], false],
    [['m'], ['m fp_1'], false],
    [['m-1'], ['m-10 fp_1'], true],
    [[], ['m'], false],
    [['m'], [], false],
  ])('of %j, then %j: %s', (before, now, isOther) => {
    expect(isOtherVersion(before, now)).toBe(isOther);
  });
});
