import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { declareStudies } from '../../../src/cli/options/studies.js';
import { STUDIES } from '../../../src/core/studies/studies.js';

const CHOICES = ['variants', 'shots', 'repeats', 'sample'] as const;

describe('the command of a study', () => {
  const program = new Command();
  declareStudies(program, STUDIES);

  it.each(STUDIES.filter(({ hasGenericCommand }) => hasGenericCommand))(
    '$id offers what the study takes, and nothing else',
    ({ id, takes }) => {
      const command = program.commands.find((each) => each.name() === id);
      const offered = command?.options.map((option) => option.attributeName()) ?? [];
      expect(CHOICES.filter((name) => offered.includes(name))).toEqual(
        CHOICES.filter((name) => takes.includes(name)),
      );
    },
  );

  it('of serving does not take repeats, which it decides itself', () => {
    const serving = program.commands.find((each) => each.name() === 'serving');
    expect(serving?.options.some(({ long }) => long === '--repeats')).toBe(false);
  });
});
