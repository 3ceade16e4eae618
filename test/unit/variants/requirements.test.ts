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
    expect(found).toEqual({ entails: true, missing: [], added: [], unread: null });
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

  it('decides nothing when a reply cannot be read, and does not ask again', async () => {
    const { found, asked } = await check('They look\nthe same to me.');
    expect(found).toMatchObject({ entails: null, unread: 'They look the same to me.' });
    expect(asked).toHaveLength(1);
    expect((await check('yes', 'maybe')).found).toMatchObject({ entails: null, unread: 'maybe' });
  });

  it('is a no when one direction is, whatever the other reply', async () => {
    expect((await check('no\n- be brief', 'maybe')).found).toMatchObject({
      entails: false,
      missing: ['be brief'],
    });
  });

  it.each([
    ['yes', true],
    ['YES.\n', true],
    ['**Yes.**', true],
    ['`yes`', true],
    ['Answer: yes', true],
    ['"Yes"', true],
    ['{"answer": "no"}', false],
    ['<think>no, or is it?</think>\n\nYes', true],
    ['B keeps the limit and the tone.\n\nYes.', true],
    ['No requirement of A is missing in B.\n\n**Yes**', true],
    ['Both ask for a list. Therefore the answer is no.', false],
    ['no\n\n- one\n* two', false],
    ['yes, B requires everything', true],
    ['yes\n- one', true],
    ['no, because it is shorter', false],
    ['No – it drops the limit', false],
    ['no\nIt lacks one.', false],
    ['No requirement of A is missing in B.', null],
    ['Yes and no.', true],
    ['They differ.', null],
    ['', null],
  ])('reads %j', (text, holds) => {
    expect(readDirection(text)?.holds ?? null).toBe(holds);
  });

  it('takes the requirements from any kind of list', () => {
    expect(readDirection('**No.** B drops:\n1. the limit\n• the tone')?.listed).toEqual([
      'the limit',
      'the tone',
    ]);
  });
});
