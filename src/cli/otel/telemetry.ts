/** Export of a command's runs to OpenTelemetry. Off by default: no module of OpenTelemetry is loaded then. */

import type { Config } from '../../core/prompt/settings/config.js';
import type { RunObserver } from '../runObserver.js';
import { exportSettings } from './exportSettings.js';
import { guarded } from './guarded.js';
import type { Exporting } from './exporting.js';
import type { ObservedRun } from './runSpans.js';

export interface TelemetryOptions {
  readonly otel?: boolean;
}

export interface Telemetry {
  /** Null where the run is not to be exported. */
  observe(run: AskedRun): Promise<RunObserver | null>;
  /** Sends what is left, within the time limit. Says in one line what was not sent, and throws nothing. */
  close(): Promise<void>;
}

interface AskedRun extends ObservedRun {
  readonly options: TelemetryOptions;
  readonly config: Pick<Config, 'otel'>;
}

export function openTelemetry(
  say: (text: string) => void,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Telemetry {
  let exporting: Promise<Exporting | null> | null = null;
  let trouble: string | null = null;
  const onFault = (fault: unknown) => {
    trouble ??= `${fault instanceof Error ? fault.message : String(fault)}. This is a bug in Plumbline. Please report it.`;
  };
  return {
    async observe({ options, config, study, endpoint }) {
      if (!(options.otel ?? config.otel)) return null;
      const settings = exportSettings(env);
      if (typeof settings === 'string') trouble = settings;
      if (settings === null || typeof settings === 'string') return null;
      exporting ??= import('./exporting.js')
        .then(({ openExport }) => openExport(settings))
        .catch((fault: unknown) => {
          onFault(fault);
          return null;
        });
      const opened = await exporting;
      return opened && guarded(opened.observe({ study, endpoint }), onFault);
    },
    async close() {
      const lost = (await (await exporting)?.close()) ?? null;
      const said = [trouble, lost].filter((each) => each !== null).join(' ');
      if (said !== '') say(`Not exported to OpenTelemetry: ${said}`);
    },
  };
}
