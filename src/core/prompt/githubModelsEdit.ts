/** Puts another wording into a GitHub Models file: only the texts change; comments, order, quoting and line ends stay. */

import { CST, isMap, isScalar, isSeq, Parser, parseDocument } from 'yaml';
import { UserError } from '../errors.js';
import { smallestEdit, type SourceEdit } from './edit.js';
import type { Message } from './prompt.js';

/** Throws `UserError` when the wording has other messages than the file. */
export function rewordGithubModels(text: string, messages: readonly Message[]): SourceEdit {
  const withBom = text.startsWith('\ufeff');
  const crlf = /\r\n/.test(text);
  const source = text.replace(/^\ufeff/, '').replace(/\r\n/g, '\n');
  const tokens = [...new Parser().parse(source)];
  const document = parseDocument(source, { keepSourceTokens: true });
  const list = document.get('messages');
  const items = isSeq(list) ? list.items : [];
  const sameRoles =
    items.length === messages.length &&
    items.every((item, index) => isMap(item) && item.get('role') === messages[index]?.role);
  if (!sameRoles) {
    throw new UserError(
      'This wording has other messages than the file, so it cannot be put in their place. Copy what you need from the panel.',
    );
  }
  const byOffset = scalarsByOffset(tokens);
  items.forEach((item, index) => {
    const content = isMap(item) ? item.get('content', true) : null;
    const fresh = messages[index]?.content ?? '';
    if (!isScalar(content) || content.value === fresh || !content.srcToken) return;
    const token = byOffset.get(content.srcToken.offset);
    if (token && !rewriteLiteral(token, fresh))
      CST.setScalarValue(token, fresh, styleFor(content.type, fresh));
  });
  const edited = tokens.map((token) => CST.stringify(token)).join('');
  const after = (withBom ? '\ufeff' : '') + (crlf ? edited.replace(/\n/g, '\r\n') : edited);
  return smallestEdit(text, after);
}

/** A literal block keeps its header and its own indentation; false where the new text does not fit the header. */
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

/** The style it is written in, unless that cannot hold the new text. */
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
