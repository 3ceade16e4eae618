import { describe, expect, it } from 'vitest';
import { whyFailed } from '../../../src/core/answers/whyFailed.js';
import { failureText } from '../../../src/core/report/failureText.js';
import type { RunCheck } from '../../../src/core/prompt/checks/check.js';

const TOOLS = [
  {
    name: 'light',
    description: '',
    parameters: {
      type: 'object',
      required: ['room'],
      properties: { room: { type: 'string' }, on: { type: 'boolean', default: true } },
    },
  },
] as never;

const said = (text: string, check: Record<string, unknown>) => {
  const found = whyFailed(text, { name: 'check 1', ...check } as RunCheck, TOOLS);
  return found && failureText(found);
};

describe('why an answer fails a check', () => {
  const json = { kind: 'json', value: '{"tenant":"Ada","rent":850,"pets":["cat"]}' };
  it.each([
    ['no JSON', 'Eight hundred.'],
    ['a JSON that is cut off', '{"tenant":"Ada","rent":85'],
  ])('says that there is none, of %s', (_, text) => {
    expect(said(text, json)).toBe('there is no whole JSON in it');
  });

  it.each([
    ['{"tenant":"Ada","rent":"850","pets":["cat"]}', 'rent is "850", not 850'],
    ['{"tenant":"Eve","rent":"850","pets":["cat"]}', 'tenant is "Eve", not "Ada"; 1 more'],
    ['{"tenant":"Ada","pets":["cat"]}', 'rent is missing'],
    ['{"tenant":"Ada","rent":850,"pets":["cat","dog"]}', 'pets[1] is not expected'],
  ])('names the first difference of %s', (text, why) => {
    expect(said(text, json)).toBe(why);
  });

  it('names what breaks a schema, and where', () => {
    const schema = {
      type: 'object',
      additionalProperties: false,
      properties: { on: { type: 'boolean' } },
    };
    expect(said('{"on":"yes"}', { kind: 'isJson', schema })).toMatch(/^on: .*boolean/);
    expect(said('{"off":1}', { kind: 'isJson', schema })).toMatch(/"off"/);
    expect(said('Here: {"on":true}', { kind: 'isJson', schema, strict: true })).toBe(
      'something stands around the JSON',
    );
  });

  const call = (name: string, args: object) => JSON.stringify([{ name, arguments: args }]);
  it('names the call that is not valid', () => {
    const valid = { kind: 'validToolCalls' };
    expect(said(call('lamp', {}), valid)).toBe('there is no tool lamp');
    expect(said(call('light', { room: 'hall', on: 'yes' }), valid)).toMatch(/^light: on: /);
    expect(said(call('light', {}), valid)).toMatch(/^light: .*"room"/);
  });

  it('names the call that is missing, and the one too many', () => {
    const wanted = {
      kind: 'toolCalls',
      value: call('light', { room: 'hall' }),
      match: 'unordered',
    };
    expect(said('On it goes.', wanted)).toBe('it calls nothing');
    expect(said(call('light', { room: 'bath' }), wanted)).toBe('light: room is "bath", not "hall"');
    expect(said(call('light', { room: 'hall', on: false }), wanted)).toBe(
      'light: on is not expected',
    );
    expect(said(call('door', { room: 'hall' }), wanted)).toBe('light({"room":"hall"}) is missing');
    expect(said(call('light', { room: 'hall', on: true }), wanted)).toBeNull();
    expect(said(call('light', { room: 'hall' }), { ...wanted, value: '[]' })).toBe(
      'light({"room":"hall"}) is not expected',
    );
  });

  it('says nothing of a check that must not hold, or that says all itself', () => {
    expect(said('x', { ...json, not: true })).toBeNull();
    expect(said('x', { kind: 'contains', value: 'y' })).toBeNull();
  });
});
