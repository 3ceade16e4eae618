/** The commands: each finds what it is meant for and hands it to the session. */

import { commands, l10n, Uri, window, type Disposable, type TextDocument } from 'vscode';
import { UserError } from '../core/errors.js';
import { openAnswerDiff } from './answerDiff.js';
import { acceptBaseline } from './baselines/acceptBaseline.js';
import { checkChanged } from './baselines/checkChanged.js';
import { showLibraryReport, tryLibraryAdvice } from './library/libraryReport.js';
import { comparisonWithBaseline } from './baselines/checkDocuments.js';
import { testFolder, testStale } from './batch/testSeveral.js';
import { suggestCases } from './cases/suggestCases.js';
import { compareRuns, showBeside } from './compareRuns.js';
import { addExamples, applyChange, applyWording, editWording } from './edits.js';
import { exportReport } from './exportReport.js';
import type { CommandTools, Handlers } from './commandTools.js';
import { manageRuns } from './manageRuns.js';
import { modelCommands } from './modelCommands.js';
import { targetOf } from './promptFiles.js';
import {
  chosenPrompt,
  copyAsCode,
  duplicatePrompt,
  exportPrompt,
  insertPrompt,
  newPrompt,
  renamePrompt,
} from './library/libraryCommands.js';
import { copyPromptPath, deletePrompt, revealPrompt } from './library/fileCommands.js';
import { treatFileAsPrompt } from './library/treatFile.js';
import { openReport } from './reportEditor.js';
import { createSample } from './sample.js';
import { chooseShots } from './shots/compareShots.js';
import { showError } from './showError.js';
import type { TestRequest } from './testRequest.js';
import { pasteVariant } from './wordings/pasteVariant.js';

export function registerCommands(tools: CommandTools): Disposable[] {
  const { log } = tools;
  return Object.entries(handlers(tools)).map(([id, handler]) =>
    commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        return await (handler as (...all: unknown[]) => Promise<unknown> | undefined)(...args);
      } catch (error) {
        showError(error, log);
        return undefined;
      }
    }),
  );
}

const handlers = (tools: CommandTools): Handlers => ({
  ...runCommands(tools),
  ...modelCommands(tools),
  ...wordingCommands(tools),
  ...reportCommands(tools),
  ...libraryCommands(tools),
});

/** The prompt a command is meant for. Throws `UserError` where there is none. */
function targetIn({ panels, session }: CommandTools, argument: unknown): Uri {
  const isPrompt = (document: TextDocument) => session.isPrompt(document);
  const uri = targetOf(argument, panels.activePrompt(), isPrompt);
  if (uri) return uri;
  throw new UserError(l10n.t('Open a prompt file first, for example triage.prompt.yml.'));
}

function runCommands(tools: CommandTools) {
  const { session, heatStrip, panels, libraries } = tools;
  const target = (argument: unknown) => targetIn(tools, argument);
  const test = (uri: Uri, request: TestRequest = {}) => {
    panels.show(uri);
    return session.test(uri, request);
  };
  const study = async (uri: Uri, id: string) => {
    panels.show(uri);
    if (id === 'influence') await heatStrip.show(uri);
    await session.runStudy(uri, id);
  };
  return {
    'plumbline.testSensitivity': (argument) => test(target(argument)),
    'plumbline.testFolder': (argument) => testFolder(argument, tools),
    'plumbline.testStale': () => testStale(tools),
    'plumbline.checkChanged': () => checkChanged(tools),
    'plumbline.libraryReport': () => showLibraryReport({ libraries, study }),
    'plumbline.tryLibraryAdvice': (advice) => tryLibraryAdvice({ libraries, study }, advice),
    'plumbline.manageRuns': (argument) => manageRuns(target(argument), tools),
    'plumbline.showPanel': async (argument) => panels.show(target(argument)),
    'plumbline.lockPanel': async () => panels.setFollowing(false),
    'plumbline.followPrompt': async () => panels.setFollowing(true),
    'plumbline.runOnlyCase': (uri, caseId) =>
      test(Uri.parse(uri), { only: { variant: null, case: caseId } }),
    'plumbline.runOnlyVariant': (uri, variant) =>
      test(Uri.parse(uri), { only: { variant, case: null } }),
    'plumbline.resumeRun': (argument) => test(target(argument), { resume: true }),
    'plumbline.cancelRun': async (argument) => session.cancel(target(argument)),
    'plumbline.compareShots': async (argument) => {
      const uri = target(argument);
      await test(uri, { shots: await chooseShots(uri, session) });
    },
    'plumbline.runStudy': (argument, id) => study(target(argument), id),
    'plumbline.measureInfluence': (argument) => study(target(argument), 'influence'),
    'plumbline.clearInfluence': async (argument) => heatStrip.clear(target(argument)),
  } satisfies Partial<Handlers>;
}

