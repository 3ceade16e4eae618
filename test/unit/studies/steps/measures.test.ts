import { describe, expect, it } from 'vitest';
import { agreementOf } from '../../../../src/core/studies/steps/agreement.js';
import {
  argumentChanges,
  callLevel,
  callsDistance,
  comparePaths,
  editDistance,
  firstDivergence,
  pairedCalls,
  setDistance,
} from '../../../../src/core/studies/steps/compare.js';
import { wordingEffect } from '../../../../src/core/studies/steps/effects.js';
import { findingsOf } from '../../../../src/core/studies/steps/findings.js';
import { passAtK, passHatK } from '../../../../src/core/studies/steps/reliability.js';
import type { MeasuredRun, Trajectory } from '../../../../src/core/studies/steps/trajectory.js';
import type { ToolCall } from '../../../../src/core/text/toolCalls.js';

const NONE = new Map();
const call = (name: string, args: ToolCall['args'] = {}): ToolCall => ({ name, args });

describe('runs that are compared', () => {
  it('differ by the edits that turn one sequence of tools into the other', () => {
    expect(editDistance(['a', 'b', 'c'], ['a', 'c'])).toBeCloseTo(1 / 3, 12);
    expect(editDistance(['find', 'find', 'refund'], ['refund'])).toBeCloseTo(2 / 3, 12);
    expect(editDistance(['a'], [])).toBe(1);
    expect(editDistance([], [])).toBe(0);
  });

  it('differ by the tools that only one of them calls, however often', () => {
    expect(setDistance(['a', 'b'], ['a', 'c', 'c'])).toBeCloseTo(2 / 3, 12);
    expect(setDistance(['a', 'a'], ['a'])).toBe(0);
    expect(setDistance([], [])).toBe(0);
  });

  it('differ by their calls as METRICS 9.9 works it out', () => {
    const [a, b] = [
      [call('f', { x: 1 }), call('g')],
      [call('f', { x: 2 }), call('g')],
    ];
    expect(callsDistance(a, b, NONE)).toBe(0.5);
    expect(comparePaths(a, b, NONE)).toMatchObject({ nameF1: 1, f1: 0.5, edit: 0, set: 0 });
    expect(comparePaths(a, [call('g'), call('f', { x: 1.0 })], NONE)).toMatchObject({
      ...{ strict: false, unordered: true, edit: 1 },
    });
  });

  it('part at the first call that is not equal, argument by argument', () => {
    const reference = [call('find', { id: 'A1' }), call('refund', { id: 'A1', amount: 5 })];
    const other = [call('find', { id: 'A1' }), call('refund', { id: 'A1', amount: 7, note: 'x' })];
    expect(firstDivergence(other, reference, NONE)).toEqual({
      ...{ at: 1, kind: 'arguments' },
      arguments: [
        { name: 'amount', before: '5', now: '7' },
        { name: 'note', before: null, now: '"x"' },
      ],
    });
    expect(firstDivergence([call('find', { id: 'A1' })], reference, NONE)?.kind).toBe('ends');
    expect(firstDivergence([...reference, call('mail')], reference, NONE)).toMatchObject({
      ...{ at: 2, kind: 'goes-on' },
    });
    expect(firstDivergence([call('mail')], reference, NONE)).toMatchObject({ at: 0, kind: 'tool' });
    expect(firstDivergence(reference, reference, NONE)).toBeNull();
  });

  it('take an argument equal to its declared default for one left out', () => {
    const defaults = new Map([['list', { limit: 10 }]]);
    expect(argumentChanges(call('list', { limit: 10 }), call('list'), defaults)).toEqual([]);
    expect(firstDivergence([call('list', { limit: 10 })], [call('list')], defaults)).toBeNull();
  });

  it('pair the nth call of a tool with the nth of the other run', () => {
    const [a1, a2, b] = [call('a', { n: 1 }), call('a', { n: 2 }), call('b')];
    expect(pairedCalls([b, a1, a2], [a1, a2])).toEqual([
      { own: a1, reference: a1 },
      { own: a2, reference: a2 },
      { own: b, reference: null },
    ]);
  });

  it('agree exactly, in names and keys, in the name alone, or not at all', () => {
    const reference = call('f', { x: 1 });
    expect(callLevel(call('f', { x: 1 }), reference, NONE)).toBe('exact');
    expect(callLevel(call('f', { x: 2 }), reference, NONE)).toBe('nameAndKeys');
    expect(callLevel(call('f', { y: 1 }), reference, NONE)).toBe('nameOnly');
    expect(callLevel(call('g', { x: 1 }), reference, NONE)).toBe('none');
    expect(callLevel(null, reference, NONE)).toBe('none');
  });
});

