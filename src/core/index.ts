/** The engine as its hosts see it. The command line imports single files, so that each command loads only what it needs. */

export { parseConfig, type Config } from './config.js';
export { ProviderError, UserError } from './errors.js';
export {
  createEvaluation,
  type Endpoint,
  type Evaluation,
  type EvaluationPorts,
  type Preparation,
} from './evaluate.js';
export { measureInfluence, prepareInfluence, type InfluencePreparation } from './influence.js';
export { costOf } from './plan/estimate.js';
export { personalDataIn } from './plan/findings.js';
export type { Plan } from './plan/planRun.js';
export { resolveRunSettings, type RunOverrides, type RunSettings } from './plan/runSettings.js';
export { trialKey } from './plan/trial.js';
export type { Clock } from './ports/clock.js';
export type { ChatRequest, Completion, ModelProvider } from './ports/model.js';
export type { AppendLog } from './ports/store.js';
export { withSurroundings, type SurroundingsReader } from './ports/surroundings.js';
export * from './library/library.js';
export { labelsOf } from './prompt/answerShape.js';
export { changedSince, fingerprint } from './prompt/fingerprint.js';
export { addCases, type CaseEdit } from './prompt/addCases.js';
export { isPromptName, readPrompt, rewordPrompt, type ParsedPrompt } from './prompt/formats.js';
export type { Message, NamedRange, Problem, Prompt } from './prompt/prompt.js';
export type { Tool } from './prompt/tools.js';
export {
  cellOf,
  changesBetween,
  firstCell,
  laidOut,
  promptChanges,
  type CellAddress,
} from './report/cell.js';
export { compareReports, DEFAULT_MARGIN } from './report/compare.js';
export { comparisonMarkdown, sideBySideMarkdown } from './report/compareMarkdown.js';
export { caseResults, type CaseResult } from './report/caseResults.js';
export type { Influence, InfluenceKind, InfluencePart } from './report/influence.js';
export { renderHtml } from './report/html.js';
export { renderMarkdown } from './report/markdown.js';
export { matrixOf } from './report/matrix.js';
export { readReport } from './report/readReport.js';
export { reliabilityOf } from './report/reliability.js';
export { effectId, type Report } from './report/report.js';
export { SHORTEST_TOLD_MS, waitText } from './report/waitText.js';
export type { OnWait } from './run/caller.js';
export { lastRun, summaryLine, summaryOf, type RunSummary } from './report/summary.js';
export { tallyOf } from './report/tally.js';
export { MOVED } from './report/verdict.js';
export { viewOf } from './report/view.js';
export {
  count,
  duration,
  interval,
  money,
  number,
  repeatsText,
  shotsName,
  thousands,
  variantName,
} from './report/words.js';
export { BudgetReached, spentBy } from './run/budget.js';
export { journalOn } from './run/journal.js';
export { NO_SIDE_USE, type SideUse } from './run/sideUse.js';
export type { Cache } from './run/cache.js';
export type { CompletedOutcome, Outcome } from './run/outcome.js';
export type { SourceEdit } from './prompt/edit.js';
export { diffLineByLine } from './text/lineDiff.js';
export { oneLine } from './text/printable.js';
export { writeToolCalls } from './text/toolCalls.js';
export { DEFAULT_COUNTS } from './variants/classes.js';
export {
  decideOn,
  freeze,
  generationsOf,
  keptOf,
  parseFrozen,
  placesOf,
  thawVariants,
  type FrozenVariants,
} from './variants/frozen.js';
export {
  exampleCount,
  FILE_SHOTS,
  headlineShots,
  nameOf as configurationName,
} from './variants/fewShot/configuration.js';
export { mostExamples } from './variants/fewShot/examples.js';
export { examplesEdit } from './variants/fewShot/examplesEdit.js';
export { WAYS } from './variants/fewShot/ways.js';
export { judgeWording, type TurnedDown } from './variants/gate.js';
export { ORIGINAL, shortfallText } from './variants/makeVariants.js';
export {
  decideOnCases,
  keepProposals,
  parseProposed,
  type ProposedCase,
  type ProposedCases,
} from './variants/proposedCases.js';
export { suggestCases, type Suggestions } from './variants/suggestCases.js';
export { partsOf, type PromptPart } from './variants/promptParts.js';
export { regateStale, type Regated } from './variants/refresh.js';
export type { GateResult, Variant } from './variants/variant.js';
