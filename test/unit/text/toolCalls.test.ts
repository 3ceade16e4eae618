import { describe, expect, it } from 'vitest';
import { callLevel, compareCalls, readToolCalls } from '../../../src/core/text/toolCalls.js';

const call = (name: string, args: Record<string, unknown> = {}) => ({ name, args });

describe('9.9 tool calls', () => {
  it('in another order are the same calls, but not strictly', () => {
    const found = compareCalls(
      [call('f', { x: 1 }), call('g')],
      [call('g'), call('f', { x: 1.0 })],
    );
    expect(found).toMatchObject({ strict: false, unordered: true, subset: true, f1: 1 });
  });

  it('with other arguments are half the same, by name all', () => {
    const found = compareCalls([call('f', { x: 1 }), call('g')], [call('f', { x: 2 }), call('g')]);
    expect(found).toMatchObject({ unordered: false, f1: 0.5, nameF1: 1 });
  });

  it('count a repeated call as often as it is made', () => {
    expect(compareCalls([call('f')], [call('f'), call('f')])).toMatchObject({
      unordered: false,
      subset: true,
      superset: false,
    });
  });

  it('agree where neither side calls anything, and not where one does', () => {
    expect(compareCalls([], [])).toMatchObject({ strict: true, f1: 1 });
    expect(compareCalls([call('f')], [])).toMatchObject({ strict: false, f1: 0 });
  });

  it.each([
    [call('f'), call('g'), 'none'],
    [call('f', { x: 1 }), call('f', { y: 1 }), 'nameOnly'],
    [call('f', { x: 1 }), call('f', { x: 2 }), 'nameAndKeys'],
    [call('f', { x: 1, y: 2 }), call('f', { y: 2, x: 1 }), 'exact'],
    [call('f', { x: 1, unit: 'C' }), call('f', { x: 1 }), 'exact'],
  ])('%j and %j have in common: %s', (a, b, level) => {
    expect(callLevel(a, b, { unit: 'C' })).toBe(level);
  });

  it('are read in the forms they are written in', () => {
    expect(
      readToolCalls('{"tool_calls":[{"function":{"name":"f","arguments":"{\\"x\\":1}"}}]}'),
    ).toEqual([call('f', { x: 1 })]);
    expect(readToolCalls('[{"name":"g","args":{}}]')).toEqual([call('g')]);
    for (const text of ['f()', '{"name":1}', '[1]', '{"name":"f","arguments":"x"}'])
      expect(readToolCalls(text)).toBeNull();
  });
});
