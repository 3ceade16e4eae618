import { describe, expect, it } from 'vitest';
import { diffLineByLine } from '../../../src/core/text/lineDiff.js';

const kinds = (before: string, after: string) =>
  diffLineByLine(before, after).map(
    ({ kind, parts }) => `${kind}: ${parts.map(({ text }) => text).join('|')}`,
  );

describe('two prompts line by line', () => {
  it('are the same where they are', () => {
    expect(kinds('a\nb', 'a\nb')).toEqual(['same: a', 'same: b']);
  });

  it('show words inside lines that are alike', () => {
    expect(kinds('Pick one label.\nTicket: x', 'Pick exactly one label.\nTicket: x')).toEqual([
      'changed: Pick |exactly |one label.',
      'same: Ticket: x',
    ]);
  });

  it('show a line that moved as moved', () => {
    expect(kinds('first rule\nsecond thing\nlast', 'second thing\nfirst rule\nlast')).toEqual(
      expect.arrayContaining(['movedAway: first rule', 'movedHere: first rule']),
    );
  });

  it('show lines without a partner as added and removed', () => {
    expect(kinds('keep\ngone entirely', 'keep\nquite other words here')).toEqual([
      'same: keep',
      'removed: gone entirely',
      'added: quite other words here',
    ]);
  });

  it('do not care for line ends and spaces at their ends', () => {
    expect(kinds('a\r\nb  ', 'a\nb')).toEqual(['same: a', 'same: b']);
  });
});
