import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Prompt } from '../../../src/core/prompt/prompt.js';
import { parseShots, readShots } from '../../../src/core/variants/shots/configuration.js';
import { messagesFor } from '../../../src/core/variants/shots/exampleMessages.js';
import { ordered } from '../../../src/core/variants/shots/exampleOrder.js';
import {
  exampleChooser,
  examplesForFile,
  maxExamples,
} from '../../../src/core/variants/shots/examples.js';
import { SELECTIONS } from '../../../src/core/variants/shots/selection.js';
import { planFor } from '../../support/plans.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';
import { variantOf } from '../../support/variants.js';

const prompt = promptFrom(TRIAGE);
const chosen = (of: Prompt, at: number, shots: string, seed = 1) =>
  exampleChooser(of, seed, null)(of.cases[at]!, shots);
const ids = (of: Prompt, at: number, shots: string, seed = 1) =>
  chosen(of, at, shots, seed).map(({ id }) => id);

describe('a few-shot configuration', () => {
  it('has one name, the shortest', () => {
    expect(
      ['file', '0', ' 3 ', '3/random', '3/random/1', '3/diverse/1', '3/diverse/2'].flatMap(
        parseShots,
      ),
    ).toEqual(['file', 'file', '3', '3', '3', '3/diverse', '3/diverse/2']);
    expect(parseShots('3/first/1-3')).toEqual(['3/first', '3/first/2', '3/first/3']);
  });

  it('is refused with what it could be', () => {
    for (const wrong of ['many', '3/cleverly', '100', '3/first/3-1'])
      expect(() => parseShots(wrong)).toThrow('is not a few-shot configuration');
    expect(() => parseShots('2/first/3')).toThrow('have at most 2 orders');
  });

  it('reads back as what it names', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 99 }),
        fc.constantFrom(...SELECTIONS.map(({ id }) => id)),
        fc.integer({ min: 1, max: 20 }),
        (count, way, order) => {
          const [name] = parseShots(`${count}/${way}/${order}`);
          expect(readShots(name!)).toEqual({ count, way, order });
        },
      ),
    );
  });
});

