import { count, number, percentWithin } from '../../words/figures.js';
import { list } from '../../text/list.js';
import { HIGHEST_SCORE, type Agreement, type FeedbackSummary } from './feedback.js';

const MOST_COMMENTS = 20;

export const feedbackSentences = ({
  ratings,
  raters,
  answers,
  thumbs,
  rubrics,
  agreement,
  comments,
}: FeedbackSummary): string[] => [
  `${count(answers, 'answer')} rated ${count(ratings, 'time')} by ${list(raters)}.`,
  ...(thumbs
    ? [
        `Thumbs up: ${percentWithin(thumbs.up / thumbs.of, thumbs.ci)} (${thumbs.up} of ${thumbs.of}).`,
      ]
    : []),
  ...rubrics.map(
    ({ name, mean, n }) =>
      `${name}: ${number(mean)} of ${HIGHEST_SCORE} on average (${count(n, 'score')}).`,
  ),
  ...(agreement.length === 0
    ? ['No answer was rated by two people: nothing says whether they would agree.']
    : agreement.map(agreementText)),
  ...comments
    .slice(0, MOST_COMMENTS)
    .map(({ rater, case: id, comment }) => `${rater} on case ${id}: ${comment}`),
];

function agreementText({ of, raters, shared, kappa, alpha }: Agreement): string {
  const values = [
    ...(kappa === null ? [] : [`Cohen's kappa ${number(kappa)}`]),
    ...(alpha === null ? [] : [`Krippendorff's alpha ${number(alpha)}`]),
  ];
  const said =
    values.length === 0 ? 'not defined, because all ratings are the same' : values.join(', ');
  return `Agreement on ${of === 'thumb' ? 'thumbs' : of}, beyond chance: ${said} (${count(raters, 'rater')}, ${count(shared, 'answer')} rated by more than one).`;
}
