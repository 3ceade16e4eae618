import { number, perHundred, withInterval } from '../../say/figures.js';
import { capitalised } from '../../say/caseWords.js';
import { cases } from '../../say/plural.js';
import type { Say } from '../../say/say.js';
import type { StudyRow, StudyView, Tone } from '../../words/studyView.js';
import { framed } from '../framed.js';
import { droppedText, editReason, editTitle } from './editWords.js';
import type { Repair, RepairFindings, TriedEdit } from './schema.js';

type Winner = NonNullable<RepairFindings['winner']>;
type Figures = RepairFindings['original'];

export function repairView(repair: Repair, say: Say): StudyView {
  const { findings } = repair;
  const { winner, original, candidates } = findings;
  return framed(repair, say, {
    title: say('What would make it robust?'),
    sentence: [sentenceOf(repair, say), ...ensembleText(findings, say)].join(' '),
    tone: winner ? 'good' : findings.reached === 'search' ? 'open' : 'none',
    facts: [cases(repair.findings.cases.search + heldOutApart(findings), say)],
    rows: [
      {
        ...{ id: 'original', tone: 'none' as Tone, title: say('As it is') },
        ...{ sentence: `${capitalised(figuresText(original, say))}.`, figures: null, line: null },
      },
      ...candidates.map((each) => rowOf(each, findings, say)),
    ],
    advice: adviceOf(repair, say),
  });
}

/** In folds the same cases choose and measure, each for another candidate. */
const heldOutApart = ({ cases: { heldOut, folds } }: RepairFindings) =>
  folds === null ? heldOut : 0;

function sentenceOf({ findings, stopped }: Repair, say: Say): string {
  const { winner, original, reached, by } = findings;
  if (winner) return winnerText(winner, { title: titleOf(winner, findings, say), by }, say);
  if (reached === 'search' || (stopped !== null && findings.cases.heldOut === 0))
    return unfinishedText(findings, say);
  const nothing = say('Nothing tried is better beyond noise.');
  return [nothing, say('As it is: {figures}.', { figures: figuresText(original, say) })].join(' ');
}

function winnerText(
  { before, effect, accuracy, heldOutCases, tokenRatio }: Winner,
  { title, by }: { title: string; by: RepairFindings['by'] },
  say: Say,
): string {
  const moved = {
    title,
    before: valueText(before.effect.value, say),
    effect: withInterval(valueText(effect.value, say), effect.ci, say),
    cases: cases(heldOutCases, say),
  };
  const told =
    by === 'scores'
      ? say(
          '{title}: effect {before} → {effect}, accuracy {accuracyBefore} → {accuracy}, on {cases} it was not chosen on',
          {
            ...moved,
            accuracyBefore: valueText(before.accuracy.value, say),
            accuracy: valueText(accuracy.value, say),
          },
        )
      : say('{title}: divergence {before} → {effect}, on {cases} it was not chosen on', moved);
  const tokens =
    tokenRatio === null ? '' : say('; {ratio} × the tokens', { ratio: number(tokenRatio, say, 1) });
  return `${told}${tokens}.`;
}

function unfinishedText({ candidates }: RepairFindings, say: Say): string {
  const [leader] = candidates
    .filter(({ dropped, search }) => dropped === 'unmeasured' && (search?.gain ?? 0) > 0)
    .toSorted((a, b) => (b.search?.gain ?? 0) - (a.search?.gain ?? 0));
  const ended = say(
    'The run ended during the search, so nothing was measured on cases it was not chosen on.',
  );
  if (!leader) return ended;
  return [
    ended,
    say('Ahead so far: {title}.', { title: titleOf(leader, { candidates }, say) }),
  ].join(' ');
}

/** A combination is named by what it combines. */
function titleOf(
  { edit }: Pick<TriedEdit, 'edit'>,
  { candidates }: Pick<RepairFindings, 'candidates'>,
  say: Say,
): string {
  const parts = edit.params['edits'];
  if (!Array.isArray(parts)) return editTitle(edit, say);
  const titles = parts.map((id) => {
    const part = candidates.find((each) => each.id === id);
    return part ? editTitle(part.edit, say) : String(id);
  });
  return editTitle({ ...edit, params: { edits: titles } }, say);
}

function rowOf(each: TriedEdit, findings: RepairFindings, say: Say): StudyRow {
  const { id, dropped, heldOut } = each;
  const isWinner = findings.winner?.id === id && dropped === null;
  return {
    id,
    tone: isWinner ? 'good' : dropped === 'second' ? 'medium' : 'none',
    title: titleOf(each, findings, say),
    sentence: rowSentence(each, isWinner ? findings.winner : null, say),
    figures: heldOut ? againstText(heldOut.against, say) : gainText(each, say),
    line: null,
  };
}

function rowSentence(each: TriedEdit, winner: Winner | null, say: Say): string {
  const { edit, dropped, search, heldOut } = each;
  const isTried = search !== null || heldOut !== null;
  return [
    winner && `${capitalised(figuresText(winner, say))}.`,
    droppedText({ dropped }, say),
    isTried ? editReason(edit, say) : null,
  ]
    .filter((part) => part !== null)
    .join(' ');
}

function gainText({ search }: TriedEdit, say: Say): string | null {
  if (search === null || search.gain === null) return null;
  return say('gain {gain}, {cases}', {
    gain: signed(search.gain, say),
    cases: cases(search.cases, say),
  });
}

function againstText(
  { effect, accuracy }: NonNullable<TriedEdit['heldOut']>['against'],
  say: Say,
): string {
  const told = (difference: typeof effect) =>
    difference === null
      ? null
      : withInterval(signed(difference.difference, say), difference.ci, say);
  const [byEffect, byAccuracy] = [told(effect), told(accuracy)];
  return [
    byEffect === null ? null : say('effect {value}', { value: byEffect }),
    byAccuracy === null ? null : say('accuracy {value}', { value: byAccuracy }),
  ]
    .filter((part) => part !== null)
    .join(', ');
}

const signed = (value: number, say: Say) => `${value > 0 ? '+' : ''}${number(value, say)}`;
const valueText = (value: number | null, say: Say) => (value === null ? '–' : number(value, say));

/** For instance "effect 0.25 [0.18, 0.33], accuracy 0.72". */
const figuresText = ({ effect, accuracy }: Figures, say: Say): string =>
  [
    say('effect {value}', {
      value: withInterval(valueText(effect.value, say), effect.ci, say),
    }),
    accuracy.value === null
      ? null
      : say('accuracy {value}', { value: number(accuracy.value, say) }),
  ]
    .filter((part) => part !== null)
    .join(', ');

function ensembleText({ ensemble, winner }: RepairFindings, say: Say): string[] {
  if (!ensemble || winner) return [];
  const { voters, accuracy, disagreement } = ensemble;
  const steadier = say(
    'A majority over {voters} variants, at {voters} times the price, would differ from another in {majority} of 100 cases where two variants differ in {one}.',
    {
      voters,
      one: perHundred(disagreement.one),
      majority: perHundred(disagreement.majority),
    },
  );
  if (accuracy === null) return [steadier];
  return [
    steadier,
    say('Its accuracy: {majority} instead of {one}.', {
      one: number(accuracy.one, say),
      majority: number(accuracy.majority, say),
    }),
  ];
}

function adviceOf({ findings, stopped }: Repair, say: Say): string | null {
  const { by, winner } = findings;
  if (by === 'answers')
    return say(
      'No case has an expected answer, so only divergence is repaired: answers that agree may still be wrong.',
    );
  if (winner) return null;
  return stopped === 'budget' ? say('Run it again with a larger budget to continue.') : null;
}