describe('reliability', () => {
  it('is as METRICS 15.3 works it out', () => {
    expect(passAtK(8, 6, 2)).toBeCloseTo(0.964286, 6);
    expect(passHatK(8, 6, 2)).toBeCloseTo(0.535714, 6);
  });

  it('is 0 where fewer succeeded than are drawn, and not known where fewer were run', () => {
    expect(passHatK(4, 1, 2)).toBe(0);
    expect(passHatK(4, 4, 4)).toBe(1);
    expect(passHatK(1, 1, 2)).toBeNull();
  });
});

const run = (part: Partial<Trajectory> & { names?: readonly string[] }): Trajectory => ({
  ...{ variant: 'original', case: 'a', repeat: 1, fault: null, end: 'answered', text: 'ok' },
  score: null,
  turns: (part.names ?? []).map((name) => ({
    content: '',
    calls: [{ ...call(name), output: '' }],
  })),
  ...part,
});

const measured = (part: Parameters<typeof run>[0] & { success: number }): MeasuredRun => {
  const { success, ...rest } = part;
  return { ...run(rest), calls: [], names: [...(part.names ?? [])], success };
};

const context = {
  ...{ cases: [], tools: [], variants: ['original', 'other'], maxSteps: 8 },
  ...{ deterministic: false, seed: 1, refusals: [] },
};

describe('the wording effect', () => {
  it('is cross minus within, with the p of METRICS 12.3', () => {
    const outcomes = [
      [1, 1, 1, 0],
      [1, 1, 1, 1],
      [0, 0, 1, 0],
    ];
    const runs = outcomes.flatMap((own, at) =>
      own.map((success, n) => measured({ variant: `v${at}`, repeat: n + 1, success })),
    );
    const effect = wordingEffect(
      'success',
      runs,
      (a, b) => Math.abs((a.success ?? 0) - (b.success ?? 0)),
      { variants: ['v0', 'v1', 'v2'], deterministic: false, seed: 1 },
    );
    expect(effect.noiseFloor).toBeCloseTo(0.333333, 6);
    expect(effect.config['cross']).toBeCloseTo(0.541667, 6);
    expect(effect.value).toBeCloseTo(0.208333, 6);
    expect(effect.p).toBeCloseTo(0.2, 9);
    expect(effect).toMatchObject({ n: 1, P: 3, R: 4 });
  });

  it('on the order of tools takes edit distances for what differs', () => {
    const runs = ['original', 'other'].flatMap((variant) =>
      [1, 2].map((repeat) =>
        run({ variant, repeat, names: variant === 'other' ? ['b', 'a'] : ['a'] }),
      ),
    );
    const { sensitivity } = findingsOf(runs, context);
    expect(sensitivity.edit).toMatchObject({ value: 0.5, noiseFloor: 0 });
    expect(sensitivity.set).toMatchObject({ value: 0.5, noiseFloor: 0 });
    expect(sensitivity.success).toMatchObject({ value: null });
  });

  it('is absent without a second repeat, unless the server is deterministic', () => {
    const runs = ['original', 'other'].map((variant) => run({ variant, names: [variant] }));
    expect(findingsOf(runs, context).sensitivity.edit).toMatchObject({
      ...{ value: null, reason: 'one-repeat' },
    });
    const steady = findingsOf(runs, { ...context, deterministic: true }).sensitivity.edit;
    expect(steady).toMatchObject({ value: 1, noiseFloor: 0, p: null, pReason: 'deterministic' });
  });
});

