/** Asks for everything a model takes, checks it, and writes it to `plumbline.yml`. */

import { l10n, ProgressLocation, Uri, window, workspace } from 'vscode';
import { UserError } from '../../core/errors.js';
import type { Capabilities, KnownProvider, NewModel } from '../../core/index.js';
import { createDocument, replaceInDocument } from '../documents.js';
import { engine } from '../engine.js';
import { askForKey, type Keys } from '../keys.js';
import { Dismissed } from '../models.js';
import type { EndpointAddress, ModelChoice, Platform } from '../platform.js';
import {
  stepsToModel,
  type Address,
  type AddModelQuestions,
  type AddModelTools,
} from './addModelSteps.js';
import { uriOf } from '../fileUri.js';

interface Tools {
  readonly platform: Platform;
  readonly keys: Keys;
}

/** The model as it can be selected. `file`: any file of the root it is added to. Throws `Dismissed` where the user stopped. */
export async function addModel(file: string, tools: Tools): Promise<ModelChoice> {
  const core = await engine();
  const model = await stepsToModel(questions(), toolsFor(tools, core.keyNameFor));
  if (!model) throw new Dismissed(l10n.t('No model was added.'));
  const { root } = await tools.platform.placeOf(file);
  const name = await writeModel(Uri.joinPath(uriOf(root), 'plumbline.yml'), model);
  return { kind: 'configured', label: `${name} (${model.model})`, model: name };
}

/** The name the model has got. Throws `UserError` where the file has errors or cannot be written. */
async function writeModel(uri: Uri, model: NewModel): Promise<string> {
  const { addModel: added, smallestEdit } = await engine();
  const document = await workspace.openTextDocument(uri).then(
    (found) => found,
    () => null,
  );
  const made = added(document?.getText() ?? null, model);
  if (!made)
    throw new UserError(l10n.t('plumbline.yml has errors. Fix them first, then add the model.'));
  if (document) {
    // What is open and not saved is kept: the model is one more edit, and everything is saved with it.
    await replaceInDocument(document, smallestEdit(document.getText(), made.text));
    await document.save();
  } else await createDocument(uri, made.text);
  return made.name;
}

function toolsFor(
  { platform, keys }: Tools,
  keyNameFor: (baseUrl: string) => string,
): AddModelTools {
  const valueOf = async (name: string) =>
    (await keys.all())[name] ?? (await platform.environment(name));
  const at = async ({ baseUrl, key }: Address): Promise<EndpointAddress> => ({
    baseUrl,
    apiKey: key === null ? null : await valueOf(key),
  });
  return {
    keyNameFor,
    knowsKey: async (name) => (await valueOf(name)) !== null,
    keepKey: (name, key) => keys.keep(name, key),
    listModels: async (address) =>
      window.withProgress(
        {
          location: ProgressLocation.Notification,
          title: l10n.t('Asking {0} for its models', address.baseUrl),
        },
        async () => platform.listModels(await at(address)),
      ),
    check: async (address, model) =>
      window.withProgress(
        {
          ...{ location: ProgressLocation.Notification, cancellable: true },
          title: l10n.t('Checking {0} with a few short calls', model),
        },
        async (_progress, cancelled) => {
          const controller = new AbortController();
          cancelled.onCancellationRequested(() =>
            controller.abort(new Dismissed(l10n.t('Cancelled.'))),
          );
          return platform.checkModel({ ...(await at(address)), model }, controller.signal);
        },
      ),
  };
}

const questions = (): AddModelQuestions => ({
  async provider() {
    const { KNOWN_PROVIDERS } = await engine();
    const items = KNOWN_PROVIDERS.map((provider) => ({
      label: provider.name,
      description: provider.baseUrl ?? '',
      provider,
    }));
    const title = l10n.t('Add a model: where is it?');
    const picked = await window.showQuickPick(items, { title, ignoreFocusOut: true });
    return picked?.provider ?? null;
  },
  baseUrl: askForAddress,
  key: askForKey,
  model: askForModel,
  decide,
});

async function askForAddress({ name, example }: KnownProvider): Promise<string | null> {
  const address = await window.showInputBox({
    title: l10n.t('Address of {0}', name),
    prompt: l10n.t('An OpenAI-compatible endpoint, up to /v1.'),
    placeHolder: example,
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^https?:\/\/[^/\s]+/.test(text.trim()) && URL.canParse(text.trim())
        ? null
        : l10n.t('Enter a URL such as {0}.', example),
  });
  return address?.trim().replace(/\/+$/, '') ?? null;
}

async function askForModel(listed: readonly string[], why: string | null): Promise<string | null> {
  if (listed.length > 0) {
    const title = l10n.t('Select one of its models');
    return (await window.showQuickPick([...listed], { title, ignoreFocusOut: true })) ?? null;
  }
  const model = await window.showInputBox({
    title: l10n.t('Name of the model'),
    prompt: why ?? l10n.t('The endpoint does not list its models.'),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? l10n.t('Enter the id of a model.') : null),
  });
  return model?.trim() ?? null;
}

async function decide(model: string, found: Capabilities): Promise<'add' | 'another' | null> {
  const another = l10n.t('Select another model');
  if (!found.answers) {
    const anyway = l10n.t('Add anyway');
    const question = l10n.t('{0} did not answer: {1}', model, found.error ?? '');
    const answer = await window.showWarningMessage(question, another, anyway);
    return answer === another ? 'another' : answer === anyway ? 'add' : null;
  }
  // What works is what was expected: it is said, and nobody waits for it.
  void window.showInformationMessage(l10n.t('{0} answers: {1}.', model, capabilityText(found)));
  return 'add';
}

const capabilityText = ({ logprobs, temperature, seed, usage }: Capabilities): string =>
  [
    logprobs ? l10n.t('with token probabilities') : l10n.t('no token probabilities'),
    temperature ? l10n.t('temperature accepted') : l10n.t('temperature refused'),
    seed ? l10n.t('seed accepted') : l10n.t('no seed'),
    usage ? l10n.t('reports its usage') : l10n.t('usage is estimated'),
  ].join(', ');
