import {
  commands,
  l10n,
  window,
  type Disposable,
  type LogOutputChannel,
  type Memento,
} from 'vscode';
import type { PromptLibraries } from '../library/promptLibraries.js';
import { logError } from '../logError.js';
import { reminderOf } from './reminder.js';

const KEY = 'baselines.reminded';

/** Reminds of baselines older than `library.maxAge` allows, in a message that can be dismissed and does not come again. */
export function remindOfAge(
  libraries: PromptLibraries,
  { memory, log }: { memory: Memento; log: LogOutputChannel },
): Disposable {
  const look = async () => {
    const prompts = (await libraries.all()).map(({ entry }) => entry);
    const { old, fresh, reminded } = reminderOf(prompts, memory.get<string[]>(KEY, []));
    await memory.update(KEY, reminded);
    if (fresh === 0) return;
    const check = l10n.t('Check them');
    const text =
      old === 1
        ? l10n.t('1 baseline is older than plumbline.yml allows (library.maxAge).')
        : l10n.t('{0} baselines are older than plumbline.yml allows (library.maxAge).', old);
    const answer = await window.showInformationMessage(text, check);
    if (answer === check) await commands.executeCommand('plumbline.checkChanged');
  };
  return libraries.onDidChange(() => {
    look().catch((error: unknown) => logError(error, log));
  });
}
