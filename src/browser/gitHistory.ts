/** There is no git in a browser. */

import { UserError } from '../core/errors.js';
import type * as OnDisk from '../node/gitHistory.js';

export const versionsBelow: typeof OnDisk.versionsBelow = () =>
  Promise.reject(new UserError('The history of a repository cannot be read in a browser.'));

export const historyReach: typeof OnDisk.historyReach = () => Promise.resolve('none');
