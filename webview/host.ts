/** The one place that speaks with the extension, and that remembers over a reload of the window. */

import type { CellAddress } from '../src/core/report/cell.js';
import type { FromPanel, ToPanel } from '../src/protocol.js';

/** What a reloaded panel needs to be itself again. */
export interface Memory {
  readonly uri?: string;
  readonly follows?: boolean;
  readonly chosen?: CellAddress | null;
}

const api = acquireVsCodeApi<Memory>();

const given = JSON.parse(
  decodeURIComponent(document.body.dataset['memory'] ?? 'null'),
) as Memory | null;
api.setState({ ...given, ...api.getState() });

export const memory = (): Memory => api.getState() ?? {};
export const remember = (part: Partial<Memory>) => api.setState({ ...memory(), ...part });
export const post = (message: FromPanel) => api.postMessage(message);

export function onMessage(listener: (message: ToPanel) => void): void {
  window.addEventListener('message', (event: MessageEvent<ToPanel>) => listener(event.data));
}
