import { describe, expect, it } from 'vitest';
import { refuseTooLarge } from '../../../src/core/plan/largestPlan.js';
import { orderTrials } from '../../../src/core/plan/order.js';
import type { PlanOptions } from '../../../src/core/plan/planRun.js';
import { makeVariants } from '../../../src/core/variants/makeVariants.js';
import { planFor } from '../../support/plans.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';

const groups = ['a', 'b', 'c'].map((variant) => ({ variant, shots: 'file' }));
const named = (length: number) => Array.from({ length }, (_, index) => String(index));
const cases = named(20);

const planOf = async (text: string, part: Partial<PlanOptions> = {}) => {
  const prompt = promptFrom(text);
  const { variants } = await makeVariants(prompt, {
    counts: { format: 1 },
    seed: 1,
    frozen: null,
    ask: null,
  });
  return planFor(prompt, { variants, repeats: 2, ...part });
};

describe('the order of calls', () => {
  const order = orderTrials(groups, cases, { repeats: 2, seed: 7 });

  it('holds every trial once', () => {
    const keys = order.map(({ variant, case: id, repeat }) => `${variant}/${id}/${repeat}`);
    expect(new Set(keys).size).toBe(3 * 20 * 2);
    expect(keys).toHaveLength(3 * 20 * 2);
  });

  it('finishes a block of eight cases before the next', () => {
    const blocks = [order.slice(0, 48), order.slice(48, 96), order.slice(96)];
    expect(blocks.map((block) => new Set(block.map((place) => place.case)).size)).toEqual([
      8, 8, 4,
    ]);
  });

  it('makes all first repeats of a block before any second', () => {
    expect(order.slice(0, 24).every(({ repeat }) => repeat === 1)).toBe(true);
    expect(order.slice(24, 48).every(({ repeat }) => repeat === 2)).toBe(true);
  });

  it('keeps calls with the same wording together in a pass', () => {
    const changes = order
      .slice(0, 24)
      .filter(({ variant }, index) => index > 0 && variant !== order[index - 1]?.variant);
    expect(changes).toHaveLength(2);
  });

  it('asks the probe’s cells first in a second pass', () => {
    const many = orderTrials(groups, named(60), { repeats: 2, seed: 7 });
    const second = many.filter(({ repeat }) => repeat === 2).slice(0, 24);
    expect(second.map(({ probe }) => probe)).toEqual(Array(24).fill(true));
    const later = many.slice(-12).map(({ probe }) => probe);
    expect(later).toEqual(Array(12).fill(false));
  });

  it('probes 150 cells, as many of each of fifty cases, the wordings taking turns', () => {
    const wordings = Array.from({ length: 9 }, (_, at) => ({ variant: `${at}`, shots: 'file' }));
    const probe = orderTrials(wordings, named(200), { repeats: 2, seed: 7 }).filter(
      (place) => place.probe,
    );
    const counts = (key: 'variant' | 'case') =>
      [...Map.groupBy(probe, (place) => place[key]).values()].map(({ length }) => length);
    expect(counts('case')).toEqual(Array(50).fill(3));
    expect(Math.max(...counts('variant')) - Math.min(...counts('variant'))).toBeLessThanOrEqual(1);
  });

  it('probes every cell where there are no more, and none where it is not wanted', () => {
    const all = orderTrials(groups, cases, { repeats: 2, seed: 7 });
    expect(all.filter((place) => place.probe)).toHaveLength(60);
    const none = orderTrials(groups, cases, { repeats: 2, seed: 7, probed: false });
    expect(none.some((place) => place.probe)).toBe(false);
  });

  it('is fixed by the seed', () => {
    expect(orderTrials(groups, cases, { repeats: 2, seed: 7 })).toEqual(order);
    expect(orderTrials(groups, cases, { repeats: 2, seed: 8 })).not.toEqual(order);
  });
});

