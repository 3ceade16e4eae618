import { describe, expect, it } from 'vitest';
import type { AskRequest } from '../../../../src/core/ports/model.js';
import { failuresIn, REWRITES, rewritesOf } from '../../../../src/core/studies/repair/rewrites.js';
import { sensitivity } from '../../../../src/core/studies/sensitivity/sensitivity.js';
import { completion, fakeProvider } from '../../../support/fakes.js';
import { promptFrom } from '../../../support/prompts.js';
import { repairText } from '../../../support/simulatedRepair.js';
import { endpointOn, studied } from '../../../support/studies.js';

const TEXT = repairText(45);
const prompt = promptFrom(TEXT);
const report = await studied(
  sensitivity,
  prompt,
  endpointOn(fakeProvider(() => completion('bug'))),
  { overrides: { variants: { format: 1 }, repeats: 1, stopEarly: false } },
);
const kept = JSON.stringify(report.result);

describe('rewrites by a model', () => {
  it('are written from what went wrong in the cases that choose, never from those that measure', () => {
    const wrong = prompt.cases.filter(({ expected }) => expected !== 'bug').map(({ id }) => id);
    const open = wrong.slice(0, 2);
    const found = failuresIn(kept, prompt, open);
    expect(found).toHaveLength(2);
    expect(found.every(({ answered, expected }) => answered === 'bug' && expected !== 'bug')).toBe(
      true,
    );
    expect(failuresIn(kept, prompt, [])).toEqual([]);
    expect(failuresIn(kept, promptFrom(TEXT.replace('Be brief.', 'Be quick.')), open)).toEqual([]);
    expect(failuresIn('damaged', prompt, open)).toEqual([]);
    expect(failuresIn(null, prompt, open)).toEqual([]);
  });

  it('are taken only in the form that was asked for, and where the meaning check lets them pass', async () => {
    const replies = [
      (given: string) => given.replace('You sort tickets', 'Your job is to sort tickets'),
      () => 'Sure! Here is a better prompt.',
      (given: string) => given.replace('{{ticket}}', 'the ticket'),
    ];
    const asked: AskRequest[] = [];
    const proposed = await rewritesOf(prompt, failuresIn(kept, prompt, ['2']), {
      embed: null,
      ask(request) {
        asked.push(request);
        const own = asked.filter(({ purpose }) => purpose === 'paraphrase').length;
        const given = request.messages.at(-1)?.content ?? '';
        const text = request.purpose === 'paraphrase' ? (replies[own - 1]?.(given) ?? '') : 'Same';
        return Promise.resolve({ text } as never);
      },
    });
    expect(proposed).toHaveLength(REWRITES);
    expect(proposed.every(({ edit }) => edit.params['failures'] === 1)).toBe(true);
    const [first] = proposed;
    expect(first && 'apply' in first && first.apply(prompt)?.[0]?.content).toMatch(/^Your job is/);
    expect(proposed.slice(1).map((each) => ('dropped' in each ? each.dropped : null))).toEqual([
      'unreadable-reply',
      'other-task',
    ]);
    expect(asked.filter(({ purpose }) => purpose === 'paraphrase')).toHaveLength(REWRITES);
  });
});

describe('a rewrite', () => {
  const rewritten = async (text: string, change: (given: string) => string) => {
    const own = promptFrom(text);
    const [first] = await rewritesOf(own, [], {
      embed: null,
      ask: ({ purpose, messages }) =>
        Promise.resolve({
          text: purpose === 'paraphrase' ? change(messages.at(-1)?.content ?? '') : 'Same',
        } as never),
    });
    return first;
  };
  const again = (given: string) => given.replace('You sort tickets', 'Your job is to sort tickets');

  it('ends as the file does, so that the file can hold it', async () => {
    const block = TEXT.replace(/content: '?You sort([^'\n]*)'?/, 'content: |\n      You sort$1');
    const first = await rewritten(block, again);
    const written = first && 'apply' in first ? first.apply(promptFrom(block)) : null;
    expect(written?.[0]?.content).toMatch(/^Your job is[^]*\n$/);
  });

  it('that shows a case it would be measured on is not tried', async () => {
    const [own] = prompt.cases;
    const input = Object.values(own?.inputs ?? {}).find((each) => each.length >= 12) ?? '';
    expect(input).not.toBe('');
    const first = await rewritten(TEXT, (given) =>
      again(given).replace('Be brief.', `Be brief, as with ${input}.`),
    );
    expect(first).toMatchObject({ dropped: 'shows-cases' });
  });
});
