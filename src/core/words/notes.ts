/** Notes of runs and reports in sentences: one row a code. */

import { listSaid } from '../say/listSaid.js';
import type { Note, NoteParams } from '../text/note.js';
import { number, variantName, withInterval } from '../say/figures.js';
import { examplesText, shotsName } from './planWords.js';
import { answers, cases } from '../say/plural.js';
import { failedCallsText } from './failedCalls.js';
import { judgeUnread, meaningsUnread } from './judgeReplies.js';
import { leftOutText } from './leftOut.js';
import { shortfallText } from './shortfall.js';
import type { Say } from '../say/say.js';

type Sentence = (params: NoteParams, say: Say) => string;

const text = (params: NoteParams, name: string) => String(params[name] ?? '');
const figure = (params: NoteParams, name: string) => Number(params[name] ?? 0);
const names = (params: NoteParams, name: string, say: Say) =>
  listSaid((params[name] ?? []) as string[], say);

/** At most this many are named. */
const MOST_NAMED = 8;

function firstNames(params: NoteParams, name: string, say: Say): string {
  const all = (params[name] ?? []) as string[];
  const more = all.length - MOST_NAMED;
  return more <= 1
    ? listSaid(all, say)
    : listSaid([...all.slice(0, MOST_NAMED), say('{n} more', { n: more })], say);
}
const pairs = (params: NoteParams, name: string) =>
  (params[name] ?? []) as readonly (readonly [string, number])[];

/** An effect of `value`, `low` and `high`, as far as they are known. */
function effectText(params: NoteParams, name: string, say: Say): string {
  const { value, low, high } = Object.fromEntries(pairs(params, name)) as Record<
    string,
    number | undefined
  >;
  if (value === undefined) return say('not available');
  return withInterval(
    number(value, say),
    low === undefined || high === undefined ? null : [low, high],
    say,
  );
}

