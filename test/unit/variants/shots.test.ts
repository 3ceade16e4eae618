import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  examplesFor,
  messagesFor,
  mostExamples,
  parseShots,
} from '../../../src/core/variants/shots.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';

const prompt = promptFrom(TRIAGE);

describe('examples', () => {
  it('are never the case itself nor one with equal inputs', () => {
    const twins = promptFrom(TRIAGE.replace('I paid twice', 'It crashes'));
    fc.assert(
      fc.property(fc.nat(), fc.nat(7), fc.constantFrom('1', '3', '7'), (seed, at, shots) => {
        const tested = twins.cases[at]!;
        const chosen = examplesFor(twins, tested, { shots, seed });
        expect(
          chosen.every(
            ({ id, inputs }) => id !== tested.id && inputs['ticket'] !== tested.inputs['ticket'],
          ),
        ).toBe(true);
        expect(new Set(chosen.map(({ id }) => id)).size).toBe(chosen.length);
      }),
    );
  });

  it('depend on seed and case alone', () => {
    const ids = (seed: number) =>
      examplesFor(prompt, prompt.cases[0]!, { shots: '3', seed }).map(({ id }) => id);
    expect(ids(1)).toEqual(ids(1));
    expect([1, 2, 3, 4].map((seed) => ids(seed).join())).not.toEqual(Array(4).fill(ids(1).join()));
  });

  it('stand before the question as user and assistant', () => {
    const tested = prompt.cases[0]!;
    const messages = messagesFor(prompt, tested, [prompt.cases[1]!]);
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(messages[1]?.content).toContain('I paid twice');
    expect(messages[2]?.content).toBe('billing');
    expect(messages[3]?.content).toContain('It crashes');
  });

  it('are limited by the cases that have an answer', () => {
    expect(mostExamples(prompt)).toBe(7);
  });

  it('are asked for as file or a number', () => {
    expect(['file', '0', ' 3 '].map(parseShots)).toEqual(['file', 'file', '3']);
    expect(() => parseShots('many')).toThrow('no few-shot configuration');
  });
});
