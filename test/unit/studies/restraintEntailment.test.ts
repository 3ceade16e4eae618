import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../src/core/ports/model.js';
import { restraint } from '../../../src/core/studies/restraint/restraint.js';
import { english } from '../../../src/core/say/say.js';
import { completion, fakeProvider } from '../../support/fakes.js';
import { promptFrom } from '../../support/prompts.js';
import { endpointOn, memoryStore, studied } from '../../support/studies.js';

const CASES = 30;
const TEXT = `messages:
  - { role: system, content: Answer from the passages. }
  - { role: user, content: '{{contexts}} {{q}}' }
testData:
${Array.from(
  { length: CASES },
  (_, n) =>
    `  - { id: c${n}, q: 'Where does guest ${n} live?', contexts: [{ id: a, text: Guest ${n} lives in Rome and drinks tea. }] }`,
).join('\n')}
sensitivity: { variants: { politeness: 1 }, repeats: 1 }
`;

/** Three sentences: the first follows, the second says otherwise, the third stands nowhere. */
const ANSWER = 'The guest lives in Rome. The guest drinks no tea. The guest owns a boat.';
const RIGHT = '1: entailed\n2: contradicted\n3: untold';

const isJudge = ({ messages }: ChatRequest) => messages[0]?.content.includes('entailed') === true;
const isReworded = ({ messages }: ChatRequest) =>
  messages[0]?.content.startsWith('Read the context') === true;

async function measured(
  judge: (request: ChatRequest) => string,
  { text = TEXT, hasJudge = true }: { text?: string; hasJudge?: boolean } = {},
) {
  const judging = fakeProvider((request) => completion(judge(request)));
  const answering = fakeProvider((request) =>
    completion(isJudge(request) ? judge(request) : ANSWER),
  );
  const other = { provider: judging, model: 'large', price: { input: 10, output: 10 } };
  const endpoint = endpointOn(answering, {
    price: { input: 1, output: 1 },
    ...(hasJudge ? { judge: { ...other, concurrency: 1 } } : {}),
  });
  const { result, design } = await studied(restraint, promptFrom(text), endpoint);
  const { grounding } = result.findings;
  const row = restraint.words(result, english).rows.find(({ id }) => id === 'entailment');
  return { judging, answering, design, result, grounding, row };
}

describe('whether sentences follow from the context', () => {
  it('is asked of a judge, one question an answer, and of nothing that lacks its context', async () => {
    const { judging, answering, grounding, row, design } = await measured(() => RIGHT);
    const answers = 2 * CASES;
    expect(grounding?.entailment).toMatchObject({
      ...{ judge: 'large', answers, sentences: 3 * answers },
      ...{ entailed: answers, contradicted: answers, untold: answers, unread: 0 },
    });
    expect(grounding?.entailment?.rate).toBeCloseTo(1 / 3, 9);
    const first = judging.requests.filter((each) => !isReworded(each));
    const again = judging.requests.length - first.length;
    expect(again).toBeGreaterThan(0);
    expect(judging.requests.length).toBe(answers + 2 * again);
    expect(judging.requests[0]?.messages[1]?.content).toMatch(
      /<context>\n\[a\] Guest \d+ lives in Rome and drinks tea\.\n<\/context>\n\n<question>\nWhere.*\n<\/question>\n\n<sentences>\n1\. The guest lives in Rome\.\n2\./,
    );
    expect(answering.requests.some(isJudge)).toBe(false);
    expect(grounding?.entailment?.repeated).toEqual({ stayed: 3 * again, of: 3 * again });
    expect(grounding?.entailment?.examples[0]).toMatchObject({
      text: 'The guest drinks no tea.',
      isContradicted: true,
    });
    expect(row?.sentence).toMatch(
      /^According to large, the context entails 33 % \[\d+, \d+\] of an answer’s sentences: of 180, 60 are entailed, 60 contradicted and 60 not told\. Asked twice/,
    );
    expect(design.estimate.judgeCalls).toBe(Math.ceil(answers * 1.4));
    expect(design.estimate.costUsd).not.toBeNull();
  });

  it('says how far the judge disagrees with itself, in the same words and in others', async () => {
    const seen = new Set<string>();
    const alone = TEXT.replace('{ politeness: 1 }', '{}');
    const { grounding, row } = await measured(
      (request) => {
        const key = request.messages[1]?.content ?? '';
        if (isReworded(request)) return '1: untold\n2: untold\n3: untold';
        const isSecond = seen.has(key);
        seen.add(key);
        return isSecond ? '1. Entailed\n2 - entailed\n3: **untold**' : RIGHT;
      },
      { text: alone },
    );
    const { repeated, reworded } = grounding?.entailment ?? {};
    const again = (repeated?.of ?? 0) / 3;
    expect(again).toBeGreaterThan(0);
    expect(repeated).toEqual({ stayed: 2 * again, of: 3 * again });
    expect(reworded).toEqual({ stayed: again, of: 3 * again });
    expect(row?.sentence).toContain(
      `Asked twice, it said the same of ${2 * again} of ${3 * again} sentences; asked in other words, of ${again} of ${3 * again}.`,
    );
  });

  it('counts replies that cannot be read, and stops asking a judge none of whose can', async () => {
    const { judging, grounding, row } = await measured(() => 'All fine, I think.');
    expect(grounding?.entailment).toMatchObject({ rate: null, entailed: 0, unread: 6 * CASES });
    expect(judging.requests.length).toBe(5);
    expect(row?.sentence).toMatch(/^No reply of large could be read\./);
  });

  it('is judged by the tested model where the settings allow it, and absent with the reason where no model may', async () => {
    const allowed = TEXT.replace('sensitivity: {', 'sensitivity: { judge: true,');
    const own = await measured(() => RIGHT, { text: allowed, hasJudge: false });
    expect(own.grounding?.entailment).toMatchObject({ judge: 'm', contradicted: 2 * CASES });
    const none = await measured(() => RIGHT, { hasJudge: false });
    expect(none.grounding).toMatchObject({ entailment: null, noEntailment: 'no-judge' });
    expect(none.row?.sentence).toMatch(/^Not judged: no judge is set\./);
    expect(none.design.estimate.judgeCalls).toBe(0);
    expect(none.design.plan.fingerprint).not.toBe(own.design.plan.fingerprint);
    const refused = TEXT.replace('sensitivity: {', 'sensitivity: { judge: false,');
    expect((await measured(() => RIGHT, { text: refused })).judging.requests).toEqual([]);
  });

  it('is asked once: a run that is resumed has what the judge said in its journal', async () => {
    const store = memoryStore();
    const prompt = promptFrom(TEXT.replace('sensitivity: {', 'sensitivity: { judge: true,'));
    const answering = () =>
      fakeProvider((request) => completion(isJudge(request) ? RIGHT : ANSWER));
    const { result: first } = await studied(restraint, prompt, endpointOn(answering()), { store });
    const resumed = answering();
    const { result: again } = await studied(restraint, prompt, endpointOn(resumed), {
      store,
      request: { resume: 'required' },
    });
    expect(resumed.calls).toBe(0);
    expect(again.findings.grounding).toEqual(first.findings.grounding);
  });

  it('is kept in the result', async () => {
    const { result } = await measured(() => RIGHT);
    expect(restraint.schema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });
});