function wordingCommands(tools: CommandTools) {
  const { session, platform, review } = tools;
  const at = { session, platform };
  return {
    'plumbline.approveWording': (uri, variant) =>
      review.decide(Uri.parse(uri), [variant], 'approved'),
    'plumbline.rejectWording': (uri, variant) =>
      review.decide(Uri.parse(uri), [variant], 'rejected'),
    'plumbline.applyWording': async (uri, variant) => {
      await applyWording(at, Uri.parse(uri), variant);
      return true;
    },
    'plumbline.editWording': (uri, variant) => editWording(at, Uri.parse(uri), variant),
    'plumbline.pasteVariant': (argument, text) =>
      pasteVariant(targetIn(tools, argument), text ?? null, tools),
    'plumbline.addExamples': async (uri, shots) => {
      await addExamples(at, Uri.parse(uri), shots);
      return true;
    },
    'plumbline.applyChange': async (uri, study) => {
      await applyChange(at, Uri.parse(uri), study);
      return true;
    },
    'plumbline.suggestCases': (argument, how) =>
      suggestCases(targetIn(tools, argument), how ?? {}, tools),
  } satisfies Partial<Handlers>;
}

function reportCommands(tools: CommandTools) {
  const { context, session, log } = tools;
  return {
    'plumbline.openAnswerDiff': (uri, cell) => openAnswerDiff(session, Uri.parse(uri), cell),
    'plumbline.exportReport': async (argument) => {
      const uri = targetIn(tools, argument);
      const { report, results } = await session.withReport(uri);
      await exportReport(report, uri, results);
    },
    'plumbline.compareRuns': (argument, runs) =>
      compareRuns(targetIn(tools, argument), tools, runs),
    'plumbline.acceptBaseline': (argument) => acceptBaseline(targetIn(tools, argument), tools),
    'plumbline.compareBaseline': async (argument) => {
      const uri = targetIn(tools, argument);
      await showBeside(uri, await comparisonWithBaseline(uri, tools));
    },
    'plumbline.openReport': (argument) => openReport(argument instanceof Uri ? argument : null),
    'plumbline.createSample': () => createSample(context.extensionUri),
    'plumbline.showProblem': async (message) => {
      void window.showWarningMessage(message);
    },
    'plumbline.showLog': async () => log.show(),
  } satisfies Partial<Handlers>;
}

function libraryCommands(tools: CommandTools) {
  const { library } = tools;
  const prompt = (argument: unknown) => chosenPrompt(argument, tools);
  return {
    'plumbline.newPrompt': (template, name) => newPrompt(tools, { template, name }),
    'plumbline.treatAsPrompt': (argument) => treatFileAsPrompt(argument, tools.libraries),
    'plumbline.revealPrompt': async (argument) => revealPrompt(await prompt(argument)),
    'plumbline.copyPromptPath': async (argument) => copyPromptPath(await prompt(argument)),
    'plumbline.deletePrompt': async (argument) => deletePrompt(await prompt(argument), tools),
    'plumbline.duplicatePrompt': async (argument) => duplicatePrompt(await prompt(argument)),
    'plumbline.renamePrompt': async (argument, name) => renamePrompt(await prompt(argument), name),
    'plumbline.insertPrompt': (argument, how) => insertPrompt(argument, tools, how),
    'plumbline.copyAsCode': async (argument, sdk) => copyAsCode(await prompt(argument), tools, sdk),
    'plumbline.exportPrompt': async (argument, format) =>
      exportPrompt(await prompt(argument), tools, format),
    'plumbline.groupLibrary': () => library.chooseGrouping(),
    'plumbline.filterLibrary': () => library.chooseFilter(),
    'plumbline.clearLibraryFilter': () => library.clearFilter(),
  } satisfies Partial<Handlers>;
}
