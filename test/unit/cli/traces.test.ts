import { describe, expect, it } from 'vitest';
import { readSpans } from '../../../src/cli/traces/otlp.js';
import { mocksOf } from '../../../src/cli/traces/recordedMocks.js';
import { tracedRuns } from '../../../src/cli/traces/tracedRuns.js';
import { traceResult } from '../../../src/cli/traces/traceResult.js';
import { traceRun } from '../../../src/cli/traces/traceRun.js';
import { stepsSchema } from '../../../src/core/studies/steps/schema.js';
import { promptFrom } from '../../support/prompts.js';
import {
  chat,
  modelCalls,
  modelSays,
  otlp,
  toolAnswers,
  toolSpan,
  userSays,
  type GivenSpan,
} from '../../support/traces.js';

const PROMPT = promptFrom(`messages:
  - { role: system, content: You help customers. }
  - { role: user, content: '{{q}}' }
testData:
  - { id: a, q: Where is A1?, expected: shipped, trajectory: [{ name: find, arguments: { id: A1 } }] }
  - { id: b, q: Where is B2?, expected: lost, trajectory: [{ name: find, arguments: { id: B2 } }] }
sensitivity:
  checks: [{ contains: '{{expected}}' }]
  tools: [{ name: find }]
`);

const spansOf = (spans: readonly GivenSpan[]) => readSpans('t.json', JSON.stringify(otlp(spans)));
const runOf = (spans: readonly GivenSpan[]) => traceRun(spansOf(spans));

const ASKED = userSays('Where is A1?');
const CALLED = modelCalls('c1', 'find', { id: 'A1' });
const ANSWERED = toolAnswers('c1', { status: 'shipped' });
const two = (trace: string, asText = true): GivenSpan[] => [
  chat({ trace, id: `${trace}1`, at: 1 }, [ASKED], [CALLED], { asText }),
  chat(
    { trace, id: `${trace}2`, at: 3 },
    [ASKED, CALLED, ANSWERED],
    [modelSays('It is shipped.')],
    {
      asText,
    },
  ),
];
const LOOKED_UP = {
  ...{ end: 'answered', text: 'It is shipped.', question: 'Where is A1?', day: '2026-01-01' },
  turns: [
    {
      content: '',
      calls: [{ name: 'find', args: { id: 'A1' }, output: '{"status":"shipped"}' }],
    },
  ],
};

