/** What is wrong with an open prompt, at its place, and how it can be mended. */

import {
  CodeAction,
  CodeActionKind,
  Diagnostic,
  DiagnosticSeverity,
  l10n,
  languages,
  Range,
  Uri,
  workspace,
  WorkspaceEdit,
  type CodeActionContext,
  type CodeActionProvider,
  type Disposable,
  type TextDocument,
} from 'vscode';
import type { Finding, Fix } from '../../core/index.js';
import { isConfig, type ConfigFiles } from '../configFiles.js';
import { engine } from '../engine.js';
import type { Entry } from '../entry.js';
import type { Session } from '../session.js';
import { readSettings } from '../settings.js';
import { whyUnavailable } from '../trust.js';
import { uriOf } from '../fileUri.js';

const SETTLE_MS = 300;
const SEVERITY = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

export class PromptDiagnostics implements CodeActionProvider, Disposable {
  readonly #session: Session;
  readonly #shown = languages.createDiagnosticCollection('plumbline');
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #subscriptions: Disposable[];

  constructor(session: Session, configs: ConfigFiles) {
    this.#session = session;
    this.#subscriptions = [
      configs.onDidChange((uri) => {
        this.refresh();
        void this.#showConfig(uri);
      }),
      session.onDidChange(({ entry: { place }, part }) => {
        if (part === 'all' && place && place.trouble !== null)
          void this.#showConfig(configOf(place.root));
      }),
      workspace.onDidOpenTextDocument((document) => this.#soon(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.#soon(document)),
      workspace.onDidCloseTextDocument(({ uri }) => !isConfig(uri) && this.#shown.delete(uri)),
    ];
    this.refresh();
  }

  dispose(): void {
    this.#timers.forEach((timer) => clearTimeout(timer));
    [this.#shown, ...this.#subscriptions].forEach((each) => each.dispose());
  }

  refresh(): void {
    workspace.textDocuments.forEach((document) => this.#soon(document));
  }

  async provideCodeActions(
    document: TextDocument,
    range: Range,
    { diagnostics }: CodeActionContext,
  ): Promise<CodeAction[]> {
    if (!this.#session.isPrompt(document) && !isConfig(document.uri)) return [];
    const own = diagnostics.filter(({ source }) => source === 'Plumbline');
    const entry = await this.#session.upToDate(document);
    const findings = await findingsOf(entry, document);
    const here = findings.filter(
      (finding) => !isMarked(finding) && finding.range.line === range.start.line + 1,
    );
    const marked = own.flatMap((diagnostic) =>
      findings
        .filter(({ rule, message }) => rule === diagnostic.code && message === diagnostic.message)
        .map((finding) => ({ finding, diagnostic })),
    );
    const offered = [...marked, ...here.map((finding) => ({ finding, diagnostic: null }))];
    const actions = await Promise.all(
      offered.flatMap(({ finding, diagnostic }) =>
        finding.fixes.map((fix) => actionFor(document, entry, { fix, diagnostic })),
      ),
    );
    const few = offered.some(({ finding: { rule } }) => FEW_CASES.includes(rule));
    const suggests = few && (entry.prompt?.variables.length ?? 0) > 0;
    const about = own.filter(({ code }) => code === 'few-cases');
    return [
      ...actions.filter((action) => action !== null),
      ...(suggests && !whyUnavailable(document.uri) ? [suggestAction(document.uri, about)] : []),
    ];
  }

  #soon(document: TextDocument): void {
    if (!this.#session.isPrompt(document) && !isConfig(document.uri)) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => void this.#show(document), SETTLE_MS),
    );
  }

  /** Its errors stand in the list of problems whether it is open or not: every prompt below it depends on it. */
  async #showConfig(uri: Uri): Promise<void> {
    const document = await openIfThere(uri);
    if (document) this.#soon(document);
    else this.#shown.delete(uri);
  }

  async #show(document: TextDocument): Promise<void> {
    this.#timers.delete(document.uri.toString());
    if (document.isClosed && !isConfig(document.uri)) return;
    if (!readSettings(document.uri).diagnostics) return this.#shown.delete(document.uri);
    const findings = isConfig(document.uri)
      ? await findingsOfConfig(document)
      : await findingsOf(await this.#session.upToDate(document), document);
    this.#shown.set(
      document.uri,
      findings.filter(isMarked).map((finding) => diagnosticFor(document, finding)),
    );
  }
}

async function findingsOfConfig(document: TextDocument): Promise<readonly Finding[]> {
  const { lintPrompt, parseConfig } = await engine();
  const text = document.getText();
  const { problems } = parseConfig(text);
  return lintPrompt({ prompt: null, problems }, { text, config: {}, configText: text });
}

/** What the lens says instead: nothing in the text is wrong. */
const IN_THE_LENS = ['limit', 'missing-cases'];
const isMarked = ({ rule }: Finding) => !IN_THE_LENS.includes(rule);

/** What a model could help with. */
const FEW_CASES = ['few-cases', 'missing-cases'];

function suggestAction(uri: Uri, diagnostics: Diagnostic[]): CodeAction {
  const title = l10n.t('Suggest cases…');
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.diagnostics = diagnostics;
  action.command = { command: 'plumbline.suggestCases', title, arguments: [uri] };
  return action;
}

async function findingsOf(
  { place, prompt, problems, trouble }: Entry,
  document: TextDocument,
): Promise<readonly Finding[]> {
  if (trouble !== null || (!prompt && problems.length === 0)) return [];
  const { lintPrompt } = await engine();
  const config = place ? await configAt(place.root) : null;
  return lintPrompt(
    { prompt, problems },
    {
      text: document.getText(),
      config: place?.config ?? {},
      configText: config?.getText() ?? null,
    },
  );
}

const configOf = (root: string) => Uri.joinPath(uriOf(root), 'plumbline.yml');
const configAt = (root: string) => openIfThere(configOf(root));
const openIfThere = (uri: Uri) =>
  workspace.openTextDocument(uri).then(
    (document) => document,
    () => null,
  );

function diagnosticFor(
  document: TextDocument,
  { range, message, severity, rule }: Finding,
): Diagnostic {
  const start = document.positionAt(range.start);
  const end = range.end > range.start ? document.positionAt(range.end) : start;
  const line = document.lineAt(start).range;
  // A long message is underlined on its first line only.
  const shown = new Range(start, end.line > start.line || end.isEqual(start) ? line.end : end);
  const diagnostic = new Diagnostic(shown.isEmpty ? line : shown, message, SEVERITY[severity]);
  diagnostic.source = 'Plumbline';
  diagnostic.code = rule;
  return diagnostic;
}

async function actionFor(
  document: TextDocument,
  { place }: Entry,
  { fix, diagnostic }: { fix: Fix; diagnostic: Diagnostic | null },
): Promise<CodeAction | null> {
  const target = fix.file === 'prompt' ? document : place && (await configAt(place.root));
  if (!target) return null;
  const action = new CodeAction(fix.title, CodeActionKind.QuickFix);
  if (diagnostic) action.diagnostics = [diagnostic];
  action.isPreferred = diagnostic !== null && fix.file === 'prompt';
  action.edit = new WorkspaceEdit();
  for (const { start, end, text } of fix.edits)
    action.edit.replace(
      target.uri,
      new Range(target.positionAt(start), target.positionAt(end)),
      text,
      { label: l10n.t('Fix the prompt'), needsConfirmation: false },
    );
  return action;
}
