/** Over the prompt: the test and its last result. Where a setting asks for it, over each case and variant: run only this. */

import type { Uri } from 'vscode';
import {
  CodeLens,
  EventEmitter,
  l10n,
  Range,
  type CodeLensProvider,
  type Disposable,
  type TextDocument,
} from 'vscode';
import type { Prompt } from '../core/index.js';
import { ago } from './ago.js';
import type { CommandId, Commands } from './commands.js';
import { engine } from './engine.js';
import { Estimates, type Told } from './estimates.js';
import { changeText } from './library/stateText.js';
import { estimateRun, type EstimateTools } from './runEstimate.js';
import { loadOf, type Entry } from './entry.js';
import { say } from './say.js';
import type { Session } from './session.js';
import { readSettings } from './settings.js';
import { whyUnavailable } from './trust.js';
import { pathOf, uriOf } from './fileUri.js';

export class PromptLenses implements CodeLensProvider, Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #session: Session;
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #estimates: Estimates;

  constructor(session: Session, tools: EstimateTools) {
    this.#session = session;
    this.#estimates = new Estimates({
      model: () => tools.models.chosen()?.model,
      work: async ({ prompt, place }) =>
        prompt && place ? estimateRun({ prompt, place }, tools) : null,
      onReady: () => this.#changed.fire(),
    });
    session.onDidChange(({ part }) => part === 'all' && this.#changed.fire());
  }

  refresh(): void {
    this.#changed.fire();
  }

  dispose(): void {
    this.#estimates.dispose();
    this.#changed.dispose();
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    const { codeLens, caseLenses } = readSettings(document.uri);
    if (!codeLens || !this.#session.isPrompt(document)) return [];
    const { uri } = document;
    const entry = await this.#session.upToDate(document);
    const { prompt, problems } = entry;
    const error = problems.find(({ severity }) => severity === 'error');
    if (!prompt || error) return error ? [problemLens(error)] : [];
    const lens = lensesAt(prompt.start.line);
    const unavailable = whyUnavailable(uri);
    if (unavailable) return [lens('plumbline.showProblem', unavailable.reason, unavailable.reason)];
    return [
      ...runLenses(lens, entry, await this.#estimates.of(entry)),
      ...noCasesLens(lens, entry, prompt),
      ...(await resultLens(lens, entry, prompt)),
      ...(await loadLens(lens, entry, prompt)),
      ...(caseLenses ? partLenses(uri, prompt) : []),
    ];
  }
}

function partLenses(uri: Uri, { cases, wordings }: Prompt): CodeLens[] {
  const target = uri.toString();
  const only = l10n.t('Run only this');
  return [
    ...cases.flatMap(({ id, range }) =>
      range ? [lensesAt(range.line)('plumbline.runOnlyCase', only, target, id)] : [],
    ),
    ...wordings.map(({ id, range }) =>
      lensesAt(range.line)('plumbline.runOnlyVariant', only, target, id),
    ),
  ];
}

const problemLens = ({ line, message }: { line: number; message: string }): CodeLens =>
  lensesAt(line)('plumbline.showProblem', l10n.t('Cannot be tested: {0}', message), message);

function runLenses(lens: Lens, { uri, phase }: Entry, estimate: Told | null): CodeLens[] {
  const target = uri.toString();
  if (phase.kind === 'idle' || phase.kind === 'failed' || phase.kind === 'needsModel') {
    const title = [`▷ ${l10n.t('Test sensitivity')}`, estimate?.title].filter(Boolean).join(' · ');
    const test = lens('plumbline.testSensitivity', title, target);
    if (test.command && estimate) test.command.tooltip = estimate.tooltip;
    return [test];
  }
  const title =
    phase.kind === 'running'
      ? l10n.t('Testing: {0} of {1} calls', phase.progress.done, phase.progress.planned)
      : phase.kind === 'preparing'
        ? l10n.t('Preparing…')
        : l10n.t('Waiting for your answer');
  return [
    lens('plumbline.showPanel', title, target),
    lens('plumbline.cancelRun', l10n.t('Cancel'), target),
  ];
}

/** Not a problem of the text, so nothing in it is marked. */
function noCasesLens(lens: Lens, { uri }: Entry, { cases, casesKey, variables }: Prompt) {
  if (cases.length > 0) return [];
  if (variables.length > 0)
    return [lens('plumbline.suggestCases', l10n.t('No cases yet: suggest some…'), uri)];
  const message = l10n.t('No cases yet: add rows under `{0}`', casesKey);
  return [lens('plumbline.showProblem', message, message)];
}

async function resultLens(lens: Lens, entry: Entry, prompt: Prompt) {
  const { uri, history, phase, place, baseline } = entry;
  if (phase.kind === 'running') return [];
  const { summaryLine, summaryOfBaseline, resultOf, lastRun } = await engine();
  const result = resultOf(prompt, {
    last: lastRun(history),
    baseline: baseline && {
      summary: summaryOfBaseline(baseline.accepted),
      stale: baseline.stale,
    },
    config: place?.config ?? {},
  });
  if (!result) return [];
  const { summary, changed, isBaseline } = result;
  const parts = [
    summaryLine(summary, say),
    ago(summary.startedAt),
    isBaseline ? l10n.t('baseline') : null,
    changed && changeText(changed),
  ];
  const text = parts.filter((part) => part !== null).join(' · ');
  return [lens('plumbline.showPanel', text, uri.toString())];
}

/** Of the prompt as it stands; nothing where it changed since. */
async function loadLens(lens: Lens, entry: Entry, { messages }: Prompt) {
  const load = loadOf(entry);
  if (!load) return [];
  const { fingerprint, loadLine } = await engine();
  return fingerprint(messages) === load.prompt.fingerprint
    ? [lens('plumbline.showPanel', loadLine(load, say), entry.uri.toString())]
    : [];
}

type Lens = ReturnType<typeof lensesAt>;

/** Lines count from 1, as in the engine. */
const lensesAt =
  (line: number) =>
  <Id extends CommandId>(id: Id, title: string, ...args: Commands[Id]): CodeLens =>
    new CodeLens(new Range(line - 1, 0, line - 1, 0), { command: id, title, arguments: args });

/** In the file of kept wordings: what to do with each. */
export class WordingLenses implements CodeLensProvider {
  readonly #promptOf: (file: string) => Promise<string | null>;

  constructor(promptOf: (file: string) => Promise<string | null>) {
    this.#promptOf = promptOf;
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    const { placesOf } = await engine();
    const prompt = await this.#promptOf(pathOf(document.uri));
    if (prompt === null || !readSettings(document.uri).codeLens) return [];
    const uri = uriOf(prompt).toString();
    return placesOf(document.getText()).flatMap(({ id, status, line }) => {
      const lens = lensesAt(line);
      const approve = lens('plumbline.approveWording', l10n.t('Approve'), uri, id);
      const reject = lens('plumbline.rejectWording', l10n.t('Reject'), uri, id);
      const only = lens('plumbline.runOnlyVariant', l10n.t('Run only this'), uri, id);
      const apply = lens('plumbline.applyWording', l10n.t('Apply to file'), uri, id);
      if (status === 'pending') return [approve, reject];
      return status === 'approved' ? [only, apply, reject] : [approve];
    });
  }
}
