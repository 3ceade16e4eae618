import { callKeys } from '../../../../src/core/text/compareCalls.js';
import { describe, expect, it } from 'vitest';
import { answered, LONGEST_OUTPUT } from '../../../../src/core/studies/steps/tools.js';
import { afterFault } from '../../../../src/core/studies/steps/faultFindings.js';
import type { MadeCall } from '../../../../src/core/studies/steps/trajectory.js';
import type { ToolFault, ToolMock } from '../../../../src/core/prompt/settings/steps.js';

const tools = [
  {
    ...{ name: 'find', description: null, strict: null },
    parameters: {
      type: 'object',
      properties: { id: { type: 'string' }, limit: { type: 'number', default: 10 } },
      required: ['id'],
    },
  },
];
const mocks: readonly ToolMock[] = [
  { tool: 'find', with: { id: 'A1' }, output: { status: 'open' } },
  { tool: 'find', match: { id: '^B' }, output: 'a text' },
  { tool: 'find', with: { id: 'C1' }, error: 'Busy' },
  { tool: 'find', with: { id: 'C1' }, output: [1, 2] },
];

const ask = (
  args: Record<string, unknown>,
  {
    name = 'find',
    earlier = [],
    fault = null,
    given = mocks,
  }: {
    name?: string;
    earlier?: readonly MadeCall[];
    fault?: ToolFault | null;
    given?: readonly ToolMock[];
  } = {},
) => answered({ tools, mocks: given }, { name, args }, { earlier, fault });

describe('a mocked tool', () => {
  it('answers by example, with a declared default or without, and by rule', () => {
    expect(ask({ id: 'A1' }).output).toBe('{"status":"open"}');
    expect(ask({ limit: 10, id: 'A1' }).output).toBe('{"status":"open"}');
    expect(ask({ id: 'B99' }).output).toBe('a text');
  });

  it('answers the same call in turn, and with the last example from then on', () => {
    const first = ask({ id: 'C1' });
    const second = ask({ id: 'C1' }, { earlier: [first] });
    const third = ask({ id: 'C1' }, { earlier: [first, second] });
    expect([first, second, third].map(({ output }) => output)).toEqual([
      ...['{"error":"Busy"}', '[1,2]', '[1,2]'],
    ]);
  });

  it('takes one without arguments for all that no other answers', () => {
    const given = [...mocks, { tool: 'find', output: null }];
    expect(ask({ id: 'Z' }, { given })).toMatchObject({ output: 'null' });
    expect(ask({ id: 'A1' }, { given }).output).toBe('{"status":"open"}');
  });

  it('says what is wrong with a call that nothing answers', () => {
    expect(ask({ id: 'Z' })).toMatchObject({
      ...{ problem: 'no-mock', output: '{"error":"find has no answer for these arguments"}' },
    });
    expect(ask({ id: 'A1' }, { name: 'lookup' })).toMatchObject({
      ...{ problem: 'unknown-tool', output: '{"error":"There is no tool lookup. Tools: find"}' },
    });
    const given = [{ tool: 'find', output: 1 }];
    expect(ask({ id: 7 }, { given })).toMatchObject({ problem: 'invalid-arguments', output: '1' });
  });

  it('sends the beginning of an output of 10 MB, and says how much is missing', () => {
    const given = [{ tool: 'find', output: 'x'.repeat(10_000_000) }];
    const { output, cut } = ask({ id: 'A1' }, { given });
    expect(cut).toBe(10_000_000 - LONGEST_OUTPUT);
    expect(output.length).toBeLessThan(LONGEST_OUTPUT + 100);
    expect(output).toMatch(/x\n\[9980000 more characters\]$/);
  });

  it('has the fault that is asked for', () => {
    const of = (fault: ToolFault, id = 'A1') => ask({ id }, { fault });
    expect(of('timeout')).toMatchObject({ fault: 'timeout' });
    expect(of('timeout').output).toContain('did not answer');
    expect(of('error').output).toContain('500');
    expect(of('empty').output).toBe('');
    expect(of('wrong-type').output).toBe('0');
    expect(of('wrong-type', 'B1').output).toBe('{"value":null}');
  });
});

describe('after a fault a run', () => {
  const failed: MadeCall = { name: 'find', args: { id: 'A1' }, output: '', fault: 'empty' };
  const other: MadeCall = { name: 'find', args: { id: 'A2' }, output: 'x' };
  const rules = { defaults: new Map(), refusals: [] };
  const after = (later: readonly MadeCall[], text: string) =>
    afterFault(
      {
        ...{ end: 'answered', text },
        turns: [failed, ...later].map((call) => ({ content: '', calls: [call] })),
      },
      rules,
    );

  it('calls again, calls otherwise, says so, or answers as if nothing had happened', () => {
    const again: MadeCall = { name: 'find', args: { id: 'A1' }, output: 'x' };
    expect(after([again], 'It is open.')).toBe('retried');
    expect(after([other, again], 'It is open.')).toBe('retried');
    expect(after([other], 'It is open.')).toBe('adapted');
    expect(after([], 'I will transfer you to a colleague.')).toBe('escalated');
    expect(after([], 'I could not find your order.')).toBe('escalated');
    expect(after([], 'It is open.')).toBe('ignored');
  });

  it('that goes on as runs without a fault do has not reacted, unless it says so', () => {
    const usual = [callKeys([{ ...failed }, other])];
    const goingOn = (text: string) =>
      afterFault(
        {
          ...{ end: 'answered', text },
          turns: [failed, other].map((call) => ({ content: '', calls: [call] })),
        },
        { ...rules, usual },
      );
    expect(goingOn('It is open.')).toBe('ignored');
    expect(goingOn('I could not find your order.')).toBe('escalated');
  });

  it('tells nothing where no fault came about', () => {
    const turns = [{ content: '', calls: [other] }];
    expect(afterFault({ end: 'answered', text: 'x', turns }, rules)).toBeNull();
  });
});
