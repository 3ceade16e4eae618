/** Every command with the arguments it takes. A test compares the ids with `package.json`. */

import type { CellAddress } from '../core/index.js';
import type { SuggestHow } from './cases/suggestCases.js';

export interface Commands {
  'plumbline.testSensitivity': [target?: unknown];
  /** Of a folder or a group of the library; without one it is asked for. */
  'plumbline.testFolder': [folder?: unknown];
  'plumbline.testStale': [];
  /** Tests the prompts whose baseline no longer applies, and holds them against it. */
  'plumbline.checkChanged': [];
  'plumbline.libraryReport': [];
  'plumbline.tryLibraryAdvice': [advice?: number];
  'plumbline.acceptBaseline': [target?: unknown];
  'plumbline.compareBaseline': [target?: unknown];
  'plumbline.showPanel': [target?: unknown];
  'plumbline.lockPanel': [];
  'plumbline.followPrompt': [];
  'plumbline.runOnlyCase': [uri: string, caseId: string];
  'plumbline.runOnlyVariant': [uri: string, variant: string];
  'plumbline.resumeRun': [target?: unknown];
  'plumbline.cancelRun': [target?: unknown];
  'plumbline.chooseModel': [];
  'plumbline.useModel': [choice: unknown];
  'plumbline.useTrialModel': [];
  /** Without a name it is asked for; with a prompt, its run goes on afterwards. */
  'plumbline.enterKey': [name?: unknown, uri?: string];
  'plumbline.addModel': [];
  /** Selects a model for a run that needs one, and begins it. */
  'plumbline.giveModel': [uri: string, how: 'trial' | 'add' | 'choose'];
  'plumbline.forgetKeys': [];
  'plumbline.approveWording': [uri: string, variant: string];
  'plumbline.rejectWording': [uri: string, variant: string];
  'plumbline.applyWording': [uri: string, variant: string];
  'plumbline.editWording': [uri: string, variant: string];
  /** Without `text`, what is in the clipboard. */
  'plumbline.pasteVariant': [target?: unknown, text?: string];
  'plumbline.addExamples': [uri: string, shots: string];
  'plumbline.applyChange': [uri: string, study: string];
  'plumbline.compareShots': [target?: unknown];
  'plumbline.suggestCases': [target?: unknown, how?: SuggestHow];
  'plumbline.measureInfluence': [target?: unknown];
  'plumbline.runStudy': [target: unknown, study: string];
  'plumbline.clearInfluence': [target?: unknown];
  'plumbline.openAnswerDiff': [uri: string, cell: CellAddress];
  'plumbline.exportReport': [target?: unknown];
  'plumbline.openReport': [target?: unknown];
  'plumbline.createSample': [];
  /** `runs`: names of kept reports; without them they are asked for. */
  'plumbline.compareRuns': [target?: unknown, runs?: readonly string[]];
  /** What is not given is asked for. */
  'plumbline.newPrompt': [template?: string, name?: string];
  'plumbline.treatAsPrompt': [target?: unknown];
  'plumbline.duplicatePrompt': [target?: unknown];
  'plumbline.renamePrompt': [target?: unknown, name?: string];
  'plumbline.revealPrompt': [target?: unknown];
  'plumbline.copyPromptPath': [target?: unknown];
  /** With what is kept for it, after a question. */
  'plumbline.deletePrompt': [target?: unknown];
  /** The kept runs of a prompt: open, pin, delete. */
  'plumbline.manageRuns': [target?: unknown];
  /** `how`: `text`, `file`, or the id of an SDK. */
  'plumbline.insertPrompt': [target?: unknown, how?: string];
  'plumbline.copyAsCode': [target?: unknown, sdk?: string];
  'plumbline.exportPrompt': [target?: unknown, format?: string];
  'plumbline.groupLibrary': [];
  'plumbline.filterLibrary': [];
  'plumbline.clearLibraryFilter': [];
  'plumbline.showProblem': [message: string];
  'plumbline.showLog': [];
}

export type CommandId = keyof Commands;
