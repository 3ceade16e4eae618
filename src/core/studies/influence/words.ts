import { number, pValue, signedNumber, withInterval } from '../../say/figures.js';
import { cases, plural } from '../../say/plural.js';
import type { Say } from '../../say/say.js';
import type { StudyView, Tone } from '../../words/studyView.js';
import { SIGNIFICANCE } from '../../score/thresholds.js';
import { framed } from '../framed.js';
import type { Influence, InfluenceKind, InfluencePart } from './schema.js';

const TONES: Readonly<Record<InfluenceKind, Tone>> = {
  decides: 'strong',
  matters: 'medium',
  nothing: 'none',
  unseen: 'none',
  open: 'open',
};

export function influenceView(influence: Influence, say: Say): StudyView {
  const { findings, deterministic } = influence;
  const { n, R, parts } = findings;
  const noise = deterministic
    ? say('same text every time')
    : plural(say, R, '1 repeat', '{n} repeats');
  return framed(influence, say, {
    title: say('Which words matter?'),
    sentence: answerOf(parts, say),
    tone: parts.some(({ kind }) => kind === 'decides') ? 'strong' : 'none',
    facts: [cases(n, say), noise],
    rows: parts.map((part) => ({
      id: part.id,
      tone: TONES[part.kind],
      title: part.text,
      sentence: partSentence(part, say),
      figures: partFigures(part, say),
      line: part.line,
    })),
    advice: null,
  });
}

function answerOf(parts: readonly InfluencePart[], say: Say): string {
  const counted = (kind: InfluenceKind) => parts.filter((each) => each.kind === kind).length;
  return say(
    'Sentences that decide the answers: {decides} of {all}; that matter: {matters} more.',
    {
      decides: counted('decides'),
      matters: counted('matters'),
      all: parts.length,
    },
  );
}

/** Whether accuracy moves more without it than the answers do, and is what is told. */
const isByAccuracy = ({ kind, effect, accuracy }: InfluencePart): boolean =>
  (kind === 'decides' || kind === 'matters') && Math.abs(accuracy ?? 0) > (effect ?? 0);

/** What the sentence rests on: `effect 0.40 [0.20, 0.61]`, or the accuracy; null where nothing could be computed. */
export function partFigures(part: InfluencePart, say: Say): string | null {
  const { effect, ci, pHolm, accuracy, accuracyCi, accuracyPHolm } = part;
  const withP = (text: string, p: number | null) =>
    p === null ? text : `${text}, ${pValue(p, say)}`;
  if (!isByAccuracy(part))
    return effect === null
      ? null
      : withP(
          say('effect {figures}', { figures: withInterval(number(effect, say), ci, say) }),
          pHolm,
        );
  const figures = withInterval(signedNumber(accuracy ?? 0, say), accuracyCi, say);
  return withP(say('accuracy {figures}', { figures }), accuracyPHolm);
}

export function partSentence(part: InfluencePart, say: Say): string {
  const { kind, effect, reason } = part;
  if (isByAccuracy(part)) return scoreSentence(part, say);
  if (effect === null)
    return reason === 'same-words'
      ? say(
          'Without it, answers have the same words in another order: words cannot tell what that changes.',
        )
      : say('Too little was measured to tell.');
  return [kindSentence(part, effect, say), accuracySentence(kind, part, say)]
    .filter((sentence) => sentence !== null)
    .join(' ');
}

/** Answers that read alike can still be right or wrong: then accuracy tells what the part does. */
function scoreSentence(
  { kind, accuracy, accuracyWith, accuracyWithout }: InfluencePart,
  say: Say,
): string {
  const figures = {
    before: number(accuracyWith ?? 0, say),
    now: number(accuracyWithout ?? 0, say),
  };
  if (kind === 'decides')
    return (accuracy ?? 0) < 0
      ? say('Decides: without it, accuracy falls from {before} to {now}.', figures)
      : say('Decides: without it, accuracy rises from {before} to {now}.', figures);
  return (accuracy ?? 0) < 0
    ? say('Matters: without it, accuracy falls from {before} to {now}.', figures)
    : say('Matters: without it, accuracy rises from {before} to {now}.', figures);
}

function kindSentence({ kind, ci, n, pHolm }: InfluencePart, effect: number, say: Say): string {
  const moved = Math.round(effect * 100);
  // Answers that are the same text every time are not tested for chance.
  const isNoisy = pHolm !== null;
  switch (kind) {
    case 'decides':
      return moved >= 100
        ? say('Decides: without it, every answer changes.')
        : say('Decides: without it, {moved} of 100 answers change.', { moved: Math.max(0, moved) });
    case 'matters':
      return say('Matters: without it, {moved} of 100 answers change.', {
        moved: Math.max(0, moved),
      });
    case 'nothing':
      return isNoisy
        ? say('Changes nothing: answers differ without it no more than from repeat to repeat.')
        : say('Changes nothing: answers are the same without it.');
    case 'unseen':
      if (isNoisy) return noisySentence(ci, n, say);
      return ci
        ? say('No answer changed without it; {cases} leave effects up to {high} possible.', {
            cases: cases(n, say),
            high: number(ci[1], say),
          })
        : say('No answer changed without it, in {cases}.', { cases: cases(n, say) });
    case 'open':
      return ci
        ? say(
            'Inconclusive: the effect is {effect}, but it could be anything from {low} to {high}.',
            {
              effect: number(effect, say),
              low: number(ci[0], say),
              high: number(ci[1], say),
            },
          )
        : say('Inconclusive: the effect is {effect}, from {cases}.', {
            effect: number(effect, say),
            cases: cases(n, say),
          });
  }
}

const noisySentence = (ci: InfluencePart['ci'], n: number, say: Say): string =>
  ci
    ? say('No change beyond the noise without it; {cases} leave effects up to {high} possible.', {
        cases: cases(n, say),
        high: number(ci[1], say),
      })
    : say('No change beyond the noise without it, in {cases}.', { cases: cases(n, say) });

/** Whether it helps or harms; a difference that may be chance is called that. */
function accuracySentence(
  kind: InfluenceKind,
  { accuracy, accuracyPHolm }: InfluencePart,
  say: Say,
): string | null {
  if (accuracy === null || kind === 'nothing' || kind === 'unseen') return null;
  const points = Math.abs(Math.round(accuracy * 100));
  if (points === 0) return say('Accuracy is the same without it.');
  const lower = accuracy < 0;
  if ((accuracyPHolm ?? 1) >= SIGNIFICANCE)
    return lower
      ? say('Accuracy is {points} points lower without it, which may be chance.', { points })
      : say('Accuracy is {points} points higher without it, which may be chance.', { points });
  return lower
    ? say('It adds {points} points of accuracy.', { points })
    : say('It costs {points} points of accuracy.', { points });
}
