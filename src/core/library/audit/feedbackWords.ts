import { number, percentWithin } from '../../say/figures.js';
import { HIGHEST_SCORE, type Agreement, type FeedbackSummary } from './feedback.js';
import { answers as answersSaid, plural } from '../../say/plural.js';
import { english, type Say } from '../../say/say.js';
import { listSaid } from '../../say/listSaid.js';
import { caseSaid } from '../../say/caseWords.js';

const MOST_COMMENTS = 20;

export const feedbackSentences = (
  { ratings, raters, answers, thumbs, rubrics, agreement, comments }: FeedbackSummary,
  say: Say = english,
): string[] => [
  say('{answers} rated {times} by {raters}.', {
    answers: answersSaid(answers, say),
    times: plural(say, ratings, 'once', '{n} times'),
    raters: listSaid(raters, say),
  }),
  ...(thumbs
    ? [
        say('Thumbs up: {share} ({up} of {of}).', {
          share: percentWithin(thumbs.up / thumbs.of, thumbs.ci),
          ...{ up: thumbs.up, of: thumbs.of },
        }),
      ]
    : []),
  ...rubrics.map(({ name, mean, n }) =>
    say('{name}: {mean} of {highest} on average ({scores}).', {
      ...{ name, mean: number(mean, say), highest: HIGHEST_SCORE },
      scores: plural(say, n, '1 score', '{n} scores'),
    }),
  ),
  ...(agreement.length === 0
    ? [say('No answer was rated by two people: nothing says whether they would agree.')]
    : agreement.map((each) => agreementText(each, say))),
  ...comments
    .slice(0, MOST_COMMENTS)
    .map(({ rater, case: id, comment }) =>
      say('{rater} on {case}: {comment}', { rater, case: caseSaid(id, say), comment }),
    ),
];

function agreementText({ of, raters, shared, kappa, alpha }: Agreement, say: Say): string {
  const values = [
    ...(kappa === null ? [] : [say("Cohen's kappa {value}", { value: number(kappa, say) })]),
    ...(alpha === null ? [] : [say("Krippendorff's alpha {value}", { value: number(alpha, say) })]),
  ];
  const said =
    values.length === 0 ? say('not defined, because all ratings are the same') : values.join(', ');
  return say(
    'Agreement on {what}, beyond chance: {agreement} ({raters}, {answers} rated by more than one).',
    {
      what: of === 'thumb' ? say('thumbs') : of,
      agreement: said,
      raters: plural(say, raters, '1 rater', '{n} raters'),
      answers: answersSaid(shared, say),
    },
  );
}
