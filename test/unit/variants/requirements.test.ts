import { describe, expect, it } from 'vitest';
import type { Ask, AskRequest } from '../../../src/core/ports/model.js';
import type { Message } from '../../../src/core/ports/model.js';
import {
  checkRequirements,
  readDirection,
  requirementProblem,
} from '../../../src/core/variants/meaning/requirements.js';
import { completion } from '../../support/fakes.js';

const said = (content: string): Message[] => [{ role: 'user', content }];

async function check(...answers: string[]) {
  const asked: AskRequest[] = [];
  const ask: Ask = (request) => {
    asked.push(request);
    return Promise.resolve(completion(answers[asked.length - 1] ?? 'yes'));
  };
  const found = await checkRequirements(said('FIRST'), said('SECOND'), ask);
  return { found, asked, problem: requirementProblem(found) };
}

describe('the check of requirements', () => {
  it('asks each direction by itself, at temperature 0', async () => {
    const { found, asked } = await check('yes', 'Yes.');
    expect(found).toEqual({ entails: true, missing: [], added: [], unreadable: 0 });
    expect(asked.map(({ temperature }) => temperature)).toEqual([0, 0]);
    const [forth, back] = asked.map(({ messages }) => messages[1]?.content ?? '');
    expect(forth).toMatch(/<A>\nuser: FIRST[\s\S]*<B>\nuser: SECOND/);
    expect(back).toMatch(/<A>\nuser: SECOND[\s\S]*<B>\nuser: FIRST/);
  });

  it('lists what is missing and what was added', async () => {
    const { found, problem } = await check('no\n- be brief', 'No:\n- be kind\n- in French');
    expect(found).toMatchObject({ missing: ['be brief'], added: ['be kind', 'in French'] });
    expect(problem).toBe('it no longer requires: be brief. it also requires: be kind; in French');
  });

  it('takes what it cannot read for no, and does not ask on', async () => {
    const { found, asked, problem } = await check('They look the same to me.');
    expect(found).toMatchObject({ entails: false, unreadable: 1 });
    expect(asked).toHaveLength(1);
    expect(problem).toContain('could not be read');
    expect((await check('yes', 'maybe')).found.entails).toBe(false);
  });

  it.each([
    ['yes', true],
    ['YES.\n', true],
    ['no\n\n- one\n* two', false],
    ['yes, B requires everything', null],
    ['yes\n- one', null],
    ['no, because it is shorter', null],
    ['no\nIt lacks one.', null],
    ['', null],
  ])('reads %j', (text, holds) => {
    expect(readDirection(text)?.holds ?? null).toBe(holds);
  });
});
