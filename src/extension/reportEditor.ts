/** A report file, opened by itself: the panel, without what needs the prompt. */

import {
  commands,
  l10n,
  window,
  type Uri,
  workspace,
  type CustomTextEditorProvider,
  type ExtensionContext,
  type LogOutputChannel,
  type TextDocument,
  type WebviewPanel,
} from 'vscode';
import { isUserError } from '../core/errors.js';
import type { Report } from '../core/index.js';
import type { FromPanel, PanelState, ToPanel } from '../protocol.js';
import { engine } from './engine.js';
import { exportReport } from './exportReport.js';
import { panelHtml, webviewOptions } from './panelHtml.js';
import { cellPanelOf, fileStateOf, unreadableFileState, type Chosen } from './panelState.js';
import { showError } from './showError.js';
import { say } from './say.js';

export const REPORT_EDITOR = 'plumbline.report';

export class ReportEditor implements CustomTextEditorProvider {
  readonly #context: ExtensionContext;
  readonly #log: LogOutputChannel;

  constructor(context: ExtensionContext, log: LogOutputChannel) {
    this.#context = context;
    this.#log = log;
  }

  resolveCustomTextEditor(document: TextDocument, view: WebviewPanel): void {
    const { extensionUri } = this.#context;
    let chosen: Chosen | null = null;
    const read = readerOf(document);
    const send = (message: ToPanel) => void view.webview.postMessage(message);
    const draw = async () => send({ kind: 'state', state: await stateOf(document, read, chosen) });
    const fail = (error: unknown) => showError(error, this.#log);
    const receive = async (message: FromPanel | null) => {
      if (message?.kind === 'ready') await draw();
      else if (message?.kind === 'choose') {
        chosen = message.cell;
        const core = await engine();
        send({ kind: 'cell', cell: cellPanelOf(await read(), { chosen, prompt: null, core }) });
      } else if (message?.kind === 'export') await exportReport(await read(), document.uri);
      else if (message?.kind === 'showLog') await commands.executeCommand('plumbline.showLog');
    };
    view.webview.options = webviewOptions(extensionUri);
    view.webview.onDidReceiveMessage((value: unknown) => {
      void import('./fromPanel.js')
        .then(({ readFromPanel }) => receive(readFromPanel(value)))
        .catch(fail);
    });
    const watching = workspace.onDidChangeTextDocument(({ document: changed }) => {
      if (changed === document) void draw().catch(fail);
    });
    view.onDidDispose(() => watching.dispose());
    view.webview.html = panelHtml(view.webview, extensionUri, null);
  }
}

const nameOf = ({ uri }: TextDocument) => workspace.asRelativePath(uri);

type Read = () => Promise<Report>;

/** Reads the document once for each of its versions. Throws `UserError` when it is no report. */
function readerOf(document: TextDocument): Read {
  let known: { version: number; report: Report } | null = null;
  return async () => {
    const { readReport } = await engine();
    const { version } = document;
    if (known?.version !== version)
      known = { version, report: readReport(document.getText(), nameOf(document)) };
    return known.report;
  };
}

async function stateOf(
  document: TextDocument,
  read: Read,
  chosen: Chosen | null,
): Promise<PanelState> {
  try {
    return await fileStateOf(await read(), chosen);
  } catch (error) {
    if (!isUserError(error)) throw error;
    return unreadableFileState(nameOf(document), error.sentence(say));
  }
}

/** Opens any JSON file as a report; asks which where none is named. */
export async function openReport(target: Uri | null): Promise<void> {
  const [picked] = target
    ? [target]
    : ((await window.showOpenDialog({
        title: l10n.t('Open report'),
        filters: { JSON: ['json'] },
      })) ?? []);
  if (picked) await commands.executeCommand('vscode.openWith', picked, REPORT_EDITOR);
}
