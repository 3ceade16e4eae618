import { describe, expect, it } from 'vitest';
import { readFromPanel } from '../../../src/extension/fromPanel.js';

describe('a message of the panel', () => {
  it.each([
    { kind: 'ready' },
    { kind: 'run', shots: ['file', '1'] },
    { kind: 'choose', cell: { variant: 'a', case: 'b', shots: 'file' }, repeat: 2 },
    { kind: 'decide', variants: ['a', 'b'], status: 'approved' },
    { kind: 'mendWording', variant: 'a', contents: ['Say it.'] },
    { kind: 'checkStale', ask: false },
    { kind: 'excludeVariant', variant: 'format-1' },
    { kind: 'addExamples', shots: '3/diverse' },
    { kind: 'applyChange', study: 'repair' },
    { kind: 'openPart', part: 'part-1' },
    { kind: 'runOnly', variant: null, case: '1' },
    { kind: 'hold', hold: true },
  ])('that is one of ours is taken: %j', (message) =>
    expect(readFromPanel(message)).toEqual(message),
  );

  it.each([
    null,
    'ready',
    {},
    { kind: 'toString' },
    { kind: '__proto__' },
    { kind: 'run', shots: 'file' },
    { kind: 'choose', cell: { variant: 1 } },
    { kind: 'choose', cell: null },
    { kind: 'decide', variants: ['a'], status: 'deleted' },
    { kind: 'decide', variants: 'a', status: 'approved' },
    { kind: 'checkStale' },
    { kind: 'mendWording', variant: 'a', contents: [1] },
    { kind: 'openRun', index: '1' },
    { kind: 'applyWording' },
    { kind: 'hold' },
  ])('that is none of ours is dropped: %j', (message) => expect(readFromPanel(message)).toBeNull());
});
