/** What a click in the panel asks of the editor's own parts: files, diffs, pickers. True where it was done and should be said. */

import { commands, ViewColumn, window, workspace, type Uri } from 'vscode';
import type { FromPanel } from '../protocol.js';
import { openPart } from './influence/openPart.js';
import type { Session } from './session.js';

export async function delegateAction(
  message: FromPanel,
  uri: Uri,
  session: Session,
): Promise<unknown> {
  const id = uri.toString();
  switch (message.kind) {
    case 'openPrompt':
      await window.showTextDocument(await workspace.openTextDocument(uri), ViewColumn.One);
      return;
    case 'openDiff':
      return commands.executeCommand('plumbline.openAnswerDiff', id, message.cell);
    case 'applyWording':
      return commands.executeCommand('plumbline.applyWording', id, message.variant);
    case 'editWording':
      return commands.executeCommand('plumbline.editWording', id, message.variant);
    case 'addExamples':
      return commands.executeCommand('plumbline.addExamples', id, message.shots);
    case 'compareRuns':
      return commands.executeCommand('plumbline.compareRuns', uri);
    case 'acceptBaseline':
      return commands.executeCommand('plumbline.acceptBaseline', uri);
    case 'compareBaseline':
      return commands.executeCommand('plumbline.compareBaseline', uri);
    case 'suggestCases':
      return commands.executeCommand('plumbline.suggestCases', uri);
    case 'compareShots':
      return commands.executeCommand('plumbline.compareShots', uri);
    case 'applyChange':
      return commands.executeCommand('plumbline.applyChange', id, message.study);
    case 'runStudy':
      return commands.executeCommand('plumbline.runStudy', uri, message.study);
    case 'clearInfluence':
      return commands.executeCommand('plumbline.clearInfluence', uri);
    case 'openPart':
      return openPart(session, uri, message.part);
    case 'export':
      return commands.executeCommand('plumbline.exportReport', uri);
    case 'giveModel':
      return commands.executeCommand('plumbline.giveModel', id, message.how);
    case 'enterKey':
      return commands.executeCommand('plumbline.enterKey', message.name, id);
    case 'pickModel':
      return commands.executeCommand('plumbline.chooseModel');
    case 'showLog':
      return commands.executeCommand('plumbline.showLog');
    case 'manageTrust':
      return commands.executeCommand('workbench.trust.manage');
    default:
      return undefined;
  }
}

/** A button of the panel by what it asks for. */
export const buttonOf = (message: FromPanel): string =>
  'variant' in message
    ? `${message.kind}/${message.variant}`
    : 'shots' in message
      ? `${message.kind}/${message.shots?.toString()}`
      : 'study' in message
        ? `${message.kind}/${message.study}`
        : message.kind;