describe('the spans of a trace', () => {
  it('are a run, with messages as JSON text or as values', () => {
    expect(runOf(two('t'))).toMatchObject(LOOKED_UP);
    expect(runOf(two('t', false))).toMatchObject(LOOKED_UP);
    expect(runOf(two('t'))).toMatchObject({
      ...{ model: 'm', modelCalls: 2, usage: { promptTokens: 100, completionTokens: 20 } },
    });
  });

  it('may hold the messages on an event', () => {
    const onEvent = two('t').map(({ attributes, ...span }) => {
      const { 'gen_ai.operation.name': operation, ...event } = attributes;
      return { ...span, attributes: { 'gen_ai.operation.name': operation }, event };
    });
    expect(runOf(onEvent)).toMatchObject(LOOKED_UP);
  });

  it('take what a tool answered from its span', () => {
    const [first, second] = two('t') as [GivenSpan, GivenSpan];
    const tool = toolSpan({ trace: 't', id: 't9', at: 2 }, 'find', {
      'gen_ai.tool.call.id': 'c1',
      'gen_ai.tool.call.result': 'from the span',
    });
    expect(runOf([first, tool, second])?.turns[0]?.calls[0]?.output).toBe('from the span');
  });

  it('are read from the history where outputs were not recorded', () => {
    const [, second] = two('t') as [GivenSpan, GivenSpan];
    expect(runOf([second])).toMatchObject(LOOKED_UP);
  });

  it('say which tools were called where no text was recorded, and not what was answered', () => {
    const bare = (id: string, at: number): GivenSpan => ({
      ...{ trace: 't', id, at, attributes: { 'gen_ai.operation.name': 'chat' } },
    });
    const tool = toolSpan({ trace: 't', id: 't9', at: 2 }, 'find', {
      'gen_ai.tool.call.arguments': '{"id":"A1"}',
    });
    expect(runOf([bare('1', 1), tool, bare('2', 3)])).toMatchObject({
      ...{ end: 'answered', text: null, question: null },
      turns: [{ calls: [{ name: 'find', args: { id: 'A1' }, output: '' }] }],
    });
  });

  it('keep a call whose arguments are no JSON, as a fault of it', () => {
    const tool = toolSpan({ trace: 't', id: '1' }, 'find', {
      'gen_ai.tool.call.arguments': '{"id": A1',
      'gen_ai.tool.call.result': 'x',
    });
    const run = runOf([tool]);
    expect(run?.turns[0]?.calls[0]).toMatchObject({ args: {}, problem: 'invalid-arguments' });
    expect(mocksOf(run ? [run] : [])).toEqual([]);
  });

  it('tell that a tool failed, as a mock of an error does', () => {
    const failed = { trace: 't', id: '1', failed: true };
    const said = toolSpan(failed, 'find', { 'gen_ai.tool.call.result': 'No such order' });
    const run = runOf([said]);
    expect(run?.turns[0]?.calls[0]?.output).toBe('{"error":"No such order"}');
    expect(mocksOf(run ? [run] : [])).toEqual([
      { name: 'find', arguments: {}, error: 'No such order' },
    ]);
    expect(runOf([toolSpan(failed, 'find')])?.turns[0]?.calls[0]?.output).toContain('failed');
  });

  it.each([
    ['{"status":"shipped"}', { status: 'shipped' }],
    ['{ "status": "shipped" }', '{ "status": "shipped" }'],
    ['"ok"', '"ok"'],
    ['ok', 'ok'],
    ['{"error":"x","code":3}', { error: 'x', code: 3 }],
  ])('become mocks that answer to the letter as the tool did: %s', (output, written) => {
    const turns = [{ content: '', calls: [{ name: 'find', args: {}, output }] }];
    expect(mocksOf([{ turns }])).toEqual([{ name: 'find', arguments: {}, output: written }]);
  });

  it('end open after a call that nothing follows, and failed where the last model call did', () => {
    expect(runOf(two('t').slice(0, 1))?.end).toBe('open');
    const [first, second] = two('t') as [GivenSpan, GivenSpan];
    expect(runOf([first, { ...second, failed: true }])?.end).toBe('failed');
  });

  it('tell which agent took over from which', () => {
    const agent = (id: string, name: string): GivenSpan => ({
      ...{ trace: 't', id, at: 0, name: `invoke_agent ${name}` },
      attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': name },
    });
    const [first, second] = two('t') as [GivenSpan, GivenSpan];
    const run = runOf([
      ...[agent('x', 'triage'), agent('y', 'orders')],
      { ...first, parent: 'x' },
      { ...second, parent: 'y' },
    ]);
    expect(run?.agents).toEqual(['triage', 'orders']);
  });

  it('that call no model and no tool are no run', () => {
    expect(runOf([{ trace: 't', id: '1', attributes: { 'http.method': 'GET' } }])).toBeNull();
  });
});

describe('the spans of another tracer', () => {
  const CALL = { id: 'c1', function: { name: 'find', arguments: '{"id":"A1"}' } };

  it('may be those of OpenInference', () => {
    const model = (id: string, at: number, attributes: GivenSpan['attributes']): GivenSpan => ({
      ...{ trace: 't', id, at },
      attributes: {
        'openinference.span.kind': 'LLM',
        'llm.model_name': 'm',
        'llm.token_count.prompt': 50,
        'llm.token_count.completion': 10,
        'llm.input_messages.0.message.role': 'system',
        'llm.input_messages.0.message.content': 'You help customers.',
        'llm.input_messages.1.message.role': 'user',
        'llm.input_messages.1.message.contents.0.message_content.text': 'Where is A1?',
        'llm.output_messages.0.message.role': 'assistant',
        ...attributes,
      },
    });
    const calls = 'llm.output_messages.0.message.tool_calls.0.tool_call';
    const run = runOf([
      model('1', 1, {
        [`${calls}.id`]: 'c1',
        [`${calls}.function.name`]: 'find',
        [`${calls}.function.arguments`]: '{"id":"A1"}',
      }),
      {
        ...{ trace: 't', id: '2', at: 2, name: 'find' },
        attributes: {
          'openinference.span.kind': 'TOOL',
          'tool.name': 'find',
          'tool_call.id': 'c1',
          'input.value': '{"id":"A1"}',
          'output.value': '{"status":"shipped"}',
        },
      },
      model('3', 3, { 'llm.output_messages.0.message.content': 'It is shipped.' }),
    ]);
    expect(run).toMatchObject({ ...LOOKED_UP, model: 'm', modelCalls: 2 });
    expect(run?.usage).toEqual({ promptTokens: 100, completionTokens: 20 });
  });

  const observation = (id: string, part: Readonly<Record<string, unknown>>) => ({
    ...{ id, traceId: 't', type: 'GENERATION', name: 'answer', level: 'DEFAULT' },
    ...{
      startTime: `2026-01-01T00:00:0${id}.000Z`,
      model: 'm',
      usageDetails: { input: 50, output: 10 },
    },
    ...part,
  });
  const asked = { role: 'user', content: 'Where is A1?' };
  const observations = [
    observation('1', { input: [asked], output: { role: 'assistant', tool_calls: [CALL] } }),
    observation('3', {
      input: {
        messages: [
          asked,
          { role: 'assistant', content: '', tool_calls: [CALL] },
          { role: 'tool', tool_call_id: 'c1', content: '{"status":"shipped"}' },
        ],
      },
      output: 'It is shipped.',
    }),
  ];

  it.each([
    ['as its API gives them', JSON.stringify({ data: observations, meta: {} })],
    ['as a list', JSON.stringify(observations)],
    ['one a line', observations.map((each) => JSON.stringify(each)).join('\n')],
  ])('may be those of Langfuse, %s', (_, text) => {
    const run = traceRun(readSpans('t.json', text));
    expect(run).toMatchObject({ ...LOOKED_UP, model: 'm', modelCalls: 2 });
    expect(run?.usage).toEqual({ promptTokens: 100, completionTokens: 20 });
  });

  it('tells of Langfuse which tool failed, and which agent it was', () => {
    const text = JSON.stringify([
      observation('1', { type: 'AGENT', name: 'orders' }),
      observation('2', {
        type: 'TOOL',
        name: 'find',
        input: { id: 'A1' },
        level: 'ERROR',
        output: 'gone',
        parentObservationId: '1',
      }),
      observation('3', {
        input: 'Where is A1?',
        output: 'I cannot tell.',
        parentObservationId: '1',
      }),
    ]);
    expect(traceRun(readSpans('t.json', text))).toMatchObject({
      agents: ['orders'],
      question: 'Where is A1?',
      turns: [{ calls: [{ name: 'find', args: { id: 'A1' }, output: '{"error":"gone"}' }] }],
    });
  });
});

