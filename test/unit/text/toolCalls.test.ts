import { describe, expect, it } from 'vitest';
import { callsByName } from '../../../src/core/text/callsByName.js';
import { compareCalls } from '../../../src/core/text/compareCalls.js';
import { diffJson } from '../../../src/core/text/jsonDiff.js';
import {
  callsMade,
  canonicalCalls,
  isToolCalls,
  readToolCalls,
  writeToolCalls,
  type ToolCall,
} from '../../../src/core/text/toolCalls.js';

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

  it('are equal whatever the order of their arguments, and with a default left out', () => {
    const defaults = new Map([['f', { unit: 'C' }]]);
    const equal = (a: ToolCall, b: ToolCall) => compareCalls([a], [b], defaults).strict;
    expect(equal(call('f', { x: 1, y: 2 }), call('f', { y: 2, x: 1 }))).toBe(true);
    expect(equal(call('f', { x: 1, unit: 'C' }), call('f', { x: 1 }))).toBe(true);
    expect(equal(call('f', { x: 1 }), call('f', { x: 2 }))).toBe(false);
    expect(equal(call('f'), call('g'))).toBe(false);
  });

  it('are read in the forms they are written in', () => {
    expect(
      readToolCalls('{"tool_calls":[{"function":{"name":"f","arguments":"{\\"x\\":1}"}}]}'),
    ).toEqual([call('f', { x: 1 })]);
    expect(readToolCalls('[{"name":"g","args":{}}]')).toEqual([call('g')]);
    for (const text of ['f()', '{"name":1}', '[1]', '{"name":"f","arguments":"x"}'])
      expect(readToolCalls(text)).toBeNull();
  });

  it('leave out the default their own tool declares, and no other', () => {
    const defaults = new Map([['f', { days: 1 }]]);
    const said = [call('f', { to: 'Oslo', days: 1.0 }), call('g', { days: 1 })];
    const bare = [call('f', { to: 'Oslo' }), call('g', { days: 1 })];
    expect(compareCalls(said, bare, defaults).strict).toBe(true);
    expect(compareCalls(said, bare).f1).toBe(0.5);
    expect(canonicalCalls(said, defaults)).toBe(canonicalCalls([...bare].reverse(), defaults));
    expect(canonicalCalls(said, new Map())).not.toBe(canonicalCalls(bare, new Map()));
  });
});

describe('calls as an endpoint sends them', () => {
  const sent = (name: string, args: string) => ({ name, arguments: args });

  it('are written in the form that is read', () => {
    const text = writeToolCalls([sent('f', '{"x": 1}'), sent('now', '')], '');
    expect(text).toBe('[{"name":"f","arguments":{"x":1}},{"name":"now","arguments":{}}]');
    expect(readToolCalls(text)).toEqual([call('f', { x: 1 }), call('now')]);
  });

  it('keep what is said beside them', () => {
    const text = writeToolCalls([sent('f', '{}')], 'Let me look.');
    expect(JSON.parse(text)).toMatchObject({ content: 'Let me look.' });
    expect(readToolCalls(text)).toEqual([call('f')]);
  });

  it('whose arguments are no JSON are calls that cannot be read, not an answer in words', () => {
    const broken = writeToolCalls([sent('f', '{"x": ')], '');
    expect(readToolCalls(broken)).toBeNull();
    expect(callsMade(broken)).toBeNull();
    expect(callsMade('It rains in Oslo.')).toEqual([]);
    expect(callsMade('')).toEqual([]);
  });

  it('are told from other JSON, which has names as well', () => {
    for (const text of ['{"name":"Ada","age":36}', '[]', '[{"name":"f"}]', 'f(1)', '{"a":{}}'])
      expect(isToolCalls(text)).toBe(false);
    for (const text of ['[{"name":"f","arguments":{}}]', '{"function":{"name":"f"}}'])
      expect(isToolCalls(text)).toBe(true);
  });
});

describe('two answers of calls, argument by argument', () => {
  const changes = (before: unknown, after: unknown) => {
    const [a, b] = callsByName(JSON.stringify(before), JSON.stringify(after)) ?? [];
    return diffJson(a, b).map(({ path, kind }) => `${kind} ${path}`);
  };
  const weather = (city: string, unit?: string) => ({
    name: 'weather',
    arguments: { city, ...(unit ? { unit } : {}) },
  });

  it('differ in the arguments that differ', () => {
    expect(changes([weather('Oslo')], [weather('Rome', 'C')])).toEqual([
      'changed weather.city',
      'added weather.unit',
    ]);
  });

  it('do not differ where only their order does', () => {
    const now = { name: 'now', arguments: {} };
    expect(
      changes([weather('Oslo'), weather('Rome'), now], [now, weather('Rome'), weather('Oslo')]),
    ).toEqual(['same weather.city', 'same weather (2).city', 'same now']);
  });

  it('say which call is new and which is gone', () => {
    expect(changes([weather('Oslo')], [weather('Rome'), weather('Oslo')])).toEqual([
      'same weather.city',
      'added weather (2).city',
    ]);
    expect(changes([weather('Oslo')], [{ name: 'map', arguments: { at: 1 } }])).toEqual([
      'removed weather.city',
      'added map.at',
    ]);
  });

  it('are compared with what is said beside them', () => {
    const spoken = { content: 'So:', tool_calls: [weather('Oslo')] };
    expect(changes([weather('Oslo')], spoken)).toEqual(['changed content', 'same weather.city']);
    expect(callsByName('It rains.', JSON.stringify([weather('Oslo')]))).toBeNull();
  });
});
