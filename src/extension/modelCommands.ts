/** The commands that select, add and key models. */

import { l10n, Uri, window, workspace, type TextDocument } from 'vscode';
import { UserError } from '../core/errors.js';
import { addModel } from './addModel/addModel.js';
import type { CommandTools, Handlers } from './commandTools.js';
import { TRIAL } from './models.js';
import type { ModelChoice } from './platform.js';
import { targetOf } from './promptFiles.js';
import { isOnHost, pathOf } from './fileUri.js';

export function modelCommands(tools: CommandTools) {
  const { session, models, keys, redraw } = tools;
  const use = async (choice: ModelChoice | null) => {
    await models.choose(choice);
    redraw();
  };
  const add = async (uri: Uri | null) => use(await addModel(fileFor(uri), tools));
  /** False where none was chosen. */
  const choose = async (uri: Uri | null): Promise<boolean> => {
    const place = uri && isOnHost(uri) ? await tools.platform.placeOf(pathOf(uri)) : null;
    const picked = await models.pick(place);
    if (picked === 'add') await add(uri);
    else if (picked) await use(picked.choice);
    return picked !== null;
  };
  return {
    'plumbline.chooseModel': () => choose(promptIn(tools)),
    'plumbline.addModel': () => add(promptIn(tools)),
    'plumbline.giveModel': async (target, how) => {
      const uri = Uri.parse(target);
      if (how === 'trial') {
        models.agreeToDownload();
        await use(TRIAL);
      } else if (how === 'add') await add(uri);
      else if (!(await choose(uri))) return;
      await session.again(uri);
    },
    'plumbline.useModel': async (choice) => use(choice as ModelChoice),
    'plumbline.useTrialModel': async () => {
      await models.agreeToTrialModel();
      await use(TRIAL);
      void window.showInformationMessage(
        l10n.t('The next test uses the trial model, which is downloaded on first use.'),
      );
    },
    'plumbline.enterKey': async (name, target) => {
      const wanted = keyNameIn(name) ?? (await askForKeyName());
      if (wanted === undefined || !(await keys.askFor(wanted)) || target === undefined) return;
      const uri = Uri.parse(target);
      const { phase } = await session.open(uri);
      const canResume = phase.kind === 'failed' && phase.failure.canResume;
      await session.test(uri, canResume ? { resume: true } : {});
    },
    'plumbline.forgetKeys': async () => {
      const count = await keys.forgetAll();
      void window.showInformationMessage(l10n.t('Removed {0} keys.', count));
    },
  } satisfies Partial<Handlers>;
}

/** A name, or a node of the models' tree. */
function keyNameIn(argument: unknown): string | null {
  if (typeof argument === 'string') return argument;
  const { key } = (argument ?? {}) as { key?: unknown };
  return typeof key === 'string' ? key : null;
}

const askForKeyName = () =>
  window.showInputBox({
    title: l10n.t('Enter the name of the key'),
    prompt: l10n.t('The environment variable named in plumbline.yml, for example OPENAI_API_KEY.'),
    validateInput: (text) =>
      /^[A-Za-z_][A-Za-z0-9_]*$/.test(text)
        ? null
        : l10n.t('Use letters, digits and underscores only.'),
  });

function promptIn({ panels, session }: CommandTools): Uri | null {
  const isPrompt = (document: TextDocument) => session.isPrompt(document);
  return targetOf(undefined, panels.activePrompt(), isPrompt);
}

/** Of the root a model is added to: the prompt's, else that of the first open folder. */
function fileFor(uri: Uri | null): string {
  if (uri && isOnHost(uri)) return pathOf(uri);
  const folder = workspace.workspaceFolders?.find((each) => isOnHost(each.uri));
  if (!folder)
    throw new UserError(l10n.t('Open a folder first. Models are saved in its plumbline.yml.'));
  return pathOf(Uri.joinPath(folder.uri, 'plumbline.yml'));
}
