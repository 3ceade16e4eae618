/** The library's exports for hosts. */

export { codeSnippets, type CodeSnippet } from './codeSnippets.js';
export { EXPORTERS, fileStem, type Exporter } from './export/exporters.js';
export {
  baselineOf,
  baselineText,
  summaryOfBaseline,
  type Baseline,
} from '../studies/baseline/baseline.js';
export { readBaseline } from '../studies/baseline/readBaseline.js';
export { acceptable } from './baseline/acceptable.js';
export { baselineFigures } from './baseline/figures.js';
export { heldAgainst } from './baseline/heldAgainst.js';
export { fingerprintsOf, staleness, type Staleness } from './baseline/staleness.js';
export { treatAsPrompt } from './treatAsPrompt.js';
export { belongsToLibrary, LibraryIndex } from './libraryIndex.js';
export { resultOf, type LibraryEntry } from './libraryEntry.js';
export type { Finding, Fix } from './lint/finding.js';
export { lintPrompt } from './lint/lint.js';
export { newConfig } from './newConfig.js';
export { outlineOf, type OutlineItem } from './outline.js';
export type { Change, PromptState } from './promptState.js';
export { renameVariable, type FileEdits } from './renameVariable.js';
export { TEMPLATES, type PromptTemplate } from './templates.js';
export {
  definitionOf,
  isInMessage,
  isVariableName,
  variableAt,
  variableFacts,
  variableUses,
  whyNotRenamed,
} from './variablePlaces.js';
