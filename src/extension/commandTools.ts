/** What the handlers of commands work with, and their form. */

import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { CommandId, Commands } from './commands.js';
import type { HeatStrip } from './influence/heatStrip.js';
import type { Keys } from './keys.js';
import type { LibraryFeatures } from './library/libraryFeatures.js';
import type { PromptLibraries } from './library/promptLibraries.js';
import type { Models } from './models.js';
import type { Panels } from './panels.js';
import type { Platform } from './platform.js';
import type { Session } from './session.js';
import type { WordingReview } from './wordings/wordingReview.js';

export interface CommandTools {
  readonly context: ExtensionContext;
  readonly session: Session;
  readonly review: WordingReview;
  readonly heatStrip: HeatStrip;
  readonly models: Models;
  readonly keys: Keys;
  readonly platform: Platform;
  readonly panels: Panels;
  readonly libraries: PromptLibraries;
  readonly library: LibraryFeatures;
  readonly log: LogOutputChannel;
  /** Views that show the model or a setting draw themselves again. */
  readonly redraw: () => void;
}

export type Handlers = {
  readonly [Id in CommandId]: (...args: Commands[Id]) => Promise<unknown> | undefined;
};
