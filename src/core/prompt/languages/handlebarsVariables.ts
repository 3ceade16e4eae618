/** Which variables a Handlebars text uses, and how. */

import { HELPERS } from './handlebarsHelpers.js';
import {
  nameOf,
  treeOf,
  type Block,
  type Call,
  type Expression,
  type Path,
} from './handlebarsTree.js';
import type { VariableUse } from './language.js';

export interface HandlebarsUse extends VariableUse {
  /** Only ever printed as it is. */
  readonly isText: boolean;
}

interface Context {
  /** Names that stand for something else here: block parameters. */
  readonly bound: readonly string[];
  /** How many blocks have put another value in the place of the inputs. */
  readonly depth: number;
  readonly optional: boolean;
  readonly isText: boolean;
}

export function usesIn(text: string): HandlebarsUse[] {
  const found = new Map<string, HandlebarsUse>();
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const add = ({ parts, loc }: Path, context: Context) => {
    const name = parts[0];
    if (name === undefined) return;
    const before = found.get(name);
    const offset = (lineStarts[loc.start.line - 1] ?? 0) + loc.start.column;
    found.set(name, {
      name,
      offset: Math.min(before?.offset ?? offset, offset),
      required: !context.optional || (before?.required ?? false),
      isText: context.isText && parts.length === 1 && (before?.isText ?? true),
    });
  };
  const value = (expression: Expression, context: Context): void => {
    if (expression.type === 'SubExpression') return call(expression, context);
    if (expression.type !== 'PathExpression') return;
    const [first, ...rest] = expression.parts;
    if (expression.data) {
      if (first === 'root') add({ ...expression, parts: rest }, context);
      return;
    }
    if (expression.depth !== context.depth) return;
    if (!context.bound.includes(first ?? '')) add(expression, context);
  };
  const call = ({ path, params, hash }: Call, context: Context): void => {
    if (params.length === 0 && !hash && !isHelper(path)) return value(path, context);
    const inside = { ...context, isText: false };
    params.forEach((each) => value(each, inside));
    hash?.pairs.forEach((pair) => value(pair.value, inside));
  };
  const block = ({ body, blockParams = [] }: Block, outer: Context): void => {
    const context = { ...outer, bound: [...outer.bound, ...blockParams] };
    for (const statement of body) {
      if (statement.type === 'MustacheStatement') call(statement, context);
      if (statement.type !== 'BlockStatement') continue;
      const name = nameOf(statement.path) ?? '';
      const asks = name === 'if' || name === 'unless';
      const inside = { ...context, isText: false, optional: context.optional || asks };
      if (isHelper(statement.path)) statement.params.forEach((each) => value(each, inside));
      else value(statement.path, { ...inside, optional: true });
      const own = ['each', 'with'].includes(name) || !isHelper(statement.path);
      const branch = { ...context, optional: context.optional || asks };
      if (statement.program)
        block(statement.program, { ...branch, depth: context.depth + (own ? 1 : 0) });
      if (statement.inverse) block(statement.inverse, { ...branch, optional: true });
    }
  };
  block(treeOf(text), { bound: [], depth: 0, optional: false, isText: true });
  return [...found.values()].sort((a, b) => a.offset - b.offset);
}

export const isHelper = (path: Expression) => (nameOf(path) ?? '') in HELPERS;