describe('a plan', () => {
  it('gives every variant, case and repeat a request seed of its own, also where the file carries one', async () => {
    const plan = await planOf(
      TRIAGE.replace('model: local', 'model: local\nmodelParameters: { seed: 42 }'),
    );
    const seeds = plan.trials.map((trial) => plan.requestOf(trial).seed);
    expect(new Set(seeds).size).toBe(plan.trials.length);
  });

  it('sends only what the prompt sets', async () => {
    const plan = await planOf(TRIAGE);
    expect(plan.requestOf(plan.trials[0]!)).toMatchObject({
      temperature: null,
      topP: null,
      maxTokens: null,
      responseFormat: null,
    });
  });

  it('puts each case in place of the placeholders', async () => {
    const plan = await planOf(TRIAGE, { caseIds: ['2'] });
    const texts = plan.trials.map((trial) => plan.requestOf(trial).messages.at(-1)?.content ?? '');
    expect(texts.every((text) => text.includes('I paid twice') && !text.includes('{{'))).toBe(true);
  });

  it('names the case and the variable that has no value', async () => {
    await expect(planOf(TRIAGE.replace('ticket: I paid twice', 'ticket: null'))).rejects.toThrow(
      /prompts\/test\.prompt\.yml:\d+:\d+: case 2 has no value for \{\{ticket\}\}/,
    );
  });

  it('says what is missing where there are no cases', async () => {
    await expect(planOf('messages:\n  - role: user\n    content: "Hi {{name}}"\n')).rejects.toThrow(
      'has no cases, so there are no values for name',
    );
  });

  it('asks a prompt without variables as it stands', async () => {
    expect(
      (await planOf('messages:\n  - role: user\n    content: Hello there. How are you today?\n'))
        .cases,
    ).toHaveLength(1);
  });

  it('is refused at once where no run could hold it, and says what is multiplied', async () => {
    await expect(planOf(TRIAGE, { repeats: 1e9 })).rejects.toThrow(
      /at most 250,000 calls, and this would be [\d,]+: 2 wordings × \d+ cases × 1,000,000,000 repeats/,
    );
  });

  it('may be as large as a run can hold, a part of whose cells is asked or repeated', () => {
    const size = { variants: 100, shots: 1, cases: 2000, repeats: 1, share: 1 };
    expect(() => refuseTooLarge(size)).not.toThrow();
    expect(() => refuseTooLarge({ ...size, repeats: 1.4 })).toThrow('280,000');
    expect(() => refuseTooLarge({ ...size, repeats: 10, share: 0.1 })).not.toThrow();
  });

  it('refuses a case that is not there', async () => {
    await expect(planOf(TRIAGE, { caseIds: ['nine'] })).rejects.toThrow('has no case nine');
  });

  it('leaves out more examples than there are cases for, and says so', async () => {
    const plan = await planOf(TRIAGE, { shots: ['file', '3', '9'] });
    expect(plan.shots).toEqual(['file', '3']);
    expect(plan.notes[0]).toMatchObject({ code: 'too-many-examples', params: { shots: '9' } });
  });

  it('has the same fingerprint for the same run, another for another', async () => {
    const [first, same, other] = await Promise.all([
      planOf(TRIAGE),
      planOf(TRIAGE),
      planOf(TRIAGE, { seed: 2 }),
    ]);
    expect(first.fingerprint).toBe(same.fingerprint);
    expect(first.fingerprint).not.toBe(other.fingerprint);
  });

  it('draws a sample by the seed', async () => {
    const drawn = async (seed: number) =>
      (await planOf(TRIAGE, { sample: 3, seed })).cases.map(({ id }) => id);
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    const samples = await Promise.all(seeds.map(drawn));
    expect(await Promise.all(seeds.map(drawn))).toEqual(samples);
    expect(samples.map((ids) => new Set(ids).size)).toEqual(seeds.map(() => 3));
    expect(new Set(samples.map(String)).size).toBeGreaterThan(4);
    // No case is beyond the reach of every seed.
    expect(new Set(samples.flat()).size).toBe(8);
  });
});
