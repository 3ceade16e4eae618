/** A row for each gate: what it lets pass and holds back, with the cases behind each number. */

import { caseSaid } from '../../say/caseWords.js';
import { cases as casesText } from '../../say/plural.js';
import type { Say } from '../../say/say.js';
import type { RowList, StudyRow, Tone } from '../../words/studyView.js';
import type { RestraintFindings } from './schema.js';

type Gate = RestraintFindings['gates'][number];

/** Cases listed. */
const MOST = 50;

export function gateRows({ gates, cost = null }: RestraintFindings, say: Say): StudyRow[] {
  const names: Readonly<Record<Gate['gate'], string>> = {
    policy: say('Gate: what inputs must not hold'),
    context: say('Gate: what must not be missing'),
    cost: say('Gate: cost'),
    goal: say('Gate: the goal, where a program recognizes every request against it'),
    confidence: say('Gate: confidence'),
    model: say('The model by itself'),
    together: gates.some(({ gate }) => gate === 'goal')
      ? say('All together, with such a program')
      : say('All together'),
  };
  const rows = gates.map((each): StudyRow => {
    const { gate, acted, heldBack, matrix } = each;
    const open = acted - matrix.actedRight - matrix.actedWrong;
    const sentence = gateText({ acted, heldBack, ...matrix, open }, say);
    return {
      id: `gate-${gate}`,
      tone: (matrix.actedWrong > matrix.actedRight ? 'bad' : 'none') as Tone,
      title: names[gate],
      sentence: [sentence, ...(gate === 'cost' ? costText(cost, say) : [])].join(' '),
      lists: listsOf(each, say),
      ...{ figures: null, line: null },
    };
  });
  const isOpen = cost !== null && !gates.some(({ gate }) => gate === 'cost');
  const unmeasured: StudyRow = {
    ...{ id: 'gate-cost', tone: 'open', title: names.cost },
    sentence: costText(cost, say).join(' '),
    ...{ figures: null, line: null },
  };
  return isOpen ? [unmeasured, ...rows] : rows;
}

function gateText(figures: Readonly<Record<string, number>>, say: Say): string {
  return figures['open'] === 0
    ? say(
        '{acted} pass: {actedRight} rightly, {actedWrong} wrongly. {heldBack} held back: {heldWrong} rightly, {heldRight} wrongly.',
        figures,
      )
    : say(
        '{acted} pass: {actedRight} rightly, {actedWrong} wrongly, {open} held back by the model itself or with nothing to judge them by. {heldBack} held back: {heldWrong} rightly, {heldRight} wrongly.',
        figures,
      );
}

/** What of the limits could not be held against the answers, and why. */
function costText(cost: RestraintFindings['cost'], say: Say): string[] {
  if (!cost) return [];
  const { tokens, usd, of } = cost;
  const some = (known: number | null) => known !== null && known > 0 && known < of;
  return [
    ...(tokens === 0
      ? [say('The limit in tokens was not measured: the endpoint does not count tokens.')]
      : []),
    ...(usd === 0
      ? [
          say(
            'The limit in US dollars was not measured: the price of the model is not known, or the endpoint does not count tokens.',
          ),
        ]
      : []),
    ...(some(tokens) || some(usd)
      ? [
          say('{unknown} of {of} answers have no token count, and pass.', {
            unknown: of - Math.max(tokens ?? 0, usd ?? 0),
            of,
          }),
        ]
      : []),
  ];
}

function listsOf({ cases }: Gate, say: Say): RowList[] {
  if (!cases) return [];
  const titles = [
    ['actedWrong', say('Passed wrongly')],
    ['heldRight', say('Held back wrongly')],
    ['heldWrong', say('Held back rightly')],
    ['actedRight', say('Passed rightly')],
  ] as const;
  return titles.flatMap(([outcome, title]) => {
    const ids = cases[outcome];
    const more = ids.length - MOST;
    return ids.length === 0
      ? []
      : [
          {
            title: `${title}: ${casesText(ids.length, say)}`,
            items: [
              ...ids.slice(0, MOST).map((id) => caseSaid(id, say)),
              ...(more > 0 ? [say('and {more} more', { more })] : []),
            ],
          },
        ];
  });
}
