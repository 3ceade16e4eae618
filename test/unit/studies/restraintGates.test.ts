import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/core/prompt/settings/config.js';
import { restraintCompletions } from '../../../src/core/prompt/settings/restraintCompletions.js';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';
import { gateAt, gateFindings } from '../../../src/core/studies/restraint/gatePlaces.js';
import { restraint } from '../../../src/core/studies/restraint/restraint.js';
import { english } from '../../../src/core/say/say.js';
import { completion, fakeProvider } from '../../support/fakes.js';
import { promptFrom } from '../../support/prompts.js';
import { endpointOn, studied } from '../../support/studies.js';

const TEXT = `messages:
  - { role: user, content: 'Even or odd? {{n}}' }
testData:
  - { n: two, expected: even }
  - { n: three, expected: odd }
sensitivity:
  repeats: 1
  variants: {}
  restraint:
    context: { require: [n], action: clarify }
    human:
      when: [context]
`;

/** The gate under the marker, which is taken out of the text. */
const under = (marked: string, path = 'a.prompt.yml') => {
  const offset = marked.indexOf('@');
  const found = gateAt(path, marked.replace('@', ''), offset);
  return found && [found.gate, marked.replace('@', '').slice(found.start, found.end)];
};

describe('the gate at a place in the text', () => {
  it.each([
    ['sensitivity:\n  restraint:\n    con@fidence: { min: 0.8 }', ['confidence', 'confidence']],
    ['sensitivity: { restraint: { co@st: { tokens: 3 } } }', ['cost', 'cost']],
    ['sensitivity:\n  res@traint:\n    goal: { statement: x }', [null, 'restraint']],
    ['defaults:\n  restraint:\n    pol@icy: [secrets]', ['policy', 'policy']],
    ['restraint:\n  hum@an: { when: [cost] }', ['human', 'human']],
    ['sensitivity:\n  restraint:\n    confidence: { m@in: 0.8 }', null],
    ['other:\n  restraint:\n    con@fidence: { min: 0.8 }', null],
    ['con@fidence: 1', null],
    // While a line is being written.
    ['sensitivity:\n  restraint:\n    con@text: { require: [n\n', ['context', 'context']],
  ])('%j', (marked, gate) => {
    expect(under(marked)).toEqual(gate);
  });

  it('is found in the frontmatter of a prompt', () => {
    const text =
      '---\nname: A\nsensitivity:\n  restraint:\n    g@oal: { statement: sort }\n---\nuser:\nA: {{n}}\n';
    expect(under(text, 'a.prompty')).toEqual(['goal', 'goal']);
  });
});

describe('what was measured for a gate', () => {
  it('says how much it held back, rightly and wrongly, or that nothing was measured', async () => {
    const always = fakeProvider(() => completion('even'));
    const { result } = await studied(restraint, promptFrom(TEXT), endpointOn(always));
    // Two cases as they are, of which one answer is right, and each without its number: the gate holds these two back.
    expect(gateFindings('context', result, english)).toEqual([
      '2 pass: 1 rightly, 1 wrongly. 2 held back: 2 rightly, 0 wrongly.',
    ]);
    expect(gateFindings(null, result, english)[0]).toMatch(/^2 pass: 1 rightly, 1 wrongly/);
    expect(gateFindings('human', result, english)).toEqual([
      '0 % of requests would go to a person.',
    ]);
    expect(gateFindings('confidence', result, english)).toEqual([
      'No threshold: the endpoint returns no probabilities.',
    ]);
    expect(gateFindings('cost', result, english)[0]).toMatch(/^Not measured yet/);
    expect(gateFindings('context', null, english)[0]).toMatch(/^Not measured yet/);
  });
});

describe('completing a restraint block', () => {
  const GATES = ['confidence', 'context', 'policy', 'goal', 'cost', 'human'];
  const ACTIONS = ['abstain', 'clarify', 'fallback', 'human', 'cancel'];
  const RULES = ['personal-data', 'secrets', 'injection'];

  it.each([
    ['sensitivity:\n  restraint:\n    ', GATES],
    ['sensitivity:\n  restraint:\n    cost: { tokens: 3 }\n    con', GATES],
    ['sensitivity:\n  restraint: { con', GATES],
    ['sensitivity:\n  restraint:\n    cost: { ', ['tokens', 'usd', 'action']],
    ['sensitivity:\n  restraint:\n    cost:\n      ', ['tokens', 'usd', 'action']],
    ['sensitivity:\n  restraint:\n    cost: { tokens: 3, action: ', ACTIONS],
    ['sensitivity:\n  restraint:\n    goal:\n      action: f', ACTIONS],
    ['sensitivity:\n  restraint:\n    policy: [secrets, ', RULES],
    ['sensitivity:\n  restraint:\n    policy:\n      - ', RULES],
    ['sensitivity:\n  restraint:\n    policy:\n    - inj', RULES],
    ['sensitivity:\n  restraint:\n    policy:\n      - { rule: ', RULES],
    ['sensitivity:\n  restraint:\n    policy:\n      - { rule: secrets, action: ', ACTIONS],
    ['defaults:\n  restraint:\n    human: { when: [', GATES.filter((gate) => gate !== 'human')],
  ])('%j', (before, words) => {
    expect(restraintCompletions(before)?.words).toEqual(words);
  });

  it.each([
    'sensitivity:\n  ',
    'sensitivity:\n  restraint:\n    cost: { tokens: ',
    'sensitivity:\n  restraint: { cost: { tokens: 3 } }\n  variants: { ',
    'action: ',
    'messages:\n  - { role: ',
  ])('offers nothing at %j', (before) => {
    expect(restraintCompletions(before)).toBeNull();
  });
});

