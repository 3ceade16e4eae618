/** A tool for the editor's chat: an agent that is about to use or to change a prompt measures it first, as a person would. */

import {
  l10n,
  LanguageModelTextPart,
  LanguageModelToolResult,
  lm,
  MarkdownString,
  Uri,
  workspace,
  type CancellationToken,
  type Disposable,
  type LanguageModelTool,
  type PreparedToolInvocation,
} from 'vscode';
import { UserError } from '../../core/errors.js';
import type { Entry } from '../entry.js';
import { engine } from '../engine.js';
import { toldOf } from '../estimates.js';
import { estimateRun, type EstimateTools, type RunEstimate } from '../runEstimate.js';
import { say } from '../say.js';
import type { Session } from '../session.js';
import { whyUnavailable } from '../trust.js';
import { uriOf } from '../fileUri.js';

export const PROMPT_TOOL = 'plumbline_test_prompt';

export interface PromptToolInput {
  /** From the workspace folder, or absolute. */
  readonly file: string;
}

export class PromptTool implements LanguageModelTool<PromptToolInput> {
  readonly #session: Session;
  readonly #tools: EstimateTools;

  constructor(session: Session, tools: EstimateTools) {
    this.#session = session;
    this.#tools = tools;
  }

  register(): Disposable {
    return lm.registerTool(PROMPT_TOOL, this);
  }

  /** The person at the editor is asked in any case: the test costs, and sends the prompt and its cases to its model. */
  async prepareInvocation({
    input,
  }: {
    readonly input: PromptToolInput;
  }): Promise<PreparedToolInvocation> {
    const entry = await this.#promptOf(input);
    const { estimate, name } = await this.#takes(entry);
    const lines = [
      estimate
        ? (await toldOf(estimate)).tooltip
        : l10n.t('What it takes is not known: no model, or recorded answers.'),
      ...(estimate?.findings() ?? []),
    ];
    return {
      invocationMessage: l10n.t('Testing the sensitivity of {0}', name),
      confirmationMessages: {
        title: l10n.t('Test the sensitivity of {0}?', name),
        message: new MarkdownString().appendText(lines.join('\n')),
      },
    };
  }

  /** No more is sent than was agreed to. Throws `UserError` where nothing was measured. */
  async invoke(
    { input }: { readonly input: PromptToolInput },
    token: CancellationToken,
  ): Promise<LanguageModelToolResult> {
    const entry = await this.#promptOf(input);
    const { uri } = entry;
    const { estimate } = await this.#takes(entry);
    const limits = estimate ? { calls: estimate.calls, usd: estimate.costUsd } : null;
    const cancelled = token.onCancellationRequested(() => this.#session.cancel(uri));
    try {
      const end = await this.#session.test(uri, {
        isAgreed: true,
        ...(limits && limits.calls > 0 ? { limits } : {}),
      });
      const { report, phase } = await this.#session.open(uri);
      if (end === 'busy') throw new UserError(l10n.t('A run of this prompt is under way.'));
      if (phase.kind === 'failed') throw new UserError(phase.failure.message);
      if (phase.kind === 'needsModel')
        throw new UserError(
          l10n.t('No model is selected. Select one in the panel, then ask again.'),
        );
      if (!report || end === 'nothing') throw new UserError(l10n.t('Nothing was measured.'));
      const { measuredText, viewOf } = await engine();
      return new LanguageModelToolResult([
        new LanguageModelTextPart(measuredText(viewOf(report, say))),
      ]);
    } finally {
      cancelled.dispose();
    }
  }

  async #takes(entry: Entry): Promise<{ estimate: RunEstimate | null; name: string }> {
    const { prompt, place, uri } = entry;
    const estimate = prompt && place ? await estimateRun({ prompt, place }, this.#tools) : null;
    return { estimate, name: place?.path ?? workspace.asRelativePath(uri) };
  }

  async #promptOf({ file }: PromptToolInput): Promise<Entry> {
    const uri = await inWorkspace(file);
    const why = whyUnavailable(uri);
    if (why) throw new UserError(why.reason);
    const document = await workspace.openTextDocument(uri);
    if (!this.#session.isPrompt(document))
      throw new UserError(l10n.t('{0} is not a prompt file.', file));
    return this.#session.upToDate(document);
  }
}

/** An agent names what it likes: only files of the workspace are read. Throws `UserError` for any other. */
async function inWorkspace(file: string): Promise<Uri> {
  const candidates = (workspace.workspaceFolders ?? []).map(({ uri }) =>
    /^(?:\/|[a-z]:[\\/])/i.test(file) ? uriOf(file) : Uri.joinPath(uri, file),
  );
  for (const uri of candidates) {
    const isFile = await workspace.fs.stat(uri).then(
      ({ type }) => (type & 1) === 1,
      () => false,
    );
    if (isFile && workspace.getWorkspaceFolder(uri)) return uri;
  }
  throw new UserError(l10n.t('No file {0} in this workspace.', file));
}