describe('examples', () => {
  it('are never the case itself nor one with equal inputs, however they are chosen', () => {
    const twins = promptFrom(TRIAGE.replace('I paid twice', 'It crashes'));
    const shots = SELECTIONS.flatMap(({ id }) => [`1/${id}`, `3/${id}`, `6/${id}/2`]);
    fc.assert(
      fc.property(fc.nat(), fc.nat(7), fc.constantFrom(...shots), (seed, at, configuration) => {
        const tested = twins.cases[at]!;
        const examples = chosen(twins, at, configuration, seed);
        expect(examples).toHaveLength(Math.min(readShots(configuration)!.count, 6));
        expect(
          examples.every(
            ({ id, inputs }) => id !== tested.id && inputs['ticket'] !== tested.inputs['ticket'],
          ),
        ).toBe(true);
        expect(new Set(examples).size).toBe(examples.length);
      }),
    );
  });

  it('are the same for every variant and repeat, and no expected answer of the case is sent', () => {
    const unique = promptFrom(
      TRIAGE.replace(/expected: \w+/g, () => `expected: answer${(number += 1)}`),
    );
    const wordings = ['original', 'other'].map((id) =>
      variantOf({ id, messages: unique.messages }),
    );
    for (const { id } of SELECTIONS) {
      const plan = planFor(unique, { variants: wordings, shots: [`3/${id}`], repeats: 2, seed: 5 });
      const sent = new Map<string, Set<string>>();
      for (const trial of plan.trials) {
        const text = JSON.stringify(plan.requestOf(trial).messages);
        expect(text).not.toMatch(new RegExp(`${trial.caseOf.expected}\\b`));
        sent.set(trial.case, (sent.get(trial.case) ?? new Set()).add(text));
      }
      expect(
        [...sent.values()].every(({ size }) => size === 1),
        id,
      ).toBe(true);
    }
  });

  it('are drawn anew for each case and seed', () => {
    expect(ids(prompt, 0, '3')).toEqual(ids(prompt, 0, '3'));
    const drawn = [1, 2, 3, 4].map((seed) => ids(prompt, 0, '3', seed).join());
    expect(new Set(drawn).size).toBeGreaterThan(1);
  });

  it('chosen as the first, are the first that are left', () => {
    expect(ids(prompt, 0, '2/first')).toEqual(['2', '3']);
    expect(ids(prompt, 5, '2/first')).toEqual(['1', '2']);
  });

  it('chosen by likeness, end with the most alike', () => {
    const alike = promptFrom(TRIAGE.replace('No sound', 'It crashes badly'));
    expect(ids(alike, 0, '2/nearest').at(-1)).toBe('3');
  });

  it('chosen as diverse, repeat no question in other words while there is another', () => {
    const doubles = promptFrom(
      TRIAGE.replace('I paid twice', 'It crashes badly')
        .replace('No sound', 'It crashes again')
        .replace('Wrong invoice', 'It crashes now'),
    );
    for (let seed = 1; seed < 20; seed++) {
      const crashes = chosen(doubles, 7, '4/diverse', seed).filter(({ inputs }) =>
        inputs['ticket']!.startsWith('It crashes'),
      );
      expect(crashes.length).toBeLessThanOrEqual(1);
    }
  });

  it('chosen as balanced, hold each answer as often', () => {
    for (let seed = 1; seed < 10; seed++) {
      const answers = chosen(prompt, 0, '4/balanced', seed).map(({ expected }) => expected);
      expect(answers.filter((each) => each === 'bug')).toHaveLength(2);
    }
  });

  it('in mixed formats, are each laid out in another way and keep their words', () => {
    const plan = planFor(prompt, { shots: ['3/mixed'], caseIds: ['1'] });
    const { messages } = plan.requestOf(plan.trials[0]!);
    const questions = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
    const layouts = questions.map((text) => text.replace(/(Ticket\W+).*/i, '$1'));
    expect(new Set(layouts.slice(0, 3)).size).toBe(3);
    expect(questions.every((text) => /task/i.test(text) && /label/i.test(text))).toBe(true);
    expect(questions.at(-1)).toBe('Task: Pick bug or billing.\nTicket: It crashes\nLabel:');
  });

  it('stand in another order under another order, the same ones', () => {
    const orders = [1, 2, 3, 4, 5, 6].map((order) => ids(prompt, 0, `3/first/${order}`));
    expect(new Set(orders.map((each) => each.join())).size).toBe(6);
    expect(new Set(orders.map((each) => each.toSorted().join())).size).toBe(1);
    expect(ordered([1, 2], 2, 7)).toEqual([2, 1]);
  });

  it('stand before the question as user and assistant', () => {
    const tested = prompt.cases[0]!;
    const messages = messagesFor(prompt, tested, { examples: [prompt.cases[1]!] });
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(messages[1]?.content).toContain('I paid twice');
    expect(messages[2]?.content).toBe('billing');
    expect(messages[3]?.content).toContain('It crashes');
  });

  it('are limited by the cases that have an answer', () => {
    expect(maxExamples(prompt)).toBe(7);
    expect(maxExamples(promptFrom(TRIAGE.replace('I paid twice', 'It crashes')))).toBe(6);
  });

  it('for the file itself are chosen from all', () => {
    expect(examplesForFile(prompt, '2/first', 1).map(({ id }) => id)).toEqual(['1', '2']);
    expect(examplesForFile(prompt, 'file', 1)).toEqual([]);
  });
});

let number = 0;