describe('a restraint block with an error', () => {
  it.each([
    ['confidence: { min: 2 }', /restraint\.confidence\.min.*<=1/],
    ['confidence: { action: guess }', /restraint\.confidence\.action.*"abstain"/],
    ['goals: { statement: x }', /restraint.*"goals"/],
    ['policy: [injections]', /restraint\.policy\.0.*expected personal-data, secrets, injection/],
    ['policy: [{ pattern: "(" }]', /restraint\.policy\.0\.pattern.*not a regular expression/],
  ])('%s is named at its line, in a prompt and in plumbline.yml', (line, message) => {
    const block = (key: string) => `${key}:\n  restraint:\n    ${line}\n`;
    const messages = "messages: [{ role: user, content: 'Hi {{n}}' }]\n";
    const inPrompt = parsePrompt('a.prompt.yml', messages + block('sensitivity')).problems;
    const inConfig = parseConfig(block('defaults')).problems;
    for (const [problems, at] of [
      [inPrompt, 4],
      [inConfig, 3],
    ] as const) {
      const [problem] = problems.filter(({ severity }) => severity === 'error');
      expect(problem?.message).toMatch(message);
      expect(problem?.line).toBeLessThanOrEqual(at);
      expect(problem?.line).toBeGreaterThanOrEqual(at - 1);
    }
  });
});

const PRICED = `messages:
  - { role: user, content: 'Even or odd? {{n}}' }
testData:
  - { id: short, n: two, expected: even }
  - { id: long, n: 'a very long story about the number three', expected: odd }
sensitivity:
  repeats: 1
  variants: {}
  restraint: { cost: { LIMIT } }
`;

/** A prompt of 40 tokens for the long case, of 10 otherwise, and an answer of one, at 1000 $ per million. */
const counting = fakeProvider(({ messages: [message] }) =>
  completion('even', {
    usage: {
      promptTokens: message?.content.includes('story') ? 40 : 10,
      completionTokens: 1,
      cachedTokens: null,
    },
  }),
);
const PRICE = { input: 1000, output: 1000 };

describe('the gate on cost', () => {
  const measured = async (limit: string, endpoint: ReturnType<typeof endpointOn>) => {
    const prompt = promptFrom(PRICED.replace('LIMIT', limit));
    const { result } = await studied(restraint, prompt, endpoint);
    const row = restraint.words(result, english).rows.find(({ id }) => id === 'gate-cost');
    return { gate: result.findings.gates.find(({ gate }) => gate === 'cost'), row, result };
  };

  it.each([
    ['tokens: 20', null],
    ['usd: 0.02', PRICE],
  ])('holds back the call that took more than %s', async (limit, price) => {
    const { gate, result } = await measured(limit, endpointOn(counting, { price }));
    // Two cases as they are, two without their number: only the long one is above the limit, and its answer is wrong.
    expect(gate).toMatchObject({
      acted: 3,
      heldBack: 1,
      matrix: { actedRight: 1, actedWrong: 2, heldRight: 0, heldWrong: 1 },
      cases: {
        actedRight: ['short'],
        actedWrong: ['long without n', 'short without n'],
        heldRight: [],
        heldWrong: ['long'],
      },
    });
    expect(result.findings.gates.find((each) => each.gate === 'together')?.heldBack).toBe(1);
    expect(() => restraint.schema.parse(JSON.parse(JSON.stringify(result)))).not.toThrow();
  });

  it('is absent, with the reason, where the endpoint counts no tokens or no price is known', async () => {
    const silent = endpointOn(fakeProvider(() => completion('even', { usage: null })));
    const tokens = await measured('tokens: 20', silent);
    expect(tokens.gate).toBeUndefined();
    expect(tokens.row?.sentence).toBe(
      'The limit in tokens was not measured: the endpoint does not count tokens.',
    );
    const usd = await measured('tokens: 20, usd: 0.02', endpointOn(counting));
    expect(usd.gate?.heldBack).toBe(1);
    expect(usd.row?.sentence).toMatch(
      /1 held back: 1 rightly, 0 wrongly\. The limit in US dollars was not measured: the price/,
    );
  });

  it('lists the cases behind each number for the panel', async () => {
    const { row } = await measured('tokens: 20', endpointOn(counting));
    expect(row?.lists).toEqual([
      { title: 'Passed wrongly: 2 cases', items: ['case long without n', 'case short without n'] },
      { title: 'Held back rightly: 1 case', items: ['case long'] },
      { title: 'Passed rightly: 1 case', items: ['case short'] },
    ]);
  });
});