describe('runs of LangSmith', () => {
  const run = (id: string, part: Readonly<Record<string, unknown>>) => ({
    ...{ id, trace_id: 't', run_type: 'llm', name: 'ChatOpenAI', error: null },
    ...{ start_time: `2026-01-01T00:00:0${id}.000Z`, prompt_tokens: 50, completion_tokens: 10 },
    extra: { metadata: { ls_model_name: 'm' } },
    ...part,
  });
  const tool = run('2', {
    ...{ run_type: 'tool', name: 'find' },
    ...{ inputs: { input: '{"id":"A1"}' }, outputs: { output: '{"status":"shipped"}' } },
  });
  const openAi = [
    run('1', {
      inputs: { model: 'm', messages: [{ role: 'user', content: 'Where is A1?' }] },
      outputs: {
        choices: [
          {
            message: {
              ...{ role: 'assistant', content: null },
              tool_calls: [{ id: 'c1', function: { name: 'find', arguments: '{"id":"A1"}' } }],
            },
          },
        ],
      },
    }),
    tool,
    run('3', {
      inputs: {
        messages: [
          { role: 'user', content: 'Where is A1?' },
          { role: 'tool', tool_call_id: 'c1', content: '{"status":"shipped"}' },
        ],
      },
      outputs: { choices: [{ message: { role: 'assistant', content: 'It is shipped.' } }] },
    }),
  ];
  const said = (kind: string, kwargs: object) => ({
    ...{ lc: 1, type: 'constructor', id: ['langchain', 'schema', 'messages', `${kind}Message`] },
    kwargs,
  });
  const langChain = [
    run('1', {
      inputs: { messages: [[said('Human', { content: 'Where is A1?' })]] },
      outputs: {
        generations: [
          [
            {
              message: said('AI', {
                content: '',
                tool_calls: [{ id: 'c1', name: 'find', args: { id: 'A1' } }],
              }),
            },
          ],
        ],
      },
    }),
    tool,
    run('3', {
      inputs: {
        messages: [
          [
            said('Human', { content: 'Where is A1?' }),
            said('Tool', { tool_call_id: 'c1', content: '{"status":"shipped"}' }),
          ],
        ],
      },
      outputs: { generations: [[{ message: said('AI', { content: 'It is shipped.' }) }]] },
    }),
  ];

  it.each([
    ['with messages of the OpenAI API', JSON.stringify(openAi)],
    ['one a line', openAi.map((each) => JSON.stringify(each)).join('\n')],
    ['with messages of LangChain', JSON.stringify(langChain)],
  ])('are read %s', (_, text) => {
    const found = traceRun(readSpans('t.json', text));
    expect(found).toMatchObject({ ...LOOKED_UP, model: 'm', modelCalls: 2 });
    expect(found?.usage).toEqual({ promptTokens: 100, completionTokens: 20 });
  });

  it('tell which tool failed', () => {
    const failed = JSON.stringify([{ ...tool, outputs: null, error: 'No such order' }]);
    const call = traceRun(readSpans('t.json', failed))?.turns[0]?.calls[0];
    expect(call?.output).toBe('{"error":"No such order"}');
  });
});

