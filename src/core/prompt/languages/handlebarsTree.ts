/** Handlebars as a tree, from the parser of the Handlebars project: only the parts that templates of prompts use. */

import { parse } from '@handlebars/parser';
import { TemplateError } from './language.js';

export interface Path {
  readonly type: 'PathExpression';
  readonly data: boolean;
  readonly depth: number;
  readonly parts: readonly string[];
  readonly original: string;
  readonly loc: { readonly start: { readonly line: number; readonly column: number } };
}
export interface Call {
  readonly path: Expression;
  readonly params: readonly Expression[];
  readonly hash?: { readonly pairs: readonly { key: string; value: Expression }[] };
}
export type Expression =
  | Path
  | ({ readonly type: 'SubExpression' } & Call)
  | { readonly type: 'StringLiteral' | 'NumberLiteral' | 'BooleanLiteral'; readonly value: unknown }
  | { readonly type: 'UndefinedLiteral' | 'NullLiteral' };
export interface Block {
  readonly body: readonly Statement[];
  readonly blockParams?: readonly string[];
}
export type Statement =
  | { readonly type: 'ContentStatement'; readonly value: string }
  | { readonly type: 'CommentStatement' }
  | ({ readonly type: 'MustacheStatement' } & Call)
  | ({ readonly type: 'BlockStatement'; readonly program?: Block; readonly inverse?: Block } & Call)
  | { readonly type: 'PartialStatement' | 'PartialBlockStatement'; readonly name: Path }
  | { readonly type: 'Decorator' | 'DecoratorBlock' };

/** Throws `TemplateError`. */
export function treeOf(text: string): Block {
  try {
    return parse(text) as unknown as Block;
  } catch (error) {
    const lines = String((error as Error).message).split('\n');
    throw new TemplateError(`Not readable as Handlebars: ${lines[0]} ${lines.at(-1)}`.trim());
  }
}

export const nameOf = (path: Expression): string | null =>
  path.type === 'PathExpression' && !path.data && path.depth === 0 ? path.original : null;
