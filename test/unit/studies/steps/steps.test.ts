import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../../src/core/ports/model.js';
import { steps } from '../../../../src/core/studies/steps/steps.js';
import { english } from '../../../../src/core/say/say.js';
import { completion, failure, fakeProvider } from '../../../support/fakes.js';
import { promptFrom } from '../../../support/prompts.js';
import { endpointOn, memoryStore, studied, type StudiedOptions } from '../../../support/studies.js';

const ROWS = ['A1', 'B2'].map(
  (id) => `  - { id: ${id}, question: "Where is ${id}?", expected: shipped }`,
);
const textWith = (settings = '', rows: readonly string[] = ROWS) => `messages:
  - role: system
    content: You help customers of a shop. Look up the order before you answer. Be brief.
  - role: user
    content: "{{question}}"
testData:
${rows.join('\n')}
sensitivity:
  checks: [{ contains: "{{expected}}" }]
  tools:
    - { name: find, parameters: { type: object, properties: { id: { type: string } } } }
    - { name: reply, parameters: { type: object, properties: { text: { type: string } } } }
  steps:
    mocks:
      - { tool: find, match: { id: "^[AB]" }, output: { status: shipped } }
${settings}
`;

const calls = (...made: readonly (readonly [string, object])[]) =>
  completion(JSON.stringify(made.map(([name, args]) => ({ name, arguments: args }))));
const idIn = ({ messages }: ChatRequest) => /[AB]\d/.exec(messages.at(-1)?.content ?? '')?.[0];
const outputsOf = ({ turns = [] }: ChatRequest) =>
  turns.flatMap((turn) => turn.calls.map(({ output }) => output));

/** Looks up the order, once more where that failed, and says what was found. */
const sensible = (request: ChatRequest) => {
  const last = outputsOf(request).at(-1);
  return last === undefined || (last === '' && outputsOf(request).length < 2)
    ? calls(['find', { id: idIn(request) }])
    : completion(last.includes('shipped') ? 'It is shipped.' : 'I could not find it.');
};

const ran = (
  answer: Parameters<typeof fakeProvider>[0],
  { text = textWith(), ...options }: StudiedOptions = {},
) => {
  const provider = fakeProvider(answer);
  return studied(steps, promptFrom(text), endpointOn(provider), {
    overrides: { variants: { format: 1 } },
    ...options,
  }).then(({ result, design }) => ({ provider, result, design, findings: result.findings }));
};

const NO_FAULTS = textWith('    faults: []');

describe('a run of several steps', () => {
  it('sends back what the tool answered until the model answers in text', async () => {
    const { provider, findings } = await ran(sensible, { text: NO_FAULTS });
    // 2 wordings × 2 cases × 2 repeats, 2 steps each.
    expect(provider.calls).toBe(16);
    const second = provider.requests.find(({ turns }) => turns !== undefined);
    expect(second?.turns).toEqual([
      {
        content: '',
        calls: [
          {
            ...{ id: 'call00000', name: 'find', output: '{"status":"shipped"}' },
            arguments: JSON.stringify({ id: second && idIn(second) }),
          },
        ],
      },
    ]);
    expect(findings.ends).toMatchObject({ answered: 8 });
    expect(findings.success.value).toBe(1);
    expect(findings.trajectories).toHaveLength(8);
    expect(findings.trajectories[0]).toMatchObject({
      text: 'It is shipped.',
      calls: [{ step: 1, name: 'find', output: '{"status":"shipped"}' }],
    });
  });

  it('asks every step with a seed of its own', async () => {
    const { provider } = await ran(sensible, { text: NO_FAULTS });
    expect(new Set(provider.requests.map(({ seed }) => seed)).size).toBe(16);
  });

  it('goes on with all calls of a step, and keeps the words beside them', async () => {
    const { provider } = await ran(
      (request) =>
        request.turns
          ? completion('shipped')
          : completion(
              JSON.stringify({
                content: 'Let me look.',
                tool_calls: [
                  { name: 'find', arguments: { id: 'A1' } },
                  { name: 'lookup', arguments: {} },
                ],
              }),
            ),
      { text: NO_FAULTS },
    );
    const [turn] = provider.requests.find(({ turns }) => turns)?.turns ?? [];
    expect(turn?.content).toBe('Let me look.');
    expect(turn?.calls.map(({ id }) => id)).toEqual(['call00000', 'call00001']);
    expect(turn?.calls[1]?.output).toContain('There is no tool lookup.');
  });

  it('ends after the same step three times, and at the limit', async () => {
    const endless = await ran(() => calls(['find', { id: 'A1' }]), { text: NO_FAULTS });
    expect(endless.findings.ends).toMatchObject({ loop: 8, answered: 0 });
    expect(endless.provider.calls).toBe(8 * 3);
    expect(endless.findings.success.value).toBe(0);
    const wandering = await ran(({ turns = [] }) => calls(['find', { id: `A${turns.length}` }]), {
      text: textWith('    faults: []\n    max: 5'),
    });
    expect(wandering.findings.ends).toMatchObject({ capped: 8 });
    expect(wandering.provider.calls).toBe(8 * 5);
    expect(wandering.findings.efficiency.stuck.value).toBe(1);
    const view = steps.words(wandering.result, english);
    expect(view.advice).toContain('when to stop calling tools');
  });

  it('ends with the call of the final tool, whose text is the answer', async () => {
    const { findings, provider } = await ran(() => calls(['reply', { text: 'shipped' }]), {
      text: textWith('    faults: []\n    final: reply'),
    });
    expect(provider.calls).toBe(8);
    expect(findings.trajectories[0]).toMatchObject({ end: 'answered', text: 'shipped', calls: [] });
    expect(findings.success.value).toBe(1);
  });

  it('whose calls cannot be read ends there, and did not succeed', async () => {
    const { findings } = await ran(() => completion('[{"name": "find", "arguments": "{broken"}]'), {
      text: NO_FAULTS,
    });
    expect(findings.ends.unreadable).toBe(8);
    expect(findings.success.value).toBe(0);
  });

  it('of which a call failed is left out', async () => {
    const { findings } = await ran(
      (request) =>
        request.turns && idIn(request) === 'A1' ? failure('bad-request') : sensible(request),
      { text: NO_FAULTS },
    );
    expect(findings.ends).toMatchObject({ failed: 4, answered: 4 });
    expect(findings.success).toMatchObject({ value: 1, n: 1 });
  });
});