describe('a file of traces', () => {
  it('may be one request, a list of them, or one a line', () => {
    const [a, b] = [JSON.stringify(otlp(two('a'))), JSON.stringify(otlp(two('b')))];
    const ids = (text: string) => new Set(readSpans('t.json', text).map(({ traceId }) => traceId));
    expect(ids(a)).toEqual(new Set(['a']));
    expect(ids(`[${a},${b}]`)).toEqual(new Set(['a', 'b']));
    expect(ids(`${a}\n${b}\n`)).toEqual(new Set(['a', 'b']));
  });

  it('counts a span that was exported twice once', () => {
    const once = JSON.stringify(otlp(two('a')));
    expect(readSpans('t.json', `${once}\n${once}\n`)).toHaveLength(2);
  });

  it.each([
    ['', 'holds no spans'],
    ['[]', 'holds no spans'],
    ['{"resourceSpans": 7}', 'holds no spans'],
    ['{"resourceSpans": [{"scopeSpans": [{"spans": [{"name": "x"}]}]}]}', 'holds no spans'],
    [`${JSON.stringify(otlp(two('a')))}\n{broken`, 't.json, line 2: invalid JSON'],
  ])('is refused where it is none', (text, message) => {
    expect(() => readSpans('t.json', text)).toThrow(message);
  });
});

describe('runs of traces', () => {
  const measured = (spans: readonly GivenSpan[]) => {
    const byTrace = Map.groupBy(spansOf(spans), ({ traceId }) => traceId);
    const found = [...byTrace.values()].flatMap((own) => traceRun(own) ?? []);
    const runs = tracedRuns(PROMPT, found);
    return traceResult(PROMPT, runs, { file: 't.json', startedAt: '2026-01-01T00:00:00.000Z' });
  };
  const wrong = (trace: string, day = 0): GivenSpan[] => {
    const args = { id: 'b2' };
    const asked = userSays('Where is  B2?');
    const called = modelCalls('c1', 'find', args);
    const at = day * 86_400;
    return [
      chat({ trace, id: `${trace}1`, at: at + 1 }, [asked], [called]),
      chat({ trace, id: `${trace}2`, at: at + 2 }, [asked, called], [modelSays('No idea.')]),
    ];
  };

  it('are scored like own runs, by the case whose question they ask', () => {
    const result = measured([...two('a'), ...two('b'), ...wrong('c', 1)]);
    expect(stepsSchema.safeParse(result).error).toBeUndefined();
    const { findings, traces } = result;
    expect(findings.trajectories.map((each) => [each.case, each.repeat, each.success])).toEqual([
      ...[
        ['a', 1, 1],
        ['a', 2, 1],
        ['b', 1, 0],
      ],
    ]);
    expect(findings.success).toMatchObject({ value: 0.5, n: 2 });
    expect(findings.path?.strict.value).toBe(0.5);
    expect(traces).toMatchObject({ runs: 3, unmatched: 0, withoutText: 0 });
    expect(traces.days).toEqual([
      { day: '2026-01-01', runs: 2, success: 1, calls: 1 },
      { day: '2026-01-02', runs: 1, success: 0, calls: 1 },
    ]);
    expect(result.totals.completed).toBe(6);
  });

  it('may name their case and their wording', () => {
    const named = (trace: string, variant: string) =>
      two(trace).map((span) => ({
        ...span,
        attributes: {
          ...span.attributes,
          'plumbline.case': 'b',
          'plumbline.variant': variant,
        },
      }));
    const spans = ['original', 'other'].flatMap((variant) =>
      [1, 2].flatMap((n) => named(`${variant}${n}`, variant)),
    );
    const { findings, plan } = measured(spans);
    expect(plan).toMatchObject({ variants: 2, cases: 1, repeats: 2 });
    expect(findings.sensitivity.calls).toMatchObject({ value: 0, n: 1, P: 2 });
  });

  it('that ask none of the cases are runs of their own question, and counted', () => {
    const other = two('a').map((span) => ({
      ...span,
      attributes: {
        ...span.attributes,
        'gen_ai.input.messages': JSON.stringify([userSays('What is new?')]),
      },
    }));
    const { findings, traces } = measured(other);
    expect(traces.unmatched).toBe(1);
    expect(findings.trajectories[0]).toMatchObject({ case: 'What is new?', success: null });
  });
});
