/** What is said of a judge whose replies could not be read: it failed, was cut off, or said nothing that decides. */

import type { NoteParams } from '../text/note.js';
import type { Say } from '../say/say.js';
import { failureSaid } from './failureSaid.js';

/** `unread` of `asked` scores, an `example`, and the `problem` where all have the same. */
export function judgeUnread(params: NoteParams, say: Say): string {
  const [unread, asked] = [Number(params['unread'] ?? 0), Number(params['asked'] ?? 0)];
  const example = String(params['example'] ?? '');
  switch (params['problem']) {
    case 'failed':
      return say("The judge's calls failed ({unread} of {asked}): {why}", {
        ...{ unread, asked },
        why: failureSaid(example, say),
      });
    case 'cut-off':
      return say(
        "The judge's replies were cut off before they came to a score ({unread} of {asked}): set a larger `maxTokens` in the `parameters` of that model. Example: “{example}”",
        { unread, asked, example },
      );
    default:
      return say(
        "The judge's replies could not be read ({unread} of {asked}). Example: “{example}”",
        { unread, asked, example },
      );
  }
}

/** `unread` `of` the answers whose meaning `judge` did not decide about; the rest as above. */
export function meaningsUnread(params: NoteParams, say: Say): string {
  const figures = {
    judge: String(params['judge'] ?? ''),
    unread: Number(params['unread'] ?? 0),
    of: Number(params['of'] ?? 0),
  };
  const example = String(params['example'] ?? '');
  switch (params['problem']) {
    case 'failed':
      return say(
        '{judge} could not be asked what {unread} of {of} answers mean; they are not compared. {why}',
        { ...figures, why: failureSaid(example, say) },
      );
    case 'cut-off':
      return say(
        'Replies of {judge} were cut off before they said what {unread} of {of} answers mean; they are not compared. Set a larger `maxTokens` in the `parameters` of that model.',
        figures,
      );
    default:
      return say(
        '{judge} did not say clearly what {unread} of {of} answers mean; they are not compared. Example: “{example}”',
        { ...figures, example },
      );
  }
}