describe('what is found of runs', () => {
  const tested = {
    ...{ id: 'a', inputs: {}, expected: null, range: null },
    trajectory: [call('find'), call('refund')],
  };

  it('takes every expected call and an answer for success where nothing else is expected', () => {
    const runs = [
      run({ names: ['find', 'refund'] }),
      run({ repeat: 2, names: ['find', 'find', 'refund'] }),
      run({ variant: 'other', names: ['find'] }),
      run({ variant: 'other', repeat: 2, names: ['find', 'refund'], end: 'capped' }),
    ];
    const found = findingsOf(runs, { ...context, cases: [tested] });
    expect(found.trajectories.map(({ success }) => success)).toEqual([1, 1, 0, 0]);
    expect(found.success.value).toBe(0.5);
    expect(found.passHatK.original['2']?.value).toBe(1);
    // Two of four: C(2,2) / C(4,2).
    expect(found.passHatK.wordings['2']?.value).toBeCloseTo(1 / 6, 12);
    expect(found.passHatK.wordings['4']?.value).toBe(0);
    expect(found.path?.strict.value).toBe(0.5);
    expect(found.path?.superset.value).toBe(0.75);
    expect(found.path?.subset.value).toBe(0.75);
    // 0, 1/3, 1/2, 0.
    expect(found.path?.edit.value).toBeCloseTo(0.208333, 6);
    expect(found.ends).toMatchObject({ answered: 3, capped: 1 });
  });

  it('counts the steps beyond the expected ones, else beyond the shortest run that succeeded', () => {
    const runs = [
      run({ names: ['find', 'refund'] }),
      run({ repeat: 2, names: ['find', 'find', 'find', 'refund'] }),
    ];
    const labeled = findingsOf(runs, { ...context, cases: [tested] }).efficiency;
    expect(labeled).toMatchObject({ calls: { value: 3 }, extra: { value: 1 } });
    expect(labeled.redundant.value).toBe(0.5);
    const right = runs.map((each) => ({ ...each, score: 1 }));
    expect(findingsOf(right, context).efficiency.extra.value).toBe(1);
    expect(findingsOf(runs, context).efficiency.extra).toMatchObject({ value: null });
  });

  it('leaves out runs of which a call failed, and counts them', () => {
    const runs = [run({ names: ['find', 'refund'] }), run({ repeat: 2, end: 'failed' })];
    const found = findingsOf(runs, { ...context, cases: [tested] });
    expect(found.success).toMatchObject({ value: 1, n: 1 });
    expect(found.ends.failed).toBe(1);
    expect(found.trajectories[1]?.divergence).toBeNull();
  });

  it('leaves out cases of which a run is not finished: the short runs would speak for all', () => {
    const runs = [
      run({ names: ['find', 'refund'] }),
      run({ repeat: 2, names: ['find'], end: 'open' }),
      run({ case: 'b', names: [] }),
    ];
    const found = findingsOf(runs, { ...context, cases: [tested, { ...tested, id: 'b' }] });
    expect(found.ends).toMatchObject({ answered: 2, open: 1 });
    expect(found.success).toMatchObject({ value: 0, n: 1 });
    // A recorded run that was broken off says nothing of the others.
    const recorded = findingsOf(runs, { ...context, cases: [tested], maxSteps: null });
    expect(recorded.success).toMatchObject({ value: 1, n: 1 });
  });

  it('says of each argument how often it is as in the original, against asking again', () => {
    const withId = (id: string, part: Partial<Trajectory>) => {
      const calls = [{ ...call('find', { id }), output: '' }];
      const whole = run({ ...part, turns: [{ content: '', calls }] });
      return { ...whole, calls, names: ['find'], success: null };
    };
    const found = agreementOf(
      [
        withId('A1', {}),
        withId('A1', { repeat: 2 }),
        withId('A1', { variant: 'other' }),
        withId('a1', { variant: 'other', repeat: 2 }),
      ],
      { original: 'original', defaults: NONE },
    );
    expect(found.arguments).toEqual([
      { tool: 'find', argument: 'id', same: 1, of: 2, noiseSame: 1, noiseOf: 1 },
    ]);
    expect(found.levels).toEqual({
      wordings: { exact: 1, nameAndKeys: 1, nameOnly: 0, none: 0 },
      noise: { exact: 1, nameAndKeys: 0, nameOnly: 0, none: 0 },
    });
  });
});
