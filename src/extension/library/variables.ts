/** Variables of a prompt in the editor: completion, hover, going to their values, and another name everywhere. */

import {
  CompletionItem,
  CompletionItemKind,
  l10n,
  Location,
  MarkdownString,
  Hover,
  Range,
  Uri,
  workspace,
  WorkspaceEdit,
  type CompletionItemProvider,
  type DefinitionProvider,
  type HoverProvider,
  type Position,
  type RenameProvider,
  type TextDocument,
} from 'vscode';
import type { NamedRange, Prompt } from '../../core/index.js';
import { asInEditor } from '../documents.js';
import { engine } from '../engine.js';
import { NOTHING_BESIDE } from '../entry.js';
import type { Platform } from '../platform.js';
import type { Session } from '../session.js';
import { uriOf } from '../fileUri.js';

const MAX_VALUES = 3;
/** What stands before the place where a name is being written. */
const BEGUN = /(\{\{[~{]?|\$\{(?:input:)?)(\s*)([\p{L}\p{N}_.-]*)$/u;

export class VariableFeatures
  implements CompletionItemProvider, HoverProvider, DefinitionProvider, RenameProvider
{
  readonly #session: Session;
  readonly #platform: Platform;

  constructor(session: Session, platform: Platform) {
    this.#session = session;
    this.#platform = platform;
  }

  async provideCompletionItems(
    document: TextDocument,
    position: Position,
  ): Promise<CompletionItem[]> {
    const before = document.lineAt(position).text.slice(0, position.character);
    const after = document.lineAt(position).text.slice(position.character);
    const begun = BEGUN.exec(before);
    if (!begun || !this.#session.isPrompt(document)) return [];
    const { readable: prompt } = await this.#session.upToDate(document);
    if (!prompt) return [];
    const { variableFacts } = await engine();
    const [, opening = '', space = '', typed = ''] = begun;
    const isDollar = opening.startsWith('$');
    const end = isDollar ? '}' : '}}';
    const closing = after.trimStart().startsWith(end) ? '' : `${space}${end}`;
    const names = [...prompt.variables, ...prompt.keys].map(({ name }) => name);
    const range = new Range(position.translate(0, -typed.length), position);
    return [...new Set(names)].map((name) => {
      const { values, cases } = variableFacts(prompt, name);
      const item = new CompletionItem(name, CompletionItemKind.Variable);
      item.range = range;
      const prefix = isDollar && opening === '${' && prompt.language === 'copilot' ? 'input:' : '';
      item.insertText = `${prefix}${name}${closing}`;
      item.detail =
        cases === 0 ? l10n.t('no value in any case') : l10n.t('values in {0} cases', cases);
      item.documentation = values.slice(0, MAX_VALUES).join('\n');
      return item;
    });
  }

  async provideHover(document: TextDocument, position: Position): Promise<Hover | null> {
    const found = await this.#at(document, position);
    if (!found) return null;
    const { prompt, place } = found;
    const { variableFacts } = await engine();
    const { written, values, cases } = variableFacts(prompt, place.name);
    const text = new MarkdownString();
    text.appendCodeblock(written, 'plaintext');
    text.appendMarkdown(
      cases === 0
        ? l10n.t('No case has a value for this variable.')
        : l10n.t(
            '{0} of {1} cases have a value for this variable, for example:',
            cases,
            prompt.cases.length,
          ),
    );
    values
      .slice(0, MAX_VALUES)
      .forEach((value) => text.appendCodeblock(value.slice(0, 300), 'plaintext'));
    return new Hover(text, rangeIn(document, place));
  }

  /** From a use to its first value, from a value to its first use. */
  async provideDefinition(document: TextDocument, position: Position): Promise<Location | null> {
    const found = await this.#at(document, position);
    if (!found) return null;
    const { definitionOf, variableUses } = await engine();
    const { prompt, place } = found;
    const uses = variableUses(prompt, document.getText()).filter(({ name }) => name === place.name);
    const isUse = uses.some(({ range }) => range.start === place.range.start);
    const target = isUse ? definitionOf(prompt, place.name) : uses[0];
    return target ? new Location(document.uri, rangeIn(document, target)) : null;
  }

  /** Throws where there is nothing to rename, or renaming would need another file. */
  async prepareRename(document: TextDocument, position: Position): Promise<Range> {
    const found = await this.#at(document, position);
    if (!found) throw new Error(l10n.t('There is no variable at this position.'));
    const { whyNotRenamed } = await engine();
    const reason = whyNotRenamed(found.prompt, found.place.name);
    if (reason !== null) throw new Error(reason);
    return rangeIn(document, found.place);
  }

  async provideRenameEdits(
    document: TextDocument,
    position: Position,
    newName: string,
  ): Promise<WorkspaceEdit> {
    await this.prepareRename(document, position);
    const found = await this.#at(document, position);
    const { isVariableName, renameVariable, withSurroundings } = await engine();
    const edit = new WorkspaceEdit();
    if (!found) return edit;
    const { prompt, place } = found;
    const { place: file } = await this.#session.upToDate(document);
    if (!isVariableName(prompt, newName))
      throw new Error(l10n.t('"{0}" is not a valid variable name.', newName));
    if (prompt.variables.some(({ name }) => name === newName))
      throw new Error(l10n.t('A variable {0} already exists.', newName));
    const path = file?.path ?? prompt.path;
    const source = { path, text: document.getText() };
    const reader = file
      ? asInEditor(await this.#platform.surroundings(file, workspace.isTrusted), file.root)
      : NOTHING_BESIDE;
    const changed = await withSurroundings(reader, (around) =>
      renameVariable(source, { from: place.name, to: newName }, around),
    );
    for (const each of changed) {
      const target =
        file && each.path !== path
          ? await workspace.openTextDocument(Uri.joinPath(uriOf(file.root), each.path))
          : document;
      for (const { start, end, text } of each.edits)
        edit.replace(target.uri, rangeIn(target, { range: { start, end } }), text);
    }
    return edit;
  }

  async #at(
    document: TextDocument,
    position: Position,
  ): Promise<{ prompt: Prompt; place: NamedRange } | null> {
    if (!this.#session.isPrompt(document)) return null;
    const { prompt } = await this.#session.upToDate(document);
    if (!prompt) return null;
    const { variableAt } = await engine();
    const place = variableAt(prompt, document.getText(), document.offsetAt(position));
    return place && { prompt, place };
  }
}

const rangeIn = (
  document: TextDocument,
  { range: { start, end } }: { readonly range: { readonly start: number; readonly end: number } },
): Range => new Range(document.positionAt(start), document.positionAt(end));
