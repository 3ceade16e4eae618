/** What is behind an effect, and what else is wrong with the answers, in words. */

import { isCalledCase } from '../../text/caseTitle.js';
import { capitalised, caseSaid } from '../../say/caseWords.js';
import { listSaid } from '../../say/listSaid.js';
import type { NoteParams } from '../../text/note.js';
import { REFUSAL } from '../../text/refusal.js';
import { number, perHundred, readText, variantName } from '../../say/figures.js';
import { noteText } from '../../words/notes.js';
import type { Say } from '../../say/say.js';
import type { Report } from './schema.js';
import { verdictKind } from './verdict.js';

const figure = (params: NoteParams, name: string) => Number(params[name] ?? 0);

/** Finding that comes before the cause, because nothing else matters then. */
const FIRST = new Set([
  'mostly-empty',
  'only-reasoning',
  'none-readable',
  'mostly-unreadable',
  'mostly-declined',
]);

/** Null where there is nothing to say. */
export function causeText(report: Report, say: Say): string | null {
  const { findings } = report.verdict;
  const first = findings.filter(({ code }) => FIRST.has(code));
  const others = findings.filter(({ code }) => !FIRST.has(code));
  const words = (notes: typeof findings) => notes.map((each) => findingText(each, say));
  const sentences = [...words(first), whoCauses(report, say), ...words(others)].filter(
    (sentence) => sentence !== null,
  );
  return sentences.length > 0 ? sentences.join(' ') : null;
}

function whoCauses({ verdict, comparedBy }: Report, say: Say): string | null {
  const { cause, code, params } = verdict;
  if (params['text'] !== undefined) return null;
  if (!['warn', 'bad'].includes(verdictKind(code))) return null;
  if (params['variant'] !== undefined) return null;
  const apart = (params['apart'] ?? []) as readonly string[];
  if (apart.length > 0)
    return say('{names} clearly differ from the original.', {
      names: listSaid(apart.map(variantName), say),
    });
  if (cause === null) return say('No single kind of change stands out.');
  const figures = {
    names: listSaid(cause.names.map(variantName), say),
    share: perHundred(cause.share),
    effect: number(cause.effectWithout, say),
  };
  // Which wording says something else, neither words nor embeddings can tell.
  if (comparedBy === 'text')
    return say(
      '{share} % of the difference in words comes with {names}. Whether the answers say something else, words cannot tell.',
      figures,
    );
  if (comparedBy === 'embedding')
    return say(
      '{share} % of the distance comes with {names}. Whether the answers say something else, embeddings cannot tell.',
      figures,
    );
  return cause.names.length === 1
    ? say('{names} causes {share} % of it. Without it the effect is {effect}.', figures)
    : say('{names} cause {share} % of it. Without them the effect is {effect}.', figures);
}

/** At most this many cases are listed by name. */
const MAX_NAMED = 5;

function findingText(note: Report['verdict']['findings'][number], say: Say): string {
  const { code, params } = note;
  switch (code) {
    case 'mostly-empty':
      return say(
        'Most answers are empty: look at the token limit, the stop sequences and the model before the wording.',
      );
    case 'only-reasoning':
      return say(
        'Most answers are empty: there is only reasoning (`reasoning_content`, or a `<think>` block that does not end), and no answer after it.',
      );
    case 'none-readable':
      return say('No answer is readable: look at the output format before the wording.');
    case 'mostly-unreadable':
      return say(
        'Most wrong answers are unreadable: look at the output format before the wording.',
      );
    case 'mostly-declined':
      return say('Most wrong answers decline the task.');
    case 'frequent-extra-words':
      return say(
        'Most frequent error: the right label with other words around it ({times} of {wrong} wrong answers). Look at the output format.',
        { times: figure(params, 'times'), wrong: figure(params, 'wrong') },
      );
    case 'frequent-error':
      return frequentErrorText(params, say);
    case 'always-wrong':
      return alwaysWrongText((params['cases'] ?? []) as string[], say);
    default:
      return noteText(note, say);
  }
}

function frequentErrorText(params: NoteParams, say: Say): string {
  const answer = params['answer'] as string | null;
  const figures = {
    expected: String(params['expected']),
    times: figure(params, 'times'),
    wrong: figure(params, 'wrong'),
  };
  return answer === null || answer === REFUSAL
    ? say('Most frequent error: {expected} {answer} ({times} of {wrong} wrong answers).', {
        ...figures,
        answer: readText(answer, say),
      })
    : say(
        'Most frequent error: {expected} answered as {answer} ({times} of {wrong} wrong answers).',
        {
          ...figures,
          answer,
        },
      );
}

function alwaysWrongText(ids: readonly string[], say: Say): string {
  const [only = ''] = ids;
  if (ids.length === 1)
    return say(
      '{named} is wrong under every variant. That is the case or the model, not the wording.',
      {
        named: capitalised(caseSaid(only, say)),
      },
    );
  const areNamed = ids.some(isCalledCase);
  const names = areNamed ? ids.map((id) => caseSaid(id, say)) : ids;
  const named =
    names.length <= MAX_NAMED
      ? listSaid(names, say)
      : say('{some} and {n} more', {
          some: names.slice(0, MAX_NAMED).join(', '),
          n: names.length - MAX_NAMED,
        });
  return areNamed
    ? say(
        '{named} are wrong under every variant. That is the cases or the model, not the wording.',
        { named: capitalised(named) },
      )
    : say(
        'Cases {named} are wrong under every variant. That is the cases or the model, not the wording.',
        { named },
      );
}
