import { describe, expect, it } from 'vitest';
import { sealed, unsealed } from '../../../src/core/run/sealedLine.js';
import { journalOn, readAuxiliaryUse, readJournal } from '../../../src/core/run/journal.js';
import { NO_AUXILIARY_USE } from '../../../src/core/run/auxiliaryUse.js';
import { outcomesOf, simulationPlan } from '../../support/simulatedRuns.js';
import { memoryLog } from '../../support/fakes.js';

describe('a sealed line', () => {
  it('is JSON with what was written, and a sum', () => {
    const line = sealed({ text: 'a "b"\n', sum: 1 });
    expect(JSON.parse(line)).toHaveProperty('text', 'a "b"\n');
    expect(unsealed(line)).toEqual({ text: 'a "b"\n', sum: 1 });
    expect(unsealed('{"text":"from before"}')).toEqual({ text: 'from before' });
  });

  it('is nothing where any of its characters was lost or changed', () => {
    const line = sealed({ text: 'bug', score: 1 });
    for (let at = 1; at < line.length; at++) {
      const cut = line.slice(0, at);
      const flipped = `${cut}${line[at] === 'x' ? 'y' : 'x'}${line.slice(at + 1)}`;
      expect(unsealed(cut), cut).toBeUndefined();
      // In the name of the sum it is as a line without one, and no outcome either.
      if (at > 5) expect(unsealed(flipped), flipped).toBeUndefined();
    }
  });
});

describe('a journal that was cut off', () => {
  it('gives back the outcomes that were whole, and nothing else, wherever it was', async () => {
    const log = memoryLog(['{}']);
    const journal = journalOn(log);
    const outcomes = [...outcomesOf(simulationPlan(1).trials.slice(0, 3), () => 'right').values()];
    for (const outcome of outcomes) await journal.write(outcome);
    await journal.writeAuxiliary({
      requests: 1,
      promptTokens: 2,
      completionTokens: 3,
      cachedTokens: 0,
    });
    const whole = log.lines.map((line) => `${line}\n`).join('');
    for (let at = 0; at <= whole.length; at++) {
      const kept = whole.slice(0, at);
      // What follows the last line break is not a line yet.
      const lines = kept
        .slice(0, kept.lastIndexOf('\n') + 1)
        .split('\n')
        .slice(0, -1);
      const known = Math.max(0, Math.min(3, lines.length - 1));
      expect(readJournal(lines)).toEqual(outcomes.slice(0, known));
      // A crash in the middle, and a run that went on after it.
      const torn = [...kept.split('\n'), ...log.lines.slice(1)];
      expect(readJournal(torn).slice(-3)).toEqual(outcomes);
      expect(readJournal(torn).slice(0, known)).toEqual(outcomes.slice(0, known));
      expect(readAuxiliaryUse(lines)).toEqual(
        at === whole.length
          ? { requests: 1, promptTokens: 2, completionTokens: 3, cachedTokens: 0 }
          : NO_AUXILIARY_USE,
      );
    }
  });
});
