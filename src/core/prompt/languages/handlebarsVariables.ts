/** Which variables a Handlebars text uses, and how. */

import { HELPERS } from './handlebarsHelpers.js';
import {
  nameOf,
  type Block,
  type Call,
  type Expression,
  type Path,
  type Statement,
} from './handlebarsTree.js';
import { UseCollector, type VariableUse } from './language.js';

interface Context {
  /** Names that are not inputs here: block parameters, and a partial's own arguments. */
  readonly bound: readonly string[];
  /** The number of enclosing blocks that replace the inputs by another value. */
  readonly depth: number;
  readonly optional: boolean;
  readonly isText: boolean;
  /** The place where the enclosing partial is included; null in the text itself. */
  readonly includedAt: number | null;
}
type Of<Type extends Statement['type']> = Extract<Statement, { type: Type }>;

/** Every use of an input in the tree, including its partials. */
export function handlebarsUses(
  tree: Block,
  text: string,
  partials: ReadonlyMap<string, Block>,
): readonly VariableUse[] {
  const uses = new HandlebarsUses(text, partials);
  uses.block(tree, { bound: [], depth: 0, optional: false, isText: true, includedAt: null });
  return uses.found.uses();
}

class HandlebarsUses {
  readonly found = new UseCollector();
  readonly #lineStarts: readonly number[];
  readonly #partials: ReadonlyMap<string, Block>;

  constructor(text: string, partials: ReadonlyMap<string, Block>) {
    this.#lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    this.#partials = partials;
  }

  block({ body, blockParams = [] }: Block, outer: Context): void {
    const context = { ...outer, bound: [...outer.bound, ...blockParams] };
    for (const statement of body) {
      if (statement.type === 'MustacheStatement') this.#call(statement, context);
      if (statement.type === 'BlockStatement') this.#branch(statement, context);
      if (statement.type === 'PartialStatement') this.#include(statement, context);
    }
  }

  #offsetOf({ loc }: Path): number {
    return (this.#lineStarts[loc.start.line - 1] ?? 0) + loc.start.column;
  }

  #add(path: Path, [name, ...members]: readonly string[], context: Context): void {
    if (name === undefined) return;
    const offset = context.includedAt ?? this.#offsetOf(path);
    const isText = context.isText && members.length === 0;
    this.found.add({ name, offset, required: !context.optional, isText });
  }

  #value(expression: Expression, context: Context): void {
    if (expression.type === 'SubExpression') return this.#call(expression, context);
    if (expression.type !== 'PathExpression') return;
    const { data, depth, parts } = expression;
    if (data && parts[0] === 'root') return this.#add(expression, parts.slice(1), context);
    if (data || depth !== context.depth || context.bound.includes(parts[0] ?? '')) return;
    this.#add(expression, parts, context);
  }

  #call({ path, params, hash }: Call, context: Context): void {
    if (params.length === 0 && !hash && !isHelper(path)) return this.#value(path, context);
    const inside = { ...context, isText: false };
    params.forEach((each) => this.#value(each, inside));
    hash?.pairs.forEach((pair) => this.#value(pair.value, inside));
  }

  #branch(statement: Of<'BlockStatement'>, context: Context): void {
    const { path, params, program, inverse } = statement;
    const name = nameOf(path) ?? '';
    const asks = name === 'if' || name === 'unless';
    const isLoop = name === 'each' || name === 'with';
    const inside = { ...context, isText: false, optional: context.optional || asks || isLoop };
    if (isHelper(path)) params.forEach((each) => this.#value(each, inside));
    else this.#value(path, { ...inside, optional: true });
    const isInner = isLoop || !isHelper(path);
    const optional = context.optional || asks;
    const depth = context.depth + (isInner ? 1 : 0);
    if (program) this.block(program, { ...context, optional, depth });
    if (inverse) this.block(inverse, { ...context, optional: true });
  }

  #include(statement: Of<'PartialStatement'>, context: Context): void {
    const { name, params, hash } = statement;
    const given = { ...context, isText: false };
    params.forEach((each) => this.#value(each, given));
    hash?.pairs.forEach((pair) => this.#value(pair.value, given));
    const partial = name.type === 'PathExpression' ? this.#partials.get(name.original) : undefined;
    if (!partial || params.length > 0) return;
    const own = hash?.pairs.map(({ key }) => key) ?? [];
    const includedAt = context.includedAt ?? this.#offsetOf(name as Path);
    this.block(partial, { ...context, includedAt, bound: [...context.bound, ...own] });
  }
}

/** Whether the expression names a dotprompt helper instead of a variable. */
export const isHelper = (path: Expression) => Object.hasOwn(HELPERS, nameOf(path) ?? '');
