import { describe, expect, it } from 'vitest';
import { answerShapeOf } from '../../../src/core/prompt/answerShape.js';
import type { CallMatch } from '../../../src/core/prompt/checks/check.js';
import { scoreChecks } from '../../../src/core/answers/checkAnswer.js';
import { readOutcomeLines } from '../../../src/core/score/outcomeLines.js';
import { answerIn } from '../../../src/core/answers/readAnswer.js';
import { scoreAnswers } from '../../../src/core/score/scoreAnswers.js';
import { answerOf } from '../../support/answers.js';
import { endpointOn, tested } from '../../support/studies.js';
import { completion, fakeProvider } from '../../support/fakes.js';
import { planFor } from '../../support/plans.js';
import { promptFrom } from '../../support/prompts.js';

const WEATHER = `messages:
  - role: user
    content: Use the tools you have. How warm is it in {{city}}?
testData:
  - { city: Oslo, expected: '[{"name":"weather","arguments":{"city":"Oslo","unit":"C"}}]' }
  - { city: Rome }
sensitivity:
  tools:
    - type: function
      function:
        name: weather
        parameters:
          type: object
          properties:
            city: { type: string }
            days: { type: integer, default: 1 }
            unit: { type: string, enum: [C, F], default: C }
          required: [city]
          additionalProperties: false
    - { name: now }
`;
const calls = (...all: [name: string, args?: object][]) =>
  JSON.stringify(all.map(([name, args = {}]) => ({ name, arguments: args })));
const prompt = promptFrom(WEATHER);
const scored = (text: string, checks: readonly object[] = [], at = 0) => {
  const own = promptFrom(`${WEATHER}  checks: ${JSON.stringify(checks)}\n`);
  return scoreChecks(answerOf(text), own.cases[at]!, own).score;
};

describe('an expected answer of calls', () => {
  it.each([
    [calls(['weather', { city: 'Oslo' }]), 1],
    [calls(['weather', { days: 1.0, city: 'Oslo', unit: 'C' }]), 1],
    [calls(['weather', { city: 'Oslo', unit: 'F' }]), 0],
    [calls(['weather', { city: 'Oslo' }], ['now']), 0],
    ['It is warm in Oslo.', 0],
    ['', 0],
  ])('is what %s is compared with by itself: %i', (text, score) => {
    expect(scored(text)).toBe(score);
  });

  it('of none is right where nothing is called', () => {
    const none = promptFrom(WEATHER.replace('{ city: Rome }', "{ city: Rome, expected: '[]' }"));
    const score = (text: string) => scoreChecks(answerOf(text), none.cases[1]!, none).score;
    expect([score('You are welcome.'), score('[]'), score(calls(['now']))]).toEqual([1, 1, 0]);
    expect([score(''), score(' \n')]).toEqual([0, 0]);
    expect(score('[{"name":"now","arguments":"{"}]')).toBe(0);
  });
});

describe('a check on calls', () => {
  const expected = [
    { name: 'weather', arguments: { city: '{{city}}' } },
    { name: 'now', arguments: {} },
  ];
  const both = calls(['weather', { city: 'Oslo' }], ['now']);
  const turned = calls(['now'], ['weather', { city: 'Oslo' }]);
  const fewer = calls(['now']);
  const more = calls(['now'], ['weather', { city: 'Oslo' }], ['weather', { city: 'Rome' }]);

  it('are expected with all digits of their numbers', () => {
    const own = promptFrom(
      `${WEATHER}  checks: [{ toolCalls: [{ name: weather, arguments: { id: 12345678901234567891 } }] }]\n`,
    );
    const score = (id: string) =>
      scoreChecks(answerOf(`[{"name":"weather","arguments":{"id":${id}}}]`), own.cases[1]!, own)
        .score;
    expect([score('12345678901234567891'), score('12345678901234567892')]).toEqual([1, 0]);
  });

  it('are read between sentences, like other JSON, and not where words only mention one', () => {
    const own = calls(['weather', { city: 'Oslo' }]);
    expect(scored(`Sure, here is what I would call: ${own}. Shall I?`)).toBe(1);
    expect(scored('I would call weather({city: "Oslo"}).')).toBe(0);
    expect(scored('As {"name":"weather"} says.')).toBe(0);
  });

  it.each<[CallMatch, number[]]>([
    ['strict', [1, 0, 0, 0]],
    ['unordered', [1, 1, 0, 0]],
    ['subset', [1, 1, 1, 0]],
    ['superset', [1, 1, 0, 1]],
  ])('%s', (match, right) => {
    const check = [{ toolCalls: expected, match }];
    expect([both, turned, fewer, more].map((text) => scored(text, check))).toEqual(right);
  });

  it('by F1 asks for enough', () => {
    const at = (threshold: number) => [{ toolCalls: expected, match: 'f1', threshold }];
    // Two calls of three and two: 4 / 5; one of one and two: 2 / 3.
    expect([scored(more, at(0.8)), scored(more, at(0.81))]).toEqual([1, 0]);
    expect([scored(fewer, at(0.66)), scored(fewer, at(0.67))]).toEqual([1, 0]);
  });

  it('takes the expected answer, and leaves a case without one unscored', () => {
    const check = [{ toolCalls: '{{expected}}', match: 'strict' }];
    expect(scored(calls(['weather', { city: 'Oslo' }]), check)).toBe(1);
    expect(scored(calls(['weather', { city: 'Rome' }]), check, 1)).toBeNull();
    expect(scored('x', [{ toolCalls: 'no calls' }])).toBeNull();
  });

  it('keeps a value inside the quotes it is put into', () => {
    const own = promptFrom(
      `${WEATHER.replace('city: Rome', `city: 'the "Rome"'`)}  checks: ${JSON.stringify([{ toolCalls: expected }])}\n`,
    );
    const text = calls(['now'], ['weather', { city: 'the "Rome"' }]);
    expect(scoreChecks(answerOf(text), own.cases[1]!, own).score).toBe(1);
  });

  it('of being valid asks for known tools and arguments of their schema', () => {
    const valid = (text: string) => scored(text, [{ validToolCalls: true }], 1);
    expect(valid(both)).toBe(1);
    // That a call is missing is for `toolCalls` to say.
    expect(valid('It is warm.')).toBe(1);
    for (const wrong of [
      calls(['sun']),
      calls(['weather', { city: 1 }]),
      calls(['weather', {}]),
      calls(['weather', { city: 'Oslo', at: 2 }], ['now']),
    ])
      expect(valid(wrong)).toBe(0);
  });
});

