/** The edits that are tried of a prompt, and those that are not, with the reason. */

import { fingerprint } from '../../prompt/fingerprint.js';
import { UserError } from '../../errors.js';
import { changeMessages } from '../../prompt/formats/changeMessages.js';
import { holdsMessages, parsePrompt } from '../../prompt/formats/formats.js';
import type { Message } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import {
  EDIT_KINDS,
  notTried,
  type Edit,
  type EditSources,
  type NotTried,
  type Proposal,
  type Proposed,
} from './edit.js';
import { exampleEdits } from './exampleEdits.js';
import { lineEdits } from './lineEdits.js';
import { partEdits, withMessages } from './partEdits.js';
import { splitQuestion } from './splitQuestion.js';
import { wordingEdits } from './wordingEdits.js';

/** An edit that is tried. */
export interface Candidate extends Proposal {
  /** Unique, without a colon: `pin-form-1`. */
  readonly id: string;
  readonly messages: readonly Message[];
}

/** In the order they are tried; deterministic for the same sources. */
export function candidatesFor(sources: EditSources): {
  readonly tried: readonly Candidate[];
  readonly left: readonly NotTried[];
} {
  const proposed: readonly Proposed[] = [
    ...lineEdits(sources),
    ...exampleEdits(sources),
    ...partEdits(sources),
    ...wordingEdits(sources),
    splitQuestion(sources),
    ...sources.rewrites,
  ];
  const said = new Set([fingerprint(sources.prompt.messages)]);
  const tried: Candidate[] = [];
  const left: NotTried[] = [];
  for (const each of proposed) {
    if ('dropped' in each) {
      left.push(each);
      continue;
    }
    const messages = each.apply(sources.prompt) ?? [];
    if (!isWritable(each, messages, sources)) {
      left.push(notTried(each.edit.code, 'not-writable', each.edit.params));
      continue;
    }
    const own = fingerprint(messages);
    if (messages.length === 0 || said.has(own)) {
      left.push(notTried(each.edit.code, 'same', each.edit.params));
      continue;
    }
    said.add(own);
    const number = tried.filter(({ edit }) => edit.code === each.edit.code).length + 1;
    tried.push({ ...each, id: `${each.edit.code}-${number}`, messages });
  }
  return { tried, left };
}

/** Tried on the file's text; where that cannot be read without the files around it, judged by what every format keeps. */
function isWritable(
  { kind }: Proposal,
  messages: readonly Message[],
  { prompt, text }: EditSources,
): boolean {
  const file = { path: prompt.path, text };
  if (prompt.messages.some(({ range }) => range === null)) return false;
  if (parsePrompt(file.path, text).prompt === null) {
    const roles = (of: readonly Pick<Message, 'role'>[]) => of.map(({ role }) => role).join();
    return kind === 'examples'
      ? holdsMessages(file.path, text)
      : roles(messages) === roles(prompt.messages);
  }
  try {
    changeMessages(file, messages);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

const rankOf = ({ kind }: Proposal) => EDIT_KINDS.indexOf(kind);

/** Both edits at once; null where one undoes the other: two that replace all messages, or two sets of examples. */
export function combined(prompt: Prompt, a: Candidate, b: Candidate): Candidate | null {
  const [first, second] = rankOf(a) <= rankOf(b) ? [a, b] : [b, a];
  if (first.kind === second.kind && first.kind !== 'line') return null;
  const apply = (to: Prompt) => {
    const halfway = first.apply(to);
    return halfway && second.apply(withMessages(to, halfway));
  };
  const messages = apply(prompt);
  if (messages === null) return null;
  const edit: Edit = { code: 'combined', params: { edits: [first.id, second.id] } };
  return { id: `${first.id}+${second.id}`, edit, kind: 'whole', apply, messages };
}
