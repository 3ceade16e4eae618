/** Handlebars with dotprompt's helpers, interpreted as a tree: generates no code, and limits work and size. */

import { HELPERS, memberOf } from './handlebarsHelpers.js';
import {
  nameOf,
  partialTrees,
  treeOf,
  type Block,
  type Call,
  type Expression,
  type Statement,
} from './handlebarsTree.js';
import { handlebarsUses, isHelper } from './handlebarsVariables.js';
import {
  RenderLimit,
  TemplateError,
  valuesFor,
  wordsInTags,
  type TemplateLanguage,
} from './language.js';

export const handlebars: TemplateLanguage = {
  written: (name) => `{{${name}}}`,
  namesIn: (text) => wordsInTags(text, /\{\{[^!][\s\S]*?\}\}/g),
  read(text, partials) {
    const tree = treeOf(text);
    const included = partialTrees(tree, partials);
    const variables = handlebarsUses(tree, text, included);
    return {
      variables,
      render(inputs) {
        const values = valuesFor(variables, inputs);
        const scope = { values: [values], data: {}, bound: {} };
        return new Renderer(values, included).block(tree, scope);
      },
    };
  },
};

/** The scopes of a name: the innermost value first, `@` data, block parameters. */
interface Scope {
  readonly values: readonly unknown[];
  readonly data: Readonly<Record<string, unknown>>;
  readonly bound: Readonly<Record<string, unknown>>;
}

class Renderer {
  readonly #root: unknown;
  readonly #partials: ReadonlyMap<string, Block>;
  readonly #limit = new RenderLimit();

  constructor(root: unknown, partials: ReadonlyMap<string, Block>) {
    this.#root = root;
    this.#partials = partials;
  }

  block({ body }: Block, scope: Scope): string {
    return body.map((statement) => this.#statement(statement, scope)).join('');
  }

  #statement(statement: Statement, scope: Scope): string {
    this.#limit.step();
    if (statement.type === 'ContentStatement') return this.#limit.counted(statement.value);
    if (statement.type === 'CommentStatement') return '';
    if (statement.type === 'MustacheStatement')
      return this.#limit.counted(textOf(this.#call(statement, scope)));
    if (statement.type === 'BlockStatement') return this.#branch(statement, scope);
    if (statement.type === 'PartialStatement') return this.#partial(statement, scope);
    throw new TemplateError('Block partials and decorators are not supported.', { limit: true });
  }

  #partial(statement: Extract<Statement, { type: 'PartialStatement' }>, scope: Scope): string {
    const { name, params, hash, indent } = statement;
    const partial = name.type === 'PathExpression' ? this.#partials.get(name.original) : undefined;
    if (!partial)
      throw new TemplateError('Partials with computed names are not supported.', { limit: true });
    const given = params[0] ? this.#value(params[0], scope) : scope.values[0];
    const own = this.#named(hash, scope);
    const value = hash ? { ...(typeof given === 'object' ? given : {}), ...own } : given;
    const text = this.block(partial, { ...scope, values: [value, ...scope.values.slice(1)] });
    return indent === '' ? text : text.replace(/^(?=[\s\S])/gm, indent);
  }

  #named(hash: Call['hash'], scope: Scope): Record<string, unknown> {
    const pairs = hash?.pairs ?? [];
    return Object.fromEntries(pairs.map(({ key, value }) => [key, this.#value(value, scope)]));
  }

  #call({ path, params, hash }: Call, scope: Scope): unknown {
    const name = nameOf(path);
    const helper = name !== null && Object.hasOwn(HELPERS, name) ? HELPERS[name] : undefined;
    if (!helper && (params.length > 0 || hash))
      throw new TemplateError(`Unknown helper \`${name ?? '?'}\`.`, { limit: true });
    if (!helper) return this.#value(path, scope);
    return helper(
      params.map((each) => this.#value(each, scope)),
      this.#named(hash, scope),
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
    if (name === 'role') return textOf(this.#call(statement, scope));
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

/** As in Handlebars, an empty list is falsy. */
const isTrue = (value: unknown) => (Array.isArray(value) ? value.length > 0 : Boolean(value));

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : String(value);
}