describe('a fault', () => {
  it('comes once, in the original wording alone', async () => {
    const { findings, provider } = await ran(sensible, {
      text: textWith('    faults: [empty, error]'),
    });
    // Empty: it looks again. Error: it says so.
    expect(findings.faults).toMatchObject([
      { fault: 'error', runs: 4, reached: 4, escalated: 4, retried: 0, recovered: { value: 0 } },
      { fault: 'empty', runs: 4, reached: 4, retried: 4, recovered: { value: 1 } },
    ]);
    expect(findings.faults[0]?.success).toMatchObject({ before: 1, now: 0, difference: -1 });
    // Without faults 8 runs of 2 calls, with an error 4 of 2, with nothing 4 of 3.
    expect(provider.calls).toBe(16 + 8 + 12);
    expect(findings.ends.answered).toBe(8);
  });

  it('that no call meets is not counted', async () => {
    const { findings } = await ran(() => completion('shipped'));
    expect(findings.faults.map(({ reached }) => reached)).toEqual([0, 0, 0, 0]);
    expect(findings.faults[0]?.recovered.value).toBeNull();
  });
});

describe('the wording', () => {
  it('that makes another call is found, with the step and the argument', async () => {
    const rows = Array.from(
      { length: 10 },
      (_, at) => `  - { id: A${at}, question: "Where is A${at}?", expected: shipped }`,
    );
    const { result, findings } = await ran(
      (request) => {
        if (request.turns) return completion('It is shipped.');
        const id = idIn(request) ?? '';
        const isOriginal = request.messages[0]?.content.includes('shop. Look') ?? false;
        return calls(['find', { id: isOriginal ? id : `${id}x` }]);
      },
      { text: textWith('    faults: []', rows) },
    );
    expect(findings.sensitivity.calls).toMatchObject({ value: 1, noiseFloor: 0, n: 10 });
    expect(findings.sensitivity.calls.ci?.[0]).toBeGreaterThan(0.5);
    expect(findings.sensitivity.edit.value).toBe(0);
    expect(findings.levels.wordings).toEqual({ exact: 0, nameAndKeys: 20, nameOnly: 0, none: 0 });
    expect(findings.levels.noise.exact).toBe(10);
    const other = findings.trajectories.find(({ divergence }) => divergence !== null);
    expect(other?.divergence).toMatchObject({ at: 0, kind: 'arguments' });
    const view = steps.words(result, english);
    expect(view.sentence).toBe(
      'Other wordings make other calls, beyond noise. No effect on success was found.',
    );
    const step = view.rows.find(({ title }) => /^1\. find\(id: "A\d"\)$/.test(title));
    expect(step?.sentence).toMatch(/^the same in 1 of 3 other runs; Format 1: id "A\d" → "A\dx"$/);
  });
});

describe('a plan of steps', () => {
  it('goes on from its journal: no step is paid for twice', async () => {
    const store = memoryStore();
    let sent = 0;
    const stop = new AbortController();
    const first = await ran(
      (request) => {
        sent += 1;
        if (sent === 20) stop.abort();
        return sensible(request);
      },
      { store, host: { signal: stop.signal } },
    );
    expect(first.result.stopped).toBe('cancelled');
    const rest = await ran(sensible, { store, request: { resume: 'required' } });
    const whole = await ran(sensible);
    expect(rest.result.findings).toEqual(whole.result.findings);
    expect(first.provider.calls + rest.provider.calls).toBeLessThanOrEqual(
      whole.provider.calls + 1,
    );
  });

  it('says at most how many calls it takes', async () => {
    const { design } = await ran(sensible, { text: textWith('    faults: [error]\n    max: 3') });
    expect(design.estimate.calls).toBe((8 + 4) * 3);
  });

  it('draws a sample of the cases, not of what is made of them', async () => {
    const { findings } = await ran(sensible, {
      overrides: { variants: { format: 1 }, sample: 1 },
    });
    expect(new Set(findings.trajectories.map((each) => each.case)).size).toBe(1);
    expect(findings.faults.map(({ runs }) => runs)).toEqual([2, 2, 2, 2]);
  });

  it('has another fingerprint where a tool answers otherwise', async () => {
    const one = await ran(sensible);
    const other = await ran(sensible, { text: textWith().replace('status: shipped', 'status: x') });
    expect(one.design.plan.fingerprint).not.toBe(other.design.plan.fingerprint);
  });

  it.each([
    ['no tools', textWith().replace(/ {2}tools:[^]*?(?= {2}steps)/, ''), 'has no tools'],
    ['no mocks', textWith().replace(/ {2}steps:[^]*/, ''), 'Nothing says what the tools of'],
    [
      'a mock of another tool',
      textWith('      - { tool: mail, output: 1 }'),
      'names mail. Its tools: find and reply.',
    ],
    ['another final tool', textWith('    final: mail'), 'steps.final of'],
  ])('is refused for %s', async (_, text, message) => {
    await expect(ran(sensible, { text })).rejects.toThrow(message);
  });
});
