/** The engine as its hosts see it. The command line imports single files, so that each command loads only what it needs. */

export { parseConfig, type Config } from './prompt/settings/config.js';
export { ProviderError, UserError } from './errors.js';
export type { Endpoint } from './models/endpoint.js';
export type { Capabilities } from './models/capabilities.js';
export { keyNameFor, KNOWN_PROVIDERS, type KnownProvider } from './models/knownProviders.js';
export { addModel, type NewModel } from './library/addModel.js';
export { sourcesWithoutModel, type Design } from './plan/design.js';
export { systemClock } from './ports/systemClock.js';
export { decodeText } from './text/decodeText.js';
export { openCalls, type Calls } from './run/openCalls.js';
export type { Preflight, RunHost, RunStep } from './run/runHost.js';
export type { PartOfRun, RunRequest } from './run/runRequest.js';
export { cachedCalls } from './run/workflow.js';
export { runStudy, type Study, type Subject } from './study.js';
export { STUDIES, type StudyRow } from './studies/studies.js';
export type { StudyResult } from './studies/studyResult.js';
export { readResults, viewsFor, type KeptStudy } from './library/keptResults.js';
export type { PromptStore } from './library/promptStore.js';
export { journalOf, overridesOfRun, rescore } from './studies/sensitivity/rescore.js';
export { type RunMark } from './studies/sensitivity/history.js';
export { sensitivity } from './studies/sensitivity/sensitivity.js';
export { verdictKind, type VerdictKind } from './studies/sensitivity/verdict.js';
export { verdictWord } from './studies/sensitivity/verdictWords.js';
export { noteText } from './words/notes.js';
export type { Say } from './say/say.js';
export { shotsSentence } from './words/shotsSentence.js';
export type { StudyView } from './words/studyView.js';
export { withoutCached } from './plan/planEstimate.js';
export { changeSaid } from './words/changeSaid.js';
export { failureSaid } from './words/failureSaid.js';
export { findingSaid } from './words/findingSaid.js';
export { imagesText } from './prompt/images/shownImages.js';
export { CHARACTERS_PER_TOKEN, costOf } from './plan/callEstimate.js';
export { personalDataIn } from './plan/personalData.js';
export type { Plan } from './plan/planRun.js';
export { resolveRunSettings, type RunOverrides, type RunSettings } from './plan/runSettings.js';
export { trialKey } from './plan/trial.js';
export type { Clock } from './ports/clock.js';
export type { ChatRequest, Completion, ModelProvider, ToolTurn } from './ports/model.js';
export type { AppendLog } from './ports/store.js';
export { withSurroundings, type SurroundingsReader } from './ports/surroundings.js';
export * from './library/library.js';
export { labelsOf } from './prompt/answerShape.js';
export { plannedTrials } from './plan/design.js';
export { smallestEdit } from './prompt/edit.js';
export { changedSince, fingerprint } from './prompt/fingerprint.js';
export { addCases, type CaseEdit } from './prompt/cases/addCases.js';
export { changeMessages } from './prompt/formats/changeMessages.js';
export {
  isPromptName,
  readPrompt,
  rewordPrompt,
  type ParsedPrompt,
} from './prompt/formats/formats.js';
export type { NamedRange, Problem, Prompt } from './prompt/prompt.js';
export type { Message } from './ports/model.js';
export type { Tool } from './ports/model.js';
export {
  cellOf,
  changesBetween,
  firstCell,
  laidOut,
  promptChanges,
  type CellAddress,
} from './report/cell.js';
export { compareReports, DEFAULT_MARGIN } from './studies/comparison/compare.js';
export { asMeasured } from './studies/baseline/asMeasured.js';
export { beforeAndNowText } from './studies/comparison/checkedWords.js';
export { checkMarkdown } from './report/checkMarkdown.js';
export { comparisonMarkdown, sideBySideMarkdown } from './report/compareMarkdown.js';
export { caseResults, type CaseResult } from './report/caseResults.js';
export type { Influence, InfluenceKind, InfluencePart } from './studies/influence/schema.js';
export { partFigures, partSentence } from './studies/influence/words.js';
export { renderHtml } from './report/html.js';
export { fittedMarkdown, markdownSections } from './report/markdown.js';
export { matrixOf } from './report/matrix.js';
export { readReport } from './studies/sensitivity/readReport.js';
export { reliabilityOf } from './report/reliabilityCurve.js';
export { effectId, type Report } from './studies/sensitivity/schema.js';
export { SHORTEST_TOLD_MS, waitText } from './report/waitText.js';
export type { OnWait } from './run/caller.js';
export {
  isInTrend,
  isResult,
  lastRun,
  summaryLine,
  summaryOf,
  unfinishedRun,
  type RunSummary,
} from './studies/sensitivity/summary.js';
export { tallyOf } from './report/tally.js';
export { MOVED } from './score/thresholds.js';
export { viewOf } from './report/view.js';
export { measuredText } from './report/measuredText.js';
export { count, duration, interval, money, number, thousands, variantName } from './say/figures.js';
export { repeatsText, shotsName } from './words/planWords.js';
export { answers, calls, cases, orders, prompts, recordedAnswers } from './say/plural.js';
export { caseTitle } from './text/caseTitle.js';
export { BudgetReached } from './run/budget.js';
export type { Cache } from './run/cache.js';
export type { CompletedOutcome, Outcome } from './run/outcome.js';
export type { SourceEdit } from './prompt/edit.js';
export { diffLineByLine } from './text/lineDiff.js';
export { oneLine } from './text/printable.js';
export { writeToolCalls } from './text/toolCalls.js';
export { DEFAULT_COUNTS } from './variants/classes/classes.js';
export {
  decideOn,
  withoutVariant,
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
} from './variants/shots/configuration.js';
export { maxExamples } from './variants/shots/examples.js';
export { excludeVariants, isRuleMade } from './variants/excluded.js';
export { examplesEdit } from './variants/shots/examplesEdit.js';
export { SELECTIONS } from './variants/shots/selection.js';
export { importWordings, type Imported } from './variants/imported/importWordings.js';
export { checkWording, type TurnedDown } from './variants/meaning/meaningCheck.js';
export { ORIGINAL } from './variants/makeVariants.js';
export { shortfallText } from './words/shortfall.js';
export {
  decideOnCases,
  keepProposals,
  parseProposed,
  type ProposedCase,
  type ProposedCases,
} from './library/cases/proposedCases.js';
export { suggestCases, type Suggestions } from './library/cases/suggestCases.js';
export { partsOf, type PromptPart } from './variants/promptParts.js';
export { recheckStale, type Rechecked } from './variants/meaning/recheckStale.js';
export type { GateResult, Variant } from './variants/variant.js';
export { libraryReport, type ReportedEntry } from './library/report/libraryReport.js';
export type { LibraryAdvice } from './library/report/libraryAdvice.js';
export { reasonText } from './library/report/libraryReportText.js';
export { libraryMarkdown } from './library/report/renderLibraryReport.js';
export { instructionPlaces, loadLine } from './studies/load/places.js';
export type { Load } from './studies/load/schema.js';
export type { AdherenceLevel } from './studies/load/words.js';
export { gateAt, gateFindings, gateMeaning } from './studies/restraint/gatePlaces.js';
export type { Restraint } from './studies/restraint/schema.js';
export { restraintCompletions } from './prompt/settings/restraintCompletions.js';
