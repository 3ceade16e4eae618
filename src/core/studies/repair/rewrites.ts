/** Rewrites by a model, from what was got wrong. Each goes through the meaning check, so that the task stays the same. */

import type { Ask, Embed, Message } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import { readParaphrase } from '../../variants/classes/paraphraseReply.js';
import { paraphraseRequest } from '../../variants/classes/paraphraseRequest.js';
import { checkWording } from '../../variants/meaning/meaningCheck.js';
import { fingerprint } from '../../prompt/fingerprint.js';
import { parseJson } from '../../text/jsonDiff.js';
import { reportSchema } from '../sensitivity/schema.js';
import { notTried, type Proposed } from './edit.js';

/** Rewrites that are asked for, each with another aim. */
export const REWRITES = 3;

const AIMS = [
  'State the task, what decides it and the form of the answer more plainly.',
  'Put first what the answer depends on most, and last the form of the answer.',
  'Say each requirement in a sentence of its own, as short as it can be.',
] as const;

/** Wrong answers that are shown to whoever rewrites, and their length. */
const MOST_SHOWN = 4;
const LONGEST = 200;

/** What was answered wrongly. */
export interface Failure {
  readonly inputs: Readonly<Record<string, string>>;
  readonly expected: string;
  readonly answered: string;
}

/**
 * Of a sensitivity result of this very wording, on these cases alone: a rewrite from the cases it is measured on would carry
 * their answers. Empty without one.
 */
export function failuresIn(
  text: string | null,
  prompt: Prompt,
  caseIds: readonly string[],
): Failure[] {
  const { data: report } = reportSchema.safeParse(text === null ? null : parseJson(text));
  if (report?.prompt.fingerprint !== fingerprint(prompt.messages)) return [];
  const open = new Set(caseIds);
  const cases = new Map(report.cases.map((each) => [each.id, each]));
  const seen = new Set<string>();
  return report.outcomes.flatMap(({ case: id, score, text: answered }): Failure[] => {
    const expected = cases.get(id)?.expected ?? null;
    if (score !== 0 || expected === null || answered === null || !open.has(id)) return [];
    if (seen.has(id) || seen.size >= MOST_SHOWN) return [];
    seen.add(id);
    return [
      { inputs: cases.get(id)?.inputs ?? {}, expected, answered: answered.slice(0, LONGEST) },
    ];
  });
}

/** One call each, and those of the meaning check. */
export async function rewritesOf(
  prompt: Prompt,
  failures: readonly Failure[],
  { ask, embed }: { ask: Ask; embed: Embed | null },
): Promise<Proposed[]> {
  const found: Proposed[] = [];
  for (const [at, aim] of AIMS.entries()) {
    const instruction = [aim, ...(failures.length > 0 ? [failuresText(failures)] : [])].join(' ');
    const { text } = await ask(paraphraseRequest(prompt, { change: aim, instruction }));
    const reply = readParaphrase(prompt, text);
    const messages = reply && withEndings(reply, prompt);
    const params = { number: at + 1, failures: failures.length };
    if (!messages) {
      found.push(notTried('rewrite', 'unreadable-reply', params));
      continue;
    }
    if (showsCases(messages, prompt)) {
      found.push(notTried('rewrite', 'shows-cases', params));
      continue;
    }
    const check = await checkWording(prompt, messages, {
      ...{ ask, embed, others: [], repeated: 'reject' },
    });
    found.push(
      check.turnedDown
        ? notTried('rewrite', 'other-task', params)
        : { edit: { code: 'rewrite', params }, kind: 'whole', apply: () => messages },
    );
  }
  return found;
}

/** White space at the end is how the file is written, and no wording. */
const withEndings = (messages: readonly Message[], { messages: before }: Prompt): Message[] =>
  messages.map(({ role, content }, at) => {
    const [ending = ''] = /\s*$/u.exec(before[at]?.content ?? '') ?? [];
    return { role, content: content.trimEnd() + ending };
  });

/** Characters from which on a text of a case in the prompt is no accident. */
const TELLING = 12;

/** Whether a text of a case stands in it that did not before: what shows the cases is measured on their answers. */
function showsCases(messages: readonly Message[], { cases, messages: before }: Prompt): boolean {
  const [own, written] = [messages, before].map((all) =>
    all.map(({ content }) => content).join('\n'),
  );
  return cases.some(({ inputs }) =>
    Object.values(inputs).some(
      (text) =>
        text.trim().length >= TELLING &&
        (own ?? '').includes(text.trim()) &&
        !(written ?? '').includes(text.trim()),
    ),
  );
}

/** The cases are material: their answers must not end up in the prompt. */
const failuresText = (failures: readonly Failure[]): string =>
  [
    'A model misread the present wording on these inputs; do not mention them or their answers:',
    ...failures.map(
      ({ inputs, expected, answered }) =>
        `${JSON.stringify(inputs).slice(0, LONGEST)} should give ${JSON.stringify(expected)} and gave ${JSON.stringify(answered)};`,
    ),
  ].join(' ');
