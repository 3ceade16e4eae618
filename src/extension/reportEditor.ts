/** A report file, opened by itself: the panel, without what needs the prompt. */

import {
  commands,
  l10n,
  Uri,
  window,
  workspace,
  type CustomTextEditorProvider,
  type ExtensionContext,
  type LogOutputChannel,
  type TextDocument,
  type WebviewPanel,
} from 'vscode';
import { isUserError } from '../core/errors.js';
import type { Report } from '../core/index.js';
import type { PanelState, ToPanel } from '../protocol.js';
import { engine } from './engine.js';
import { exportReport } from './exportReport.js';
import { readFromPanel } from './fromPanel.js';
import { stringsOfBundle } from './panel.js';
import { panelHtml } from './panelHtml.js';
import { cellPanelOf, fileStateOf, type Chosen } from './panelState.js';
import { showError } from './showError.js';

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
    const send = (message: ToPanel) => void view.webview.postMessage(message);
    const draw = async () => send({ kind: 'state', state: await stateOf(document, chosen) });
    const fail = (error: unknown) => showError(error, this.#log);
    view.webview.options = {
      enableScripts: true,
      localResourceRoots: [Uri.joinPath(extensionUri, 'dist')],
    };
    view.webview.onDidReceiveMessage(async (value: unknown) => {
      const message = readFromPanel(value);
      try {
        if (message?.kind === 'ready') await draw();
        else if (message?.kind === 'choose') {
          chosen = message.cell;
          const { readReport } = await engine();
          const report = readReport(document.getText(), nameOf(document));
          send({
            kind: 'cell',
            cell: cellPanelOf(report, { chosen, prompt: null, core: await engine() }),
          });
        } else if (message?.kind === 'export') {
          const { readReport } = await engine();
          await exportReport(readReport(document.getText(), nameOf(document)), document.uri);
        } else if (message?.kind === 'showLog') await commands.executeCommand('plumbline.showLog');
      } catch (error) {
        fail(error);
      }
    });
    const watching = workspace.onDidChangeTextDocument(({ document: changed }) => {
      if (changed === document) void draw().catch(fail);
    });
    view.onDidDispose(() => watching.dispose());
    view.webview.html = panelHtml(view.webview, extensionUri, null);
  }
}

const nameOf = ({ uri }: TextDocument) => workspace.asRelativePath(uri);

async function stateOf(document: TextDocument, chosen: Chosen | null): Promise<PanelState> {
  const { readReport } = await engine();
  let report: Report;
  try {
    report = readReport(document.getText(), nameOf(document));
  } catch (error) {
    if (!isUserError(error)) throw error;
    return {
      title: nameOf(document),
      path: null,
      model: null,
      phase: { kind: 'unavailable', reason: error.message, trust: false },
      report: null,
      cell: null,
      stale: null,
      review: [],
      history: [],
      readOnly: true,
      strings: stringsOfBundle(),
    };
  }
  return fileStateOf(report, { chosen, strings: stringsOfBundle() });
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
