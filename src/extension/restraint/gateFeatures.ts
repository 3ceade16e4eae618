/** The gates of a `restraint:` block in the editor: what was measured for each, on hover, and what can be written. */

import {
  CompletionItem,
  CompletionItemKind,
  extensions,
  Hover,
  l10n,
  languages,
  MarkdownString,
  Range,
  type CompletionItemProvider,
  type Disposable,
  type HoverProvider,
  type Position,
  type TextDocument,
} from 'vscode';
import { isConfig } from '../configFiles.js';
import { engine } from '../engine.js';
import { restraintOf, type Entry } from '../entry.js';
import { PROMPT_DOCUMENTS } from '../promptFiles.js';
import { say } from '../say.js';
import type { Session } from '../session.js';

/** Completes from our schemas where it is installed. */
const YAML_EXTENSION = 'redhat.vscode-yaml';
/** Prompts shown of a team's settings. */
const MOST = 5;

export function gateFeatures(session: Session): Disposable[] {
  const documents = [PROMPT_DOCUMENTS, { pattern: '**/plumbline.yml' }].flat();
  const features = new GateFeatures(session);
  return [
    languages.registerHoverProvider(documents, features),
    languages.registerCompletionItemProvider(documents, features, ' ', '[', '{'),
  ];
}

class GateFeatures implements HoverProvider, CompletionItemProvider {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async provideHover(document: TextDocument, position: Position): Promise<Hover | null> {
    if (!this.#isOurs(document)) return null;
    const { gateAt, gateMeaning } = await engine();
    const text = document.getText();
    const found = gateAt(document.uri.path, text, document.offsetAt(position));
    if (!found) return null;
    const { gate, start, end } = found;
    const content = new MarkdownString();
    if (gate) content.appendText(gateMeaning(gate));
    const sections = isConfig(document.uri)
      ? await this.#ofPrompts(gate)
      : [await saidOf(await this.#session.upToDate(document), gate)];
    for (const each of sections) content.appendText(`\n\n${each}`);
    return new Hover(content, new Range(document.positionAt(start), document.positionAt(end)));
  }

  async provideCompletionItems(
    document: TextDocument,
    position: Position,
  ): Promise<CompletionItem[]> {
    const isElsewhere = document.languageId === 'yaml' && extensions.getExtension(YAML_EXTENSION);
    if (isElsewhere || !this.#isOurs(document)) return [];
    const { restraintCompletions } = await engine();
    const before = document.getText().slice(0, document.offsetAt(position));
    const { words, areKeys } = restraintCompletions(before) ?? { words: [], areKeys: false };
    return words.map((word) => {
      const item = new CompletionItem(
        word,
        areKeys ? CompletionItemKind.Property : CompletionItemKind.Value,
      );
      item.insertText = areKeys ? `${word}: ` : word;
      item.detail = 'Plumbline';
      return item;
    });
  }

  #isOurs(document: TextDocument): boolean {
    return isConfig(document.uri) || this.#session.isPrompt(document);
  }

  /** Defaults of a team are measured with its prompts: those that are open. */
  async #ofPrompts(gate: Parameters<typeof saidOf>[1]): Promise<readonly string[]> {
    const measured = this.#session.entries().filter((entry) => restraintOf(entry) !== null);
    if (measured.length === 0)
      return [l10n.t('Measured with each prompt. No prompt that is open was measured yet.')];
    return Promise.all(
      measured
        .slice(0, MOST)
        .map(async (entry) => `${entry.place?.path ?? ''}: ${await saidOf(entry, gate)}`),
    );
  }
}

/** What the prompt's last result says of a gate, and of what. */
async function saidOf(
  entry: Entry,
  gate: Parameters<Awaited<ReturnType<typeof engine>>['gateFindings']>[0],
): Promise<string> {
  const { answers, fingerprint, gateFindings } = await engine();
  const result = restraintOf(entry);
  const said = gateFindings(gate, result, say).join(' ');
  if (!result) return said;
  const { prompt } = entry;
  const isStale = prompt !== null && fingerprint(prompt.messages) !== result.prompt.fingerprint;
  const facts = [
    ...(result.models[0] ? [result.models[0].id] : []),
    answers(result.totals.completed, say),
    result.startedAt.slice(0, 10),
    ...(isStale ? [l10n.t('the prompt has changed since')] : []),
  ];
  return `${said}\n\n${facts.join(' · ')}`;
}
