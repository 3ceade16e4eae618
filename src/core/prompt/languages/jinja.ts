/** Jinja, interpreted step by step: compiles no code, and stops a template that would not end. */

import { Environment, Interpreter, parse, tokenize } from '@huggingface/jinja';
import { callToFilter, callToPairs, ownFunctions } from './jinjaFilters.js';
import { jinjaUses } from './jinjaVariables.js';
import {
  RenderLimit,
  TemplateError,
  valuesFor,
  wordsInTags,
  type TemplateLanguage,
} from './language.js';

export const jinja: TemplateLanguage = {
  written: (name) => `{{ ${name} }}`,
  namesIn: (text) => wordsInTags(text, /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g),
  read(text) {
    const program = told(() => parse(tokenize(inOneDialect(withoutRaw(text)))));
    adapt(program.body);
    const variables = jinjaUses(program.body, jinja.namesIn(text));
    return {
      variables,
      render(inputs) {
        const limit = new RenderLimit();
        const environment = new Environment();
        for (const [name, value] of Object.entries(CONSTANTS)) environment.set(name, value);
        environment.set('range', rangeWithin(limit));
        for (const [name, own] of ownFunctions()) environment.set(name, own);
        // Formats that allow it print a missing value as nothing, also through a filter.
        const needed = variables.filter(({ required }) => required).map(({ name }) => [name, '']);
        const values = { ...Object.fromEntries(needed), ...valuesFor(variables, inputs) };
        for (const [name, value] of Object.entries(values)) environment.set(name, value);
        return told(() => String(new BoundedInterpreter(environment, limit).run(program).value));
      },
    };
  },
};

const CONSTANTS = { true: true, false: false, none: null, True: true, False: false, None: null };

/** The package's own types do not resolve with Node's ESM rules. */
interface Running {
  run(program: unknown): { readonly value: unknown };
  evaluate(node: unknown, environment: unknown): { readonly value: unknown };
}
const Base = Interpreter as unknown as new (environment: unknown) => Running;

class BoundedInterpreter extends Base {
  readonly #limit: RenderLimit;

  constructor(environment: unknown, limit: RenderLimit) {
    super(environment);
    this.#limit = limit;
  }

  override evaluate(node: unknown, environment: unknown) {
    this.#limit.step();
    const value = super.evaluate(node, environment);
    if (typeof value.value === 'string') this.#limit.refuseLength(value.value.length);
    return value;
  }
}

/** `{% raw %}`, which the parser does not know, as a string. */
const withoutRaw = (text: string) =>
  text.replace(
    /\{%-?\s*raw\s*-?%\}([\s\S]*?)\{%-?\s*endraw\s*-?%\}/g,
    (_, inner: string) => `{{ ${JSON.stringify(inner)} }}`,
  );

/** What Nunjucks writes in other words, and strings as they are. */
const inOneDialect = (text: string) =>
  text.replace(/\{[{%](?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^])*?[%}]\}/g, (tag) =>
    tag
      .replace(/^(\{%-?\s*)else ?if\b/, '$1elif')
      .replace(
        /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|([!=]=)=/g,
        (whole, operator?: string) => operator ?? whole,
      ),
  );

/**
 * In Jinja, a loop over an undefined value has no round; the interpreter would refuse it. Filters that it does not have become
 * calls.
 */
function adapt(node: unknown): void {
  if (Array.isArray(node)) return node.forEach(adapt);
  if (typeof node !== 'object' || node === null) return;
  const part = node as Record<string, unknown> & { type?: string };
  if (part.type === 'For') {
    const iterable = part['iterable'] as typeof part;
    if (iterable.type === 'SelectExpression') iterable['lhs'] = orNothing(iterable['lhs']);
    else part['iterable'] = orNothing(iterable);
    if ((part['loopvar'] as typeof part).type === 'TupleLiteral') unpackPairs(part);
  }
  if (part.type === 'FilterExpression') Object.assign(part, callToFilter(part));
  Object.values(part).forEach(adapt);
}

/** Nunjucks gives a loop with two variables the keys and values of an object. */
function unpackPairs(loop: Record<string, unknown>): void {
  if ((loop['loopvar'] as { value: unknown[] }).value.length !== 2) return;
  const iterable = loop['iterable'] as Record<string, unknown>;
  if (iterable['type'] === 'SelectExpression') iterable['lhs'] = callToPairs(iterable['lhs']);
  else loop['iterable'] = callToPairs(iterable);
}

/** `value | default([], true)` */
const orNothing = (operand: unknown) => ({
  type: 'FilterExpression',
  operand,
  filter: {
    type: 'CallExpression',
    callee: { type: 'Identifier', value: 'default' },
    args: [
      { type: 'ArrayLiteral', value: [] },
      { type: 'Identifier', value: 'true' },
    ],
  },
});

/** Jinja's `range` with a limit, because its list is created before any step is counted. */
const rangeWithin =
  (limit: RenderLimit) =>
  (from: number, to?: number, step = 1): number[] => {
    const [start, end] = to === undefined ? [0, from] : [from, to];
    const length = Math.max(0, Math.ceil((end - start) / step));
    limit.refuseItems(length);
    return Array.from({ length }, (_, index) => start + index * step);
  };

function told<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TemplateError) throw error;
    throw new TemplateError(`Invalid Jinja: ${(error as Error).message}`, { cause: error });
  }
}
