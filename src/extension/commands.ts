/** Every command with the arguments it takes. A test compares the ids with `package.json`. */

import type { CellAddress } from '../core/index.js';

export interface Commands {
  'plumbline.testSensitivity': [target?: unknown];
  'plumbline.showPanel': [target?: unknown];
  'plumbline.runOnlyCase': [uri: string, caseId: string];
  'plumbline.runOnlyVariant': [uri: string, variant: string];
  'plumbline.resumeRun': [target?: unknown];
  'plumbline.cancelRun': [target?: unknown];
  'plumbline.chooseModel': [];
  'plumbline.useModel': [choice: unknown];
  'plumbline.useTrialModel': [];
  'plumbline.enterKey': [];
  'plumbline.forgetKeys': [];
  'plumbline.approveWording': [uri: string, variant: string];
  'plumbline.rejectWording': [uri: string, variant: string];
  'plumbline.applyWording': [uri: string, variant: string];
  'plumbline.editWording': [uri: string, variant: string];
  'plumbline.openAnswerDiff': [uri: string, cell: CellAddress];
  'plumbline.exportReport': [target?: unknown];
  'plumbline.openReport': [target?: unknown];
  'plumbline.createSample': [];
  'plumbline.showProblem': [message: string];
  'plumbline.showLog': [];
}

export type CommandId = keyof Commands;
