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
  /** Names that stand for something else here: block parameters, a partial's own arguments. */
  readonly bound: readonly string[];
  /** How many blocks have put another value in the place of the inputs. */
  readonly depth: number;
  readonly optional: boolean;
  readonly isText: boolean;
  /** Where the partial is included that this stands in; null in the text itself. */
  readonly includedAt: number | null;
}
type Of<Type extends Statement['type']> = Extract<Statement, { type: Type }>;

export function handlebarsUses(
  tree: Block,
  text: string,
  partials: ReadonlyMap<string, Block>,
): readonly VariableUse[] {
  const found = new UseCollector();
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offsetOf = ({ loc }: Path) => (lineStarts[loc.start.line - 1] ?? 0) + loc.start.column;

  const add = (path: Path, [name, ...members]: readonly string[], context: Context) => {
    if (name === undefined) return;
    const offset = context.includedAt ?? offsetOf(path);
    const isText = context.isText && members.length === 0;
    found.add({ name, offset, required: !context.optional, isText });
  };
  const value = (expression: Expression, context: Context): void => {
    if (expression.type === 'SubExpression') return call(expression, context);
    if (expression.type !== 'PathExpression') return;
    const { data, depth, parts } = expression;
    if (data && parts[0] === 'root') return add(expression, parts.slice(1), context);
    if (data || depth !== context.depth || context.bound.includes(parts[0] ?? '')) return;
    add(expression, parts, context);
  };
  const call = ({ path, params, hash }: Call, context: Context): void => {
    if (params.length === 0 && !hash && !isHelper(path)) return value(path, context);
    const inside = { ...context, isText: false };
    params.forEach((each) => value(each, inside));
    hash?.pairs.forEach((pair) => value(pair.value, inside));
  };
  const branch = (statement: Of<'BlockStatement'>, context: Context): void => {
    const { path, params, program, inverse } = statement;
    const name = nameOf(path) ?? '';
    const asks = name === 'if' || name === 'unless';
    const inside = { ...context, isText: false, optional: context.optional || asks };
    if (isHelper(path)) params.forEach((each) => value(each, inside));
    else value(path, { ...inside, optional: true });
    const isInner = name === 'each' || name === 'with' || !isHelper(path);
    const optional = context.optional || asks;
    if (program) block(program, { ...context, optional, depth: context.depth + (isInner ? 1 : 0) });
    if (inverse) block(inverse, { ...context, optional: true });
  };
  const include = (statement: Of<'PartialStatement'>, context: Context): void => {
    const { name, params, hash } = statement;
    const given = { ...context, isText: false };
    params.forEach((each) => value(each, given));
    hash?.pairs.forEach((pair) => value(pair.value, given));
    const partial = name.type === 'PathExpression' ? partials.get(name.original) : undefined;
    if (!partial || params.length > 0) return;
    const own = hash?.pairs.map(({ key }) => key) ?? [];
    const includedAt = context.includedAt ?? offsetOf(name as Path);
    block(partial, { ...context, includedAt, bound: [...context.bound, ...own] });
  };
  const block = ({ body, blockParams = [] }: Block, outer: Context): void => {
    const context = { ...outer, bound: [...outer.bound, ...blockParams] };
    for (const statement of body) {
      if (statement.type === 'MustacheStatement') call(statement, context);
      if (statement.type === 'BlockStatement') branch(statement, context);
      if (statement.type === 'PartialStatement') include(statement, context);
    }
  };
  block(tree, { bound: [], depth: 0, optional: false, isText: true, includedAt: null });
  return found.uses();
}

export const isHelper = (path: Expression) => Object.hasOwn(HELPERS, nameOf(path) ?? '');
