/** Over the prompt: the test and its last result. Over each case and each approved wording: run only this. */

import {
  CodeLens,
  EventEmitter,
  l10n,
  Range,
  type CodeLensProvider,
  type Command,
  type Disposable,
  type TextDocument,
} from 'vscode';
import { ago } from './ago.js';
import type { CommandId, Commands } from './commands.js';
import { engine } from './engine.js';
import { isPromptDocument } from './promptFiles.js';
import type { Entry, Session } from './session.js';
import { readSettings } from './settings.js';
import { whyUnavailable } from './trust.js';

export class PromptLenses implements CodeLensProvider, Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #session: Session;
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(session: Session) {
    this.#session = session;
    session.onDidChange(({ part }) => part === 'all' && this.#changed.fire());
  }

  refresh(): void {
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    if (!readSettings(document.uri).codeLens || !isPromptDocument(document)) return [];
    const { parsePrompt } = await engine();
    const { uri } = document;
    const { prompt, problems } = parsePrompt(document.uri.path, document.getText());
    const error = problems.find(({ severity }) => severity === 'error');
    if (!prompt || error) return error ? [problemLens(error)] : [];
    const entry = this.#session.peek(uri) ?? (await this.#session.refresh(uri));
    const line = prompt.start.line - 1;
    const unavailable = whyUnavailable(uri);
    if (unavailable)
      return [
        lens(line, command('plumbline.showProblem', unavailable.reason, [unavailable.reason])),
      ];
    const main = [...runLenses(line, entry), ...(await resultLens(line, entry, prompt))];
    const only = l10n.t('Run only this');
    const cases = prompt.cases.flatMap(({ id, range }) =>
      range
        ? [lens(range.line - 1, command('plumbline.runOnlyCase', only, [uri.toString(), id]))]
        : [],
    );
    const wordings = prompt.wordings.map(({ id, range }) =>
      lens(range.line - 1, command('plumbline.runOnlyVariant', only, [uri.toString(), id])),
    );
    return [...main, ...cases, ...wordings];
  }
}

function problemLens({ line, message }: { line: number; message: string }): CodeLens {
  return lens(
    line - 1,
    command('plumbline.showProblem', l10n.t('Cannot be tested: {0}', message), [message]),
  );
}

function runLenses(line: number, { uri, phase }: Entry): CodeLens[] {
  const target = uri.toString();
  if (phase.kind === 'running') {
    const { done, planned } = phase.progress;
    return [
      lens(
        line,
        command('plumbline.showPanel', l10n.t('Testing: {0} of {1} calls', done, planned), [
          target,
        ]),
      ),
      lens(line, command('plumbline.cancelRun', l10n.t('Cancel'), [target])),
    ];
  }
  if (phase.kind === 'preparing' || phase.kind === 'preflight') {
    const title =
      phase.kind === 'preparing' ? l10n.t('Preparing…') : l10n.t('Waiting for your answer');
    return [
      lens(line, command('plumbline.showPanel', title, [target])),
      lens(line, command('plumbline.cancelRun', l10n.t('Cancel'), [target])),
    ];
  }
  return [
    lens(line, command('plumbline.testSensitivity', `▷ ${l10n.t('Test sensitivity')}`, [target])),
  ];
}

async function resultLens(
  line: number,
  { uri, history, phase }: Entry,
  prompt: NonNullable<Entry['prompt']>,
) {
  const last = history.at(-1);
  if (phase.kind === 'running' || !last) return [];
  const { summaryLine, fingerprint, casesFingerprint } = await engine();
  const changed =
    fingerprint(prompt.messages) !== last.fingerprint
      ? l10n.t('prompt changed since')
      : last.casesFingerprint !== null && casesFingerprint(prompt) !== last.casesFingerprint
        ? l10n.t('cases changed since')
        : null;
  const parts = [summaryLine(last), ago(last.startedAt), changed].filter((part) => part !== null);
  return [lens(line, command('plumbline.showPanel', parts.join(' · '), [uri.toString()]))];
}

const lens = (line: number, action: Command) => new CodeLens(new Range(line, 0, line, 0), action);

function command<Id extends CommandId>(id: Id, title: string, args: Commands[Id]): Command {
  return { command: id, title, arguments: args };
}

/** In the file of kept wordings: what to do with each. */
export class WordingLenses implements CodeLensProvider {
  readonly #promptOf: (file: string) => Promise<string | null>;

  constructor(promptOf: (file: string) => Promise<string | null>) {
    this.#promptOf = promptOf;
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    const { placesOf } = await engine();
    const prompt = await this.#promptOf(document.uri.fsPath);
    if (prompt === null || !readSettings(document.uri).codeLens) return [];
    const target = document.uri.with({
      path: document.uri.path.replace(/\/\.plumbline\/variants\/(.+)\.yml$/, '/$1'),
    });
    const uri = target.toString();
    return placesOf(document.getText()).flatMap(({ id, status, line }) => {
      const approve = lens(
        line - 1,
        command('plumbline.approveWording', l10n.t('Approve'), [uri, id]),
      );
      const reject = lens(
        line - 1,
        command('plumbline.rejectWording', l10n.t('Reject'), [uri, id]),
      );
      const only = lens(
        line - 1,
        command('plumbline.runOnlyVariant', l10n.t('Run only this'), [uri, id]),
      );
      const apply = lens(
        line - 1,
        command('plumbline.applyWording', l10n.t('Apply to file'), [uri, id]),
      );
      if (status === 'pending') return [approve, reject];
      return status === 'approved' ? [only, apply, reject] : [approve];
    });
  }
}
