import { cheapestOf, type ShotsComparison } from '../score/shotsComparison.js';
import { number } from '../say/figures.js';
import { examplesText, shotsName } from './planWords.js';
import type { Say } from '../say/say.js';

/** Which few-shot configuration is best, which is as good for less, and what order alone did. */
export function shotsSentence({ rows, best, cheapest, orders }: ShotsComparison, say: Say): string {
  const top = rows.find(({ shots }) => shots === best);
  const least = rows.find(({ shots }) => shots === cheapest);
  if (!top || !least) return say('Too little was measured to compare configurations.');
  const first =
    top.accuracy === null
      ? say('Smallest wording effect: {shots} ({value})', {
          shots: shotsName(top.shots, say),
          value: number(top.effect ?? 0, say),
        })
      : say('Most accurate: {shots} ({value})', {
          shots: shotsName(top.shots, say),
          value: number(top.accuracy, say),
        });
  const moved = orders.flatMap(({ examples, orders: tried, accuracySpread }) =>
    accuracySpread === null
      ? []
      : [
          say('Order alone moved the accuracy of {examples} by {spread} over {n} orders.', {
            examples: examplesText(examples, say),
            spread: number(accuracySpread, say),
            n: tried,
          }),
        ],
  );
  return [`${first}.`, ...cheaperSentences(rows, least, top, say), ...moved].join(' ');
}

type Row = ShotsComparison['rows'][number];

/** What costs less: shown to be as good, or not told apart yet. */
function cheaperSentences(rows: readonly Row[], least: Row, top: Row, say: Say): string[] {
  const price = ({ tokensPerCall, examples }: Row) => tokensPerCall ?? examples;
  const open = rows.find(({ shots }) => shots === cheapestOf(rows, ['open']));
  const shown =
    least === top
      ? []
      : [
          say('{shots} is as good within 0.05{ratio}.', {
            shots: shotsName(least.shots, say),
            ratio: ratioOf(least, top, say),
          }),
        ];
  return open && price(open) < price(least)
    ? [
        ...shown,
        say('Whether {shots} is as good cannot be told yet: add cases.', {
          shots: shotsName(open.shots, say),
        }),
      ]
    : shown;
}

const ratioOf = (row: Row, top: Row, say: Say) =>
  row.tokensPerCall !== null && top.tokensPerCall
    ? say(', for {ratio} of its tokens', {
        ratio: number(row.tokensPerCall / top.tokensPerCall, say),
      })
    : '';