describe('answers of a prompt with tools', () => {
  const shape = answerShapeOf(prompt);
  const read = (text: string) => answerIn(text, shape);

  it('are the same whatever the order of arguments and calls, the form of numbers, and defaults', () => {
    const written = '[{"name":"now"},{"name":"weather","arguments":{"days":2.0,"city":"Oslo"}}]';
    const other = calls(['weather', { city: 'Oslo', unit: 'C', days: 2 }], ['now']);
    expect(read(written)).toBe(read(other));
    expect(read(calls(['weather', { city: 'Oslo' }]))).not.toBe(read(other));
  });

  it('in words are answers too, and calls that cannot be read are none', () => {
    expect(read('It is **warm**.')).toBe('it is **warm**');
    expect(read('[{"name":"weather","arguments":"{"}]')).toBeNull();
  });

  it('are labels or fields where that is what is expected', () => {
    const labels = promptFrom(
      WEATHER.replace(
        /testData:[\s\S]*?sensitivity/,
        `testData:\n${['warm', 'cold', 'warm', 'cold'].map((each) => `  - { city: x, expected: ${each} }\n`).join('')}sensitivity`,
      ),
    );
    expect(answerShapeOf(labels).kind).toBe('label');
  });

  it('agree and differ by their calls, without any gold', async () => {
    const own = promptFrom(WEATHER.replace(/, expected: '\[.*?\]'/, ''));
    const provider = fakeProvider(({ messages }, _context, call) => {
      const city = /in (\w+)\?/.exec(messages.at(-1)?.content ?? '')?.[1] ?? '';
      const args = call % 2 === 0 ? { city, days: 1 } : { city };
      return completion(JSON.stringify([{ name: 'weather', arguments: args }]));
    });
    const { report } = await tested(own, endpointOn(provider), {
      variants: { format: 1, politeness: 1 },
    });
    expect(report.comparedBy).toBe('toolCalls');
    expect(report.metrics['agreement.pairwise']?.value).toBe(1);
    expect(report.metrics['divergence.cross']?.value).toBe(0);
    expect(report.metrics['entropy.paraphrase']?.value).toBeCloseTo(0, 9);
    expect(report.metrics['entropy.paraphrase']?.config['classes']).toBe('calls');
    expect(report.outcomes[0]?.answer).toBe('[{"name":"weather","arguments":{"city":"Oslo"}}]');
  });

  it('from anywhere are told by themselves, without tools or gold', () => {
    const text = [calls(['f', { x: 1, y: 2 }]), '[{"name":"f","arguments":{"y":2.0,"x":1}}]']
      .map((each, at) => JSON.stringify({ case: 1, variant: `v${at}`, repeat: 1, text: each }))
      .join('\n');
    const input = readOutcomeLines(text, { name: 'x', seed: 1 });
    expect(input.distance).toBe('toolCalls');
    expect(scoreAnswers(input).metrics['agreement.pairwise']?.value).toBe(1);
  });

  it('are half apart where half of their calls is shared, and wholly where one calls nothing', () => {
    const line = (variant: string, text: string) =>
      JSON.stringify({
        case: 1,
        variant,
        repeat: 1,
        text,
        expected: calls(['f', { x: 1 }], ['g']),
      });
    const cross = (a: string, b: string) => {
      const text = [line('original', a), line('format', b)].join('\n');
      const input = readOutcomeLines(text, { name: 'x', seed: 1 });
      return [scoreAnswers(input).metrics['divergence.cross']?.value, input.answers[0]?.score];
    };
    const first = calls(['g'], ['f', { x: 1.0 }]);
    expect(cross(first, calls(['f', { x: 2 }], ['g']))).toEqual([0.5, 1]);
    expect(cross(first, 'No idea.')).toEqual([1, 1]);
    expect(cross('No idea.', 'no idea!')).toEqual([0, 0]);
  });
});

describe('what is sent with tools', () => {
  const planOf = (text: string) => planFor(promptFrom(text), { variants: [] });

  it('is the same for every wording, counts as a part of the plan, and is absent without tools', async () => {
    const provider = fakeProvider(() => completion('[]'));
    await tested(prompt, endpointOn(provider), { variants: 12 });
    expect(provider.calls).toBeGreaterThan(8);
    for (const { tools } of provider.requests) expect(tools).toEqual(prompt.tools);
    const without = WEATHER.replace(/ {2}tools:[\s\S]*/, '  repeats: 1\n');
    const bare = fakeProvider(() => completion('x'));
    await tested(promptFrom(without), endpointOn(bare));
    expect(bare.requests[0]).not.toHaveProperty('tools');
    const changed = WEATHER.replace('default: 1', 'default: 2');
    expect(planOf(changed).fingerprint).not.toBe(planOf(WEATHER).fingerprint);
  });
});
