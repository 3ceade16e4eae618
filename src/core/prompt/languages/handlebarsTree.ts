/** Handlebars as a tree, from the Handlebars project's parser, limited to what prompt templates use. */

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
  | {
      readonly type: 'PartialStatement';
      readonly name: Expression;
      readonly params: readonly Expression[];
      readonly hash?: Call['hash'];
      /** Indentation of a partial that is alone on its line, applied to each of its lines. */
      readonly indent: string;
    }
  | { readonly type: 'PartialBlockStatement' | 'Decorator' | 'DecoratorBlock' };

/** Throws `TemplateError`. */
export function treeOf(text: string): Block {
  try {
    return parse(text) as unknown as Block;
  } catch (error) {
    throw unreadable(error as Error & { hash?: { loc?: { first_line?: number } } });
  }
}

function unreadable(error: Error & { hash?: { loc?: { first_line?: number } } }): TemplateError {
  const lines = error.message.split('\n');
  const what = lines.length > 1 ? lines.at(-1) : lines[0];
  const told = / on line (\d+)/.exec(error.message)?.[1];
  const line = told === undefined ? (error.hash?.loc?.first_line ?? null) : Number(told);
  return new TemplateError(`Invalid Handlebars: ${what}`, { line, cause: error });
}

/** The dotted name of a path expression; null for anything else. */
export const nameOf = (path: Expression): string | null =>
  path.type === 'PathExpression' && !path.data && path.depth === 0 ? path.original : null;

/** The partials a text includes, directly and indirectly, as trees. Throws `TemplateError` for a missing or recursive one. */
export function partialTrees(
  tree: Block,
  texts: Readonly<Record<string, string>>,
): ReadonlyMap<string, Block> {
  const trees = new Map<string, Block>();
  const follow = (block: Block, trail: readonly string[]): void => {
    for (const { name, line } of partialsIn(block)) {
      const at = { line: trail.length === 0 ? line : null };
      if (trail.includes(name))
        throw new TemplateError(`The partial ${[...trail, name].join(' → ')} includes itself.`, at);
      const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
      if (text === undefined)
        throw new TemplateError(
          `Unknown partial \`${name}\`: there is no file _${name}.prompt in the prompt's folder or above it.`,
          { ...at, limit: true },
        );
      const inner = trees.get(name) ?? treeOf(text);
      trees.set(name, inner);
      follow(inner, [...trail, name]);
    }
  };
  follow(tree, []);
  return trees;
}

/** The partials a tree includes directly, with their lines. Computed names are skipped. */
export function partialsIn({ body }: Block): { name: string; line: number }[] {
  return body.flatMap((statement): { name: string; line: number }[] => {
    if (statement.type === 'PartialStatement')
      return statement.name.type === 'PathExpression'
        ? [{ name: statement.name.original, line: statement.name.loc.start.line }]
        : [];
    if (statement.type !== 'BlockStatement') return [];
    return [statement.program, statement.inverse].flatMap((each) => (each ? partialsIn(each) : []));
  });
}
