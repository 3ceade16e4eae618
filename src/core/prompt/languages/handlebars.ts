/** Handlebars with dotprompt's helpers, walked as a tree: no code is generated, and work and size have an end. */

import { HELPERS, memberOf } from './handlebarsHelpers.js';
import {
  nameOf,
  treeOf,
  type Block,
  type Call,
  type Expression,
  type Statement,
} from './handlebarsTree.js';
import { isHelper, usesIn } from './handlebarsVariables.js';
import {
  MAX_RENDERED_CHARACTERS,
  MAX_STEPS,
  TemplateError,
  type TemplateLanguage,
  valueOf,
} from './language.js';

export const handlebars: TemplateLanguage = {
  written: (name) => `{{${name}}}`,
  variablesOf: (text) =>
    usesIn(text).map(({ name, offset, required }) => ({ name, offset, required })),
  render(text, inputs) {
    const structured = usesIn(text).flatMap(({ name, isText }) => (isText ? [] : [name]));
    const values = Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [
        name,
        structured.includes(name) ? valueOf(value) : value,
      ]),
    );
    return new Renderer(values).block(treeOf(text), { values: [values], data: {}, bound: {} });
  },
};

/** What a name is looked up in: the innermost value first, `@` data, block parameters. */
interface Scope {
  readonly values: readonly unknown[];
  readonly data: Readonly<Record<string, unknown>>;
  readonly bound: Readonly<Record<string, unknown>>;
}

class Renderer {
  readonly #root: unknown;
  #steps = 0;
  #length = 0;

  constructor(root: unknown) {
    this.#root = root;
  }

  block({ body }: Block, scope: Scope): string {
    return body.map((statement) => this.#statement(statement, scope)).join('');
  }

  #statement(statement: Statement, scope: Scope): string {
    if (++this.#steps > MAX_STEPS)
      throw new TemplateError('The template does not come to an end. Is a loop too long?');
    if (statement.type === 'ContentStatement') return this.#counted(statement.value);
    if (statement.type === 'CommentStatement') return '';
    if (statement.type === 'MustacheStatement')
      return this.#counted(textOf(this.#call(statement, scope)));
    if (statement.type === 'BlockStatement') return this.#branch(statement, scope);
    throw new TemplateError('Partials and decorators are not read by this version.');
  }

  #counted(text: string): string {
    this.#length += text.length;
    if (this.#length > MAX_RENDERED_CHARACTERS)
      throw new TemplateError('The template grows beyond 4 million characters.');
    return text;
  }

  #call({ path, params, hash }: Call, scope: Scope): unknown {
    const name = nameOf(path);
    const helper = name !== null && Object.hasOwn(HELPERS, name) ? HELPERS[name] : undefined;
    if (!helper && (params.length > 0 || hash))
      throw new TemplateError(`There is no helper \`${name ?? '?'}\`.`);
    if (!helper) return this.#value(path, scope);
    const named = (hash?.pairs ?? []).map(({ key, value }) => [key, this.#value(value, scope)]);
    return helper(
      params.map((each) => this.#value(each, scope)),
      Object.fromEntries(named) as Record<string, unknown>,
    );
  }

  #value(expression: Expression, scope: Scope): unknown {
    if (expression.type === 'SubExpression') return this.#call(expression, scope);
    if (expression.type !== 'PathExpression')
      return 'value' in expression ? expression.value : undefined;
    const { data, depth, parts } = expression;
    const first = parts[0] ?? '';
    if (data) {
      if (first === 'root') return parts.slice(1).reduce(memberOf, this.#root);
      return parts.reduce<unknown>(memberOf, scope.data);
    }
    const isBound = depth === 0 && Object.hasOwn(scope.bound, first);
    return parts.reduce<unknown>(memberOf, isBound ? scope.bound : scope.values[depth]);
  }

  #branch(statement: Extract<Statement, { type: 'BlockStatement' }>, scope: Scope): string {
    const { program = { body: [] }, inverse = { body: [] } } = statement;
    const name = isHelper(statement.path) ? nameOf(statement.path) : null;
    const [first, second] = statement.params.map((each) => this.#value(each, scope));
    const either = (chosen: boolean) => this.block(chosen ? program : inverse, scope);
    if (name === 'if') return either(isTrue(first));
    if (name === 'unless') return either(!isTrue(first));
    if (name === 'ifEquals') return either(first === second);
    if (name === 'unlessEquals') return either(first !== second);
    if (name === 'role') return this.block(program, scope);
    const value = name === null ? this.#value(statement.path, scope) : first;
    if (!isTrue(value)) return this.block(inverse, scope);
    if (name === 'each' || (name === null && Array.isArray(value)))
      return this.#each(program, value, scope);
    return this.block(program, within(scope, { value, program, key: null, data: {} }));
  }

  #each(program: Block, value: unknown, scope: Scope): string {
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    return entries
      .map(([key, each], index) => {
        const place = Array.isArray(value) ? index : key;
        const data = { index, key: place, first: index === 0, last: index === entries.length - 1 };
        return this.block(program, within(scope, { value: each, program, key: place, data }));
      })
      .join('');
  }
}

function within(
  { values, data, bound }: Scope,
  inner: { value: unknown; program: Block; key: unknown; data: Record<string, unknown> },
): Scope {
  const [item, place] = inner.program.blockParams ?? [];
  return {
    values: [inner.value, ...values],
    data: { ...data, ...inner.data },
    bound: {
      ...bound,
      ...(item === undefined ? {} : { [item]: inner.value }),
      ...(place === undefined ? {} : { [place]: inner.key }),
    },
  };
}

/** Handlebars' rule: an empty list is as good as none. */
const isTrue = (value: unknown) => (Array.isArray(value) ? value.length > 0 : Boolean(value));

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : String(value);
}
