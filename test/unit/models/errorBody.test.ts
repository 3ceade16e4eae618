import { describe, expect, it } from 'vitest';
import { errorOf, readErrorBody } from '../../../src/core/models/errorBody.js';

describe('the words of an error', () => {
  it.each<[string, unknown, object]>([
    [
      'the protocol',
      { error: { message: 'no', code: 'c', param: 'p' } },
      { message: 'no', code: 'c', param: 'p' },
    ],
    ['a text', { error: 'no route' }, { message: 'no route' }],
    ['FastAPI', { detail: 'Not Found' }, { message: 'Not Found' }],
    [
      'a validation list',
      {
        detail: [
          { type: 'extra_forbidden', loc: ['body', 'seed'], msg: 'Extra inputs are not permitted' },
        ],
      },
      { message: 'seed: Extra inputs are not permitted', param: 'seed', code: 'extra_forbidden' },
    ],
    [
      'vLLM',
      { object: 'error', message: 'no', type: 'BadRequestError', code: 400 },
      { message: 'no', status: 400 },
    ],
    [
      'Anthropic',
      { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
      { message: 'Overloaded', code: 'overloaded_error' },
    ],
    [
      'Google, in a list',
      [{ error: { code: 429, message: 'quota', status: 'X', details: [{ retryDelay: '34s' }] } }],
      { message: 'quota', status: 429, retryAfterMs: 34_000 },
    ],
    [
      'a router quoting the server behind it',
      {
        error: {
          message: 'Provider returned error',
          code: 400,
          metadata: { raw: '{"error":{"message":"too hot"}}' },
        },
      },
      { message: 'Provider returned error: too hot', status: 400 },
    ],
    ['an object without words', { error: { why: 1 } }, { message: '{"why":1}' }],
  ])('of %s', (_name, body, found) => {
    expect(readErrorBody(JSON.stringify(body))).toMatchObject(found);
    expect(errorOf(body)).toMatchObject(found);
  });

  it('of a web page are its title, else its text', () => {
    const page = '<html><head><title>502 Bad\nGateway</title></head><body><h1>x</h1></body></html>';
    expect(readErrorBody(page).message).toBe('502 Bad Gateway');
    expect(readErrorBody('<p>Down <b>today</b></p>').message).toBe('Down today');
    expect(readErrorBody('oops').message).toBe('oops');
    expect(readErrorBody('').message).toBe('');
  });

  it('are in no answer', () => {
    for (const body of [
      ...[{ choices: [] }, { choices: [], error: null }, { id: 'x' }, null, 'x', 1],
      // Of a gateway that says of itself that it is up.
      { status: 'ok', message: 'API gateway is up' },
      { success: true, message: 'Welcome' },
    ])
      expect(errorOf(body)).toBeNull();
    expect(errorOf({ status: 'error', message: 'overloaded' })?.message).toBe('overloaded');
  });
});
