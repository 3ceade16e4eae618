import type { ShotsComparison } from '../score/shotsComparison.js';
import { count, number, pValue, shotsName } from './figures.js';
import type { Say } from './say.js';

/** Which few-shot configuration is best, which is as good for less, and what order alone did. */
export function shotsSentence({ rows, best, cheapest, orders }: ShotsComparison, say: Say): string {
  const top = rows.find(({ shots }) => shots === best);
  const least = rows.find(({ shots }) => shots === cheapest);
  if (!top || !least) return say('Too little was measured to compare configurations.');
  const first =
    top.accuracy === null
      ? say('Smallest wording effect: {shots} ({value})', {
          shots: shotsName(top.shots),
          value: number(top.effect ?? 0),
        })
      : say('Most accurate: {shots} ({value})', {
          shots: shotsName(top.shots),
          value: number(top.accuracy),
        });
  const moved = orders.flatMap(({ examples, orders: tried, accuracySpread }) =>
    accuracySpread === null
      ? []
      : [
          say('Order alone moved the accuracy of {examples} by {spread} over {n} orders.', {
            examples: count(examples, 'example'),
            spread: number(accuracySpread),
            n: tried,
          }),
        ],
  );
  if (least === top)
    return [
      say('{first}, also the cheapest of those that are not clearly worse.', { first }),
      ...moved,
    ].join(' ');
  return [`${first}.`, cheaperSentence(least, top, say), ...moved].join(' ');
}

type Row = ShotsComparison['rows'][number];

function cheaperSentence(least: Row, top: Row, say: Say): string {
  const p = least.pAccuracy ?? least.pEffect;
  const ratio =
    least.tokensPerCall !== null && top.tokensPerCall
      ? say(', for {ratio} of its tokens', {
          ratio: number(least.tokensPerCall / top.tokensPerCall),
        })
      : '';
  return say('{shots} is not clearly worse{p}{ratio}.', {
    shots: shotsName(least.shots),
    p: p === null ? '' : ` (${pValue(p)})`,
    ratio,
  });
}
