/** Replaces scalars of a YAML file without changing comments, order, quoting or line endings. */

import { CST, isScalar, Parser, parseDocument, stringify, type Document } from 'yaml';
import { smallestEdit, type SourceEdit } from '../edit.js';
import { readYaml } from './yamlSource.js';

export interface ScalarChange {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** Paths that do not lead to a scalar are ignored. */
export function rewriteScalars(text: string, changes: readonly ScalarChange[]): SourceEdit {
  const withBom = text.startsWith('\ufeff');
  const crlf = /\r\n/.test(text);
  const source = text.replace(/^\ufeff/, '').replace(/\r\n/g, '\n');
  const tokens = [...new Parser().parse(source)];
  const document = parseDocument(source, { keepSourceTokens: true });
  const byOffset = scalarsByOffset(tokens);
  for (const change of changes) rewrite(document, byOffset, change);
  const edited = tokens.map((token) => CST.stringify(token)).join('');
  const after = (withBom ? '\ufeff' : '') + (crlf ? edited.replace(/\n/g, '\r\n') : edited);
  return smallestEdit(text, after);
}

function rewrite(
  document: Document.Parsed,
  byOffset: ReadonlyMap<number, CST.Token>,
  { path, text }: ScalarChange,
): void {
  const scalar = document.getIn(path, true);
  if (!isScalar(scalar) || scalar.value === text || !scalar.srcToken) return;
  const token = byOffset.get(scalar.srcToken.offset);
  if (token && !rewriteLiteral(token, text))
    CST.setScalarValue(token, text, styleFor(scalar.type, text));
}

/** A literal block keeps its header and indentation; false if the new text does not fit the header. */
function rewriteLiteral(token: CST.Token, text: string): boolean {
  if (token.type !== 'block-scalar') return false;
  const header = token.props.find((prop) => prop.type === 'block-scalar-header');
  const chomping = /^\|([-+]?)$/.exec(header && 'source' in header ? header.source : '')?.[1];
  const body = text.replace(/\n+$/, '');
  const ends = text.length - body.length;
  const fits = chomping === '-' ? ends === 0 : chomping === '' ? ends === 1 : false;
  const indent = /^( +)\S/m.exec(token.source)?.[1];
  if (!fits || !indent || body === '' || /^\s/.test(body)) return false;
  const after = /\n*$/.exec(token.source)?.[0] ?? '\n';
  const lines = body.split('\n').map((line) => (line === '' ? '' : indent + line));
  token.source = lines.join('\n') + after;
  return true;
}

type Style = Parameters<typeof CST.setScalarValue>[2];

/** Inserts items before an item of a block-style list, with its indentation. For a flow-style list, the edit does not read back. */
export function insertItems(
  text: string,
  path: readonly (string | number)[],
  items: readonly Readonly<Record<string, unknown>>[],
): SourceEdit {
  const start = readYaml(text).rangeOf(path).start;
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const written = stringify(items, { lineWidth: 0, blockQuote: 'literal' });
  const lines = written.trimEnd().split('\n');
  const added = lines.map((each) => (each === '' ? '' : indent + each) + lineEnd).join('');
  return { start: line, end: line, text: added };
}

/** The current style, unless it cannot express the new text. */
function styleFor(type: string | undefined, text: string): Style {
  if (text.includes('\n') && type !== 'BLOCK_FOLDED') return { type: 'BLOCK_LITERAL' };
  return {};
}

function scalarsByOffset(tokens: readonly CST.Token[]): Map<number, CST.Token> {
  const found = new Map<number, CST.Token>();
  for (const token of tokens) {
    if (token.type !== 'document') continue;
    CST.visit(token, (item) => {
      if (item.value) found.set(item.value.offset, item.value);
    });
  }
  return found;
}
