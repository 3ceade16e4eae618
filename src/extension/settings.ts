/** All settings, read into one plain object. Nothing else reads the editor's configuration. */

import { workspace, type Uri } from 'vscode';
import type { ProxySettings } from './platform.js';

export interface Settings {
  /** Name of a model, as `plumbline.yml` calls it or as its server lists it; empty: as the files say. */
  readonly model: string;
  /** Id of the editor's own model that writes paraphrases; empty: the judge or the tested model does. */
  readonly paraphraseModel: string;
  /** A run of more calls than this asks first. */
  readonly askAboveCalls: number;
  /** A run that may cost more US dollars than this asks first. */
  readonly askAboveCost: number;
  /** Calls in flight at once; null leaves it to the endpoint's entry or the default. */
  readonly concurrency: number | null;
  readonly codeLens: boolean;
  /** Also over each case and each variant in the file; the gutter has the cases anyway. */
  readonly caseLenses: boolean;
  readonly decorations: boolean;
  readonly diagnostics: boolean;
  readonly runOnSave: boolean;
  /** A run on save makes at most this many calls. */
  readonly runOnSaveCalls: number;
}

/** Setting keys below `plumbline.`, in the order of `package.json`. */
export const SETTING_KEYS: Readonly<Record<keyof Settings, string>> = {
  model: 'model',
  paraphraseModel: 'paraphraseModel',
  askAboveCalls: 'askAbove.calls',
  askAboveCost: 'askAbove.cost',
  concurrency: 'concurrency',
  codeLens: 'codeLens.enabled',
  caseLenses: 'codeLens.cases',
  decorations: 'decorations.enabled',
  diagnostics: 'diagnostics.enabled',
  runOnSave: 'runOnSave.enabled',
  runOnSaveCalls: 'runOnSave.calls',
};

/** Defaults stand in `package.json`; what is written here covers a host that has not read them. */
export function readSettings(uri?: Uri): Settings {
  const from = workspace.getConfiguration('plumbline', uri ?? null);
  const read = <T>(key: keyof Settings, fallback: T): T =>
    from.get<T>(SETTING_KEYS[key]) ?? fallback;
  return {
    model: read('model', ''),
    paraphraseModel: read('paraphraseModel', ''),
    askAboveCalls: read('askAboveCalls', 400),
    askAboveCost: read('askAboveCost', 0.5),
    concurrency: read<number | null>('concurrency', null),
    codeLens: read('codeLens', true),
    caseLenses: read('caseLenses', false),
    decorations: read('decorations', true),
    diagnostics: read('diagnostics', true),
    runOnSave: read('runOnSave', false),
    runOnSaveCalls: read('runOnSaveCalls', 200),
  };
}

/** The editor's own proxy; undefined where it names none, or leaves proxies to the environment. */
export function readProxy(): ProxySettings | undefined {
  const from = workspace.getConfiguration('http');
  const url = from.get<string>('proxy') ?? '';
  if (url === '' || from.get<string>('proxySupport') === 'off') return undefined;
  const except = from.get<readonly string[]>('noProxy') ?? [];
  return { url, except: except.length > 0 ? except.join(',') : undefined };
}