const SENTENCES: Readonly<Record<string, Sentence>> = {
  // A report of version 1 kept its notes as sentences.
  text: (params) => text(params, 'text'),
  'editor-model': (_, say) =>
    say(
      'A model of the editor: it returns no token probabilities and no usage, the system text is part of the first user message, and its temperature is its own.',
    ),
  'fewer-variants': (params, say) =>
    shortfallText(
      {
        made: figure(params, 'made'),
        wanted: figure(params, 'wanted'),
        class: text(params, 'class'),
        reason: text(params, 'reason'),
      },
      say,
    ),
  'paraphrases-rejected': (params, say) =>
    say('The meaning check rejected {rejected} of {written} paraphrases a model wrote: {steps}.', {
      rejected: figure(params, 'rejected'),
      written: figure(params, 'written'),
      steps: listSaid(
        pairs(params, 'steps').map(([step, n]) => `${n} at ${step}`),
        say,
      ),
    }),
  'mixed-cases': (params, say) => {
    const figures = {
      ...{ scored: figure(params, 'scored'), of: figure(params, 'of') },
      cases: cases(figure(params, 'of'), say),
      byScore: effectText(params, 'byScore', say),
      byAnswer: effectText(params, 'byAnswer', say),
    };
    return params['unread'] === true
      ? say(
          "Only {scored} of {cases} have a score: the judge's replies on the others could not be read. Wording effect by score, over {scored}: {byScore}. By the answers themselves, over all {of}: {byAnswer}.",
          figures,
        )
      : say(
          'Only {scored} of {cases} can be scored: the others have no expected answer. Wording effect by score, over {scored}: {byScore}. By the answers themselves, over all {of}: {byAnswer}.',
          figures,
        );
  },
  unreviewed: (params, say) =>
    figure(params, 'variants') === 1
      ? say(
          '1 variant is waiting for review: shown as unreviewed, not counted in any headline number.',
        )
      : say(
          '{n} variants are waiting for review: shown as unreviewed, not counted in any headline number.',
          { n: figure(params, 'variants') },
        ),
  'approved-against-rule': (params, say) =>
    say('{variant} was approved although {rules}.', {
      variant: variantName(text(params, 'variant')),
      rules: names(params, 'rules', say),
    }),
  'stale-variants': (params, say) =>
    figure(params, 'variants') === 1
      ? say('1 kept variant was made for an earlier version of the prompt and was not sent.')
      : say('{n} kept variants were made for an earlier version of the prompt and were not sent.', {
          n: figure(params, 'variants'),
        }),
  'no-expected-answers': (_, say) =>
    say(
      'No case has an expected answer: answers are compared with each other, and accuracy is not available.',
    ),
  'check-not-run': (params, say) => {
    const some = figure(params, 'cases') !== figure(params, 'of');
    const base = { check: text(params, 'check'), reason: say(text(params, 'reason')) };
    return some
      ? say('Check "{check}" was not run in {part} of {all}: {reason}.', {
          ...base,
          part: figure(params, 'cases'),
          all: cases(figure(params, 'of'), say),
        })
      : say('Check "{check}" was not run: {reason}.', base);
  },
  'examples-shown': (params, say) =>
    say("Left out, because the prompt's own examples show their answers: {cases}.", {
      cases: firstNames(params, 'cases', say),
    }),
  'examples-alike': (params, say) =>
    params['by'] === 'embeddings'
      ? say(
          'Few-shot examples that are alike or diverse are chosen by the embeddings of their inputs.',
        )
      : say('Few-shot examples that are alike or diverse are chosen by the words of their inputs.'),
  'too-many-examples': (params, say) =>
    say(
      'The few-shot configuration {shots} was left out: a case can have at most {max} (other cases with an expected answer in the form the prompt asks for).',
      {
        shots: shotsName(text(params, 'shots'), say),
        max: examplesText(figure(params, 'max'), say),
      },
    ),
  judged: (params, say) => {
    const judge = text(params, 'judge');
    const who = params['own']
      ? say('{judge} judged its own answers.', { judge })
      : say('{judge} judged the answers.', { judge });
    const agreement = params['agreement'];
    return typeof agreement === 'number'
      ? `${who} ${say('Asked in other words, it decided alike in {n} of 100.', { n: Math.round(agreement * 100) })}`
      : `${who} ${say('No answer was judged twice, so nothing is known about how steady the judge is.')}`;
  },
  'scored-alike': (params, say) =>
    say(
      'In {cases} of {of} cases, different wordings get different answers with the same score: the checks do not tell them apart.',
      { cases: figure(params, 'cases'), of: figure(params, 'of') },
    ),
  'meanings-compared': (params, say) => {
    const base = { judge: text(params, 'judge'), asked: figure(params, 'asked') };
    const who = params['own']
      ? say('{judge} itself compared what its answers mean ({asked} questions).', base)
      : say('{judge} compared what the answers mean ({asked} questions).', base);
    const again = figure(params, 'again');
    return again === 0
      ? who
      : `${who} ${say('Asked with the answers in the other order, it decided alike {stayed} of {again} times.', { stayed: figure(params, 'stayed'), again })}`;
  },
  'meanings-unread': meaningsUnread,
  'judge-unread': judgeUnread,
  'embeddings-rejected': (params, say) =>
    say('The endpoint rejected embeddings, so meaning was not compared: {message}', {
      message: text(params, 'message'),
    }),
  'embeddings-failed': (params, say) =>
    say('Some texts could not be embedded, so meaning was not compared for them: {message}', {
      message: text(params, 'message'),
    }),
  'cases-without-passages': (params, say) =>
    say(
      '{n} of {all} cases have no passages that can be read, and are left out: each passage needs an `id` and a `text`.',
      { n: figure(params, 'leftOut'), all: figure(params, 'of') },
    ),
  'cells-sampled': (params, say) =>
    say(
      'Only {cells} pairs of a variant and a case were asked ({share} %), spread evenly. PromptEval estimates the others; every other number is of what was asked.',
      { cells: figure(params, 'cells'), share: Math.round(100 * figure(params, 'share')) },
    ),
  'failed-calls': (params, say) => failedCallsText(params, say),
  'no-answer-variant': (params, say) =>
    say('{variant} got no answer ({calls} of {calls} calls failed) and is not compared.', {
      variant: variantName(text(params, 'variant')),
      calls: figure(params, 'calls'),
    }),
  'no-answer-cases': (params, say) =>
    say('No call for {cases} was answered: the numbers cover the other {left}.', {
      cases: firstNames(params, 'cases', say),
      left: cases(figure(params, 'left'), say),
    }),
  'unfinished-reasoning': (params, say) =>
    say(
      '{answers} of {of} answers were cut by the token limit before they began, while the model was reasoning. They are not scored: raise the limit.',
      { answers: figure(params, 'answers'), of: figure(params, 'of') },
    ),
  'empty-answers': (params, say) =>
    say(
      '{answers} of {of} answers are empty: what is told here is mostly of the others. See why the model says nothing first.',
      { answers: figure(params, 'answers'), of: figure(params, 'of') },
    ),
  'truncated-answers': (params, say) =>
    say(
      '{answers} of {of} answers were cut by the token limit. They are scored as they are: raise the limit if they should go on.',
      { answers: figure(params, 'answers'), of: figure(params, 'of') },
    ),
  'content-left-out': (params, say) =>
    say('{answers} held content other than text ({kinds}), which was left out.', {
      answers: answers(figure(params, 'answers'), say),
      kinds: names(params, 'kinds', say),
    }),
  'json-first-of-several': (params, say) =>
    say('{answers} of {of} answers hold several JSON values; the first whole one is read.', {
      answers: figure(params, 'answers'),
      of: figure(params, 'of'),
    }),
  'parameter-left-out': leftOutText,
  'estimated-usage': (_, say) =>
    say(
      'The endpoint does not report usage: tokens and cost are estimated at four characters a token.',
    ),
  'model-changed': (params, say) =>
    say(
      'The model changed during the run ({versions}). The numbers cover the answers of {counted} only; the others are shown.',
      {
        versions: pairs(params, 'versions')
          .map(([version, n]) => `${version}: ${answers(n, say)}`)
          .join('; '),
        counted: text(params, 'counted'),
      },
    ),
};

export const NOTE_CODES = Object.keys(SENTENCES);

/** A code of a newer version has no sentence here: it is shown as it is. */
export const noteText = ({ code, params }: Note, say: Say): string =>
  SENTENCES[code]?.(params, say) ?? code;
