import { describe, expect, it } from 'vitest';
import { callsMade, isToolCalls } from '../../../src/core/text/toolCalls.js';

const [weather, time] = [
  { name: 'weather', args: { city: 'Rome', days: 2 } },
  { name: 'time', args: {} },
];
const [WEATHER, TIME] = [
  '{"name": "weather", "arguments": {"city": "Rome", "days": 2}}',
  '{"name": "time", "arguments": {}}',
];
const ARGS = '{"city": "Rome", "days": 2}';
const fenced = (json: string) => `\`\`\`json\n${json}\n\`\`\``;

describe('calls in the words of an answer', () => {
  it.each([
    ['a list in a fence', fenced(`[${WEATHER}, ${TIME}]`)],
    ['a fence for each', `${fenced(WEATHER)}\n${fenced(TIME)}`],
    ['between sentences', `I need both:\n${fenced(`[${WEATHER}, ${TIME}]`)}\nDone.`],
    ['one a line', `${WEATHER}\n${TIME}`],
    ['Llama 4', `[weather(city="Rome", days=2), time()]`],
    ['Llama 4 in marks', `<|python_start|>[weather(city='Rome', days=2), time(),]<|python_end|>`],
    ['Hermes', `<tool_call>\n${WEATHER}\n</tool_call>\n<tool_call>\n${TIME}\n</tool_call>`],
    ['Llama with JSON', `<function=weather>${ARGS}</function><function=time>{}</function>`],
    [
      'Qwen3-Coder',
      `<tool_call>\n<function=weather>\n<parameter=city>\nRome\n</parameter>\n<parameter=days>\n2\n</parameter>\n</function>\n</tool_call>\n<tool_call>\n<function=time>\n</function>\n</tool_call>`,
    ],
    ['Mistral', `[TOOL_CALLS]weather[ARGS]${ARGS}[TOOL_CALLS]time[ARGS]{}`],
    ['Mistral without marks of arguments', `[TOOL_CALLS]weather${ARGS}[TOOL_CALLS]time{}`],
    ['Hermes, the last tag not closed', `<tool_call>${WEATHER}</tool_call>\n<tool_call>${TIME}`],
    ['Mistral, earlier', `[TOOL_CALLS] [${WEATHER}, ${TIME}]`],
    [
      'DeepSeek',
      `<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>weather\n${fenced(ARGS)}<｜tool▁call▁end｜>\n<｜tool▁call▁begin｜>time<｜tool▁sep｜>{}<｜tool▁call▁end｜><｜tool▁calls▁end｜>`,
    ],
  ])('are read: %s', (_, text) => {
    expect(callsMade(text)).toEqual([weather, time]);
    expect(isToolCalls(text)).toBe(true);
  });

  it.each([
    ['parameters', `<|python_tag|>{"type": "function", "name": "weather", "parameters": ${ARGS}}`],
    ['input', `{"type": "tool_use", "id": "t1", "name": "weather", "input": ${ARGS}}`],
    ['tags that are not closed', `<tool_call>\n${WEATHER}`],
    ['words after it', `${WEATHER}\nThe weather follows.`],
  ])('one alone, with %s', (_, text) => {
    expect(callsMade(text)).toEqual([weather]);
  });

  it.each([
    ['the definition of a tool', '{"name": "weather", "description": "…", "parameters": {}}'],
    ['other JSON', `It is ${ARGS}.`],
    ['a call beside other JSON', `${WEATHER} gave {"degrees": 7}`],
    ['what is mentioned in a line', 'It writes `<function=name>{"a": 1}</function>` for a call.'],
    ['code in marks', '<function=foo>function foo(){}</function>'],
    ['a name with parameters', '{"name": "normal", "parameters": {"mean": 0, "sd": 1}}'],
    ['words of tags', 'Write <tool_call> and </tool_call> around it.'],
  ])('are not: %s', (_, text) => {
    expect(isToolCalls(text)).toBe(false);
  });

  it('are read beside a reference, and hold marks as values', () => {
    expect(callsMade(`According to [1], I will look.\n${WEATHER}`)).toEqual([weather]);
    const marks = { content: '<function=a>x</function> <tool_call>{x}</tool_call>' };
    const written = JSON.stringify([{ name: 'write', arguments: marks }]);
    expect(callsMade(written)).toEqual([{ name: 'write', args: marks }]);
    expect(
      callsMade(
        `<tool_call>${JSON.stringify({ name: 'write', arguments: { a: '<function=a>x</function>' } })}</tool_call>`,
      ),
    ).toHaveLength(1);
    expect(callsMade(JSON.stringify({ answer: marks.content }))).not.toBeNull();
  });

  it('are read in the literals of Python', () => {
    const args = (written: string) => callsMade(`[f(x=${written})]`)?.map((each) => each.args);
    for (const [written, expected] of [
      ['True', true],
      ['None', null],
      ['-1.5e3', -1500],
      [`'it\\'s\\n"so"'`, 'it\'s\n"so"'],
      [`{"a": [1, 'b', {}], "c": False}`, { a: [1, 'b', {}], c: false }],
    ] as const)
      expect(args(written), written).toEqual([{ x: expected }]);
    expect(callsMade('[ns.go(a=1)]')?.map(({ name }) => name)).toEqual(['ns.go']);
  });

  it.each([
    '[f(x)]',
    '[f(x=1) and g(y=2)]',
    'Call [f(x=1)] next.',
    '[f(x=1)',
    '[see the note (it = new)]',
    '[f(x=y)]',
  ])('are not seen in %s', (text) => {
    expect(isToolCalls(text)).toBe(false);
  });

  it('are looked for at once in hostile text', () => {
    expect(isToolCalls(`[f(x=1)${' '.repeat(100_000)}`)).toBe(false);
    expect(isToolCalls(`[f(x=${'['.repeat(50_000)})]`)).toBe(false);
    expect(isToolCalls(`[${'f(x=1),'.repeat(20_000)})]`)).toBe(false);
    for (const hostile of [
      '<function=a>',
      '<tool_call>{',
      '<｜tool▁call▁begin｜>a\n',
      '[TOOL_CALLS]',
      '```\n',
      '漢。。。。',
    ])
      expect(isToolCalls(hostile.repeat(20_000))).toBe(false);
    expect(isToolCalls(`<tool_call>{${' '.repeat(100_000)}`)).toBe(false);
    expect(isToolCalls(`\`\`\`${'\n'.repeat(100_000)}x`)).toBe(false);
  });

  it('whose arguments are cut off cannot be read', () => {
    expect(callsMade('[TOOL_CALLS]weather[ARGS]{"city": "Ro')).toBeNull();
    expect(callsMade('<tool_call>{"name": "weather", "argu</tool_call>')).toBeNull();
    expect(callsMade('{"name": "weather", "arguments": "{\\"city\\": "}')).toBeNull();
  });
});
