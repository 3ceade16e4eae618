/** There is no git in a browser. */

import { UserError } from '../core/errors.js';
import type * as OnDisk from '../node/gitHistory.js';
import { worded } from '../core/say/worded.js';

export const versionsBelow: typeof OnDisk.versionsBelow = () =>
  Promise.reject(new UserError(worded`The history of a repository cannot be read in a browser.`));

export const historyReach: typeof OnDisk.historyReach = () => Promise.resolve('none');
