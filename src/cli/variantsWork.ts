/** The work of `plumbline variants`, and the model it may ask. */

import { auxiliaryModel, type Endpoint } from '../core/models/endpoint.js';
import type { RunSettings } from '../core/plan/runSettings.js';
import type { Ask, Embed } from '../core/ports/model.js';
import { systemClock } from '../core/ports/systemClock.js';
import type { Prompt } from '../core/prompt/prompt.js';
import { openCalls, type Calls } from '../core/run/openCalls.js';
import type { VariantRequest } from '../core/variants/classes/classes.js';
import type { ModelAsked } from '../node/endpoint.js';
import type { Workspace } from '../node/workspace.js';
import { withAskedModel } from './endpoints.js';
import type { Terminal } from './output.js';

export interface VariantsOptions extends ModelAsked {
  readonly variants?: VariantRequest;
  readonly seed?: number;
  readonly json?: boolean;
  readonly import?: string;
  readonly dryRun?: boolean;
  readonly approve?: readonly string[];
  readonly reject?: readonly string[];
  readonly refresh?: boolean;
  readonly again?: boolean;
}

export interface VariantsWork {
  readonly prompt: Prompt;
  readonly settings: RunSettings;
  readonly workspace: Workspace;
  readonly options: VariantsOptions;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** Null if there is no model to ask. */
export const onModel = <T>(
  { prompt, workspace, settings, options, terminal, signal }: VariantsWork,
  work: (calls: Calls, model: string) => Promise<T>,
): Promise<T | null> =>
  withAskedModel(prompt, workspace, {
    ...{ options, terminal, signal },
    work: (endpoint: Endpoint) =>
      work(
        openCalls(endpoint, {
          cache: null,
          clock: systemClock,
          signal,
          budget: settings.budget,
        }),
        auxiliaryModel(endpoint).model,
      ),
  });

export interface Judge {
  /** Null if no model may be asked. */
  readonly ask: Ask | null;
  readonly embed: Embed | null;
}

/** Without a judge where no model may be asked, or there is none. */
export async function withJudge<T>(
  place: VariantsWork,
  work: (judge: Judge) => Promise<T>,
  asksNobody: boolean,
): Promise<T> {
  const mayAsk = !asksNobody && (!place.options.dryRun || isModelNamed(place.options));
  const done = mayAsk
    ? await onModel(place, async ({ auxiliary: { ask, embed }, canAsk }) => ({
        result: await work({ ask: canAsk ? ask : null, embed }),
      }))
    : null;
  return done ? done.result : work({ ask: null, embed: null });
}

export const isModelNamed = ({ model, baseUrl }: VariantsOptions) =>
  model !== undefined || baseUrl !== undefined;