describe('a pool of examples', () => {
  const marked = TRIAGE.replace('ticket: It crashes\n', 'ticket: It crashes\n    example: true\n');
  const pooled = `${TRIAGE}sensitivity:\n  examples:\n    - { ticket: Too loud, expected: bug }\n    - { ticket: Too dear, expected: billing }\n    - { ticket: No answer }\n`;

  it('holds the rows marked as examples, which are not tested', () => {
    const { cases, examples } = promptFrom(marked);
    expect(examples.map(({ inputs }) => inputs)).toEqual([{ ticket: 'It crashes' }]);
    expect(cases.map(({ id }) => id)).not.toContain('1');
  });

  it('is used instead of the other cases', () => {
    const prompt = promptFrom(pooled);
    expect(maxExamples(prompt)).toBe(2);
    expect(
      chosen(prompt, 0, '2')
        .map(({ inputs }) => inputs['ticket'])
        .toSorted(),
    ).toEqual(['Too dear', 'Too loud']);
  });
});

describe("a case that the prompt's own examples answer", () => {
  const shown = TRIAGE.replace(
    '  - role: user\n',
    `  - role: user
    content: |-
      Task: Pick bug or billing.
      Ticket: It crashes
      Label:
  - role: assistant
    content: bug
  - role: user
`,
  );

  it('is left out and named', () => {
    const prompt = promptFrom(shown);
    const plan = planFor(prompt);
    expect(plan.cases.map(({ id }) => id)).not.toContain('1');
    expect(plan.notes).toEqual([{ code: 'examples-shown', params: { cases: ['1'] } }]);
  });
});

describe('an example’s answer', () => {
  const jsonPrompt = (content: string, more: Record<string, unknown> = {}) =>
    promptFrom(
      JSON.stringify({
        messages: [{ role: 'user', content }],
        testData: ['bug', 'idea', 'bug', 'idea'].map((expected, at) => ({ x: `${at}`, expected })),
        ...more,
      }),
    );
  const schema = (properties: Record<string, unknown>) => ({
    responseFormat: 'json_schema',
    jsonSchema: JSON.stringify({ name: 'a', schema: { type: 'object', properties } }),
  });
  const label = { type: 'string', enum: ['bug', 'idea'] };
  const answers = (of: Prompt) =>
    [
      ...new Set(exampleChooser(of, 1, null)(of.cases[0]!, '3').map(({ expected }) => expected)),
    ].sort();

  it.each([
    ['the label itself', jsonPrompt('Sort {{x}} as bug or idea.'), ['bug', 'idea']],
    [
      'the property of a schema that holds the label',
      jsonPrompt('Sort {{x}}.', schema({ label })),
      ['{"label": "bug"}', '{"label": "idea"}'],
    ],
    [
      'a property within another',
      jsonPrompt(
        'Sort {{x}}.',
        schema({ result: { type: 'object', properties: { kind: label } } }),
      ),
      ['{"result": {"kind": "bug"}}', '{"result": {"kind": "idea"}}'],
    ],
    [
      'the object the prompt shows',
      jsonPrompt('Sort {{x}}. Answer with {"kind": "bug"} or {"kind": "idea"}.'),
      ['{"kind": "bug"}', '{"kind": "idea"}'],
    ],
    [
      'the object at the path the answer is read by',
      jsonPrompt('Sort {{x}}. Answer as {"out": {"kind": "…"}}.', {
        sensitivity: { extract: { json: '$.out.kind' } },
      }),
      ['{"out": {"kind": "bug"}}', '{"out": {"kind": "idea"}}'],
    ],
  ])('has the form the prompt demands: %s', (_, of, expected) => {
    expect(answers(of)).toEqual(expected);
  });

  it.each([
    [
      'a schema with more than the label',
      jsonPrompt('Sort {{x}}.', schema({ label, why: { type: 'string' } })),
    ],
    ['JSON of a form that is not shown', jsonPrompt('Sort {{x}}. Answer in JSON.')],
    ['any JSON', jsonPrompt('Sort {{x}}.', { responseFormat: 'json_object' })],
    [
      'a path that nothing shows',
      jsonPrompt('Sort {{x}}.', { sensitivity: { extract: { json: 'kind' } } }),
    ],
  ])('is not given where the form is not known: %s', (_, of) => {
    expect(maxExamples(of)).toBe(0);
    expect(() => examplesForFile(of, '1', 1)).toThrow('in the form the prompt asks for');
  });
});
