import { capitalised, caseSaid } from '../../words/caseWords.js';
import { number, percent, percentWithin, variantName } from '../../words/figures.js';
import { answers, cases } from '../../words/plural.js';
import type { Say } from '../../words/say.js';
import type { StudyRow, StudyView, Tone } from '../../words/studyView.js';
import { framed } from '../framed.js';
import type { Restraint, RestraintFindings } from './schema.js';

/** Guessing at least this often is no restraint, and at most this often is. */
const GUESSES = 0.5;
const RESTRAINED = 0.1;

export function restraintView(restraint: Restraint, say: Say): StudyView {
  const { findings } = restraint;
  return framed(restraint, say, {
    title: say('Does it know when not to answer?'),
    sentence: [missingText(findings, say), thresholdText(findings, say)].join(' '),
    tone: toneOf(findings.missingContext.rate),
    facts: [],
    rows: [
      ...gateRows(findings, say),
      ...variantRows(findings, say),
      ...exampleRows(findings, say),
    ],
    advice: adviceOf(findings, say),
  });
}

const toneOf = (rate: number | null): Tone =>
  rate === null ? 'open' : rate <= RESTRAINED ? 'good' : rate < GUESSES ? 'medium' : 'bad';

function missingText({ missingContext }: RestraintFindings, say: Say): string {
  const { rate, ci, guessed, of, abstained, clarified, empty } = missingContext;
  if (rate === null) return say('No case has anything that could be taken away.');
  return say(
    'With what the answer rests on taken away, it answers all the same in {rate} ({guessed} of {of}); it says that it cannot tell in {abstained}, asks back in {clarified}, and says nothing in {empty}.',
    {
      rate: percentWithin(rate, ci),
      guessed,
      of: answers(of, say),
      abstained,
      clarified,
      empty,
    },
  );
}

function thresholdText({ threshold, noThreshold }: RestraintFindings, say: Say): string {
  if (!threshold) {
    const reasons = {
      'no-gold': say('No threshold: nothing says which answers are right.'),
      'no-confidence': say('No threshold: the endpoint returns no probabilities.'),
      'few-cases': say('No threshold: it takes 20 cases, half to find it and half to try it.'),
      'never-sure': say(
        'No threshold: however sure the model is, too many answers are wrong for the target.',
      ),
    };
    return noThreshold === null ? '' : reasons[noThreshold];
  }
  const figures = {
    confidence: number(threshold.confidence, 3),
    coverage: percent(threshold.coverage),
    target: percent(threshold.targetRisk),
    risk: threshold.risk === null ? say('none') : percentWithin(threshold.risk, threshold.riskCi),
    found: cases(threshold.foundOn, say),
    reported: cases(threshold.reportedOn, say),
  };
  const holds = threshold.holds
    ? say('It holds within its interval.')
    : say('It does not hold there: the target is missed.');
  return `${say(
    'For {target} wrong at most, answer from confidence {confidence} on (found on {found}): on the other {reported} that answers {coverage}, of which {risk} are wrong.',
    figures,
  )} ${holds}`;
}

function gateRows({ gates }: RestraintFindings, say: Say): StudyRow[] {
  const names: Readonly<Record<string, string>> = {
    policy: say('Gate: what inputs must not hold'),
    context: say('Gate: what must not be missing'),
    cost: say('Gate: cost'),
    goal: say('Gate: the goal'),
    confidence: say('Gate: confidence'),
    model: say('The model by itself'),
    together: say('All together'),
  };
  return gates.map(({ gate, acted, heldBack, matrix }) => ({
    id: `gate-${gate}`,
    tone: (matrix.actedWrong > matrix.actedRight ? 'bad' : 'none') as Tone,
    title: names[gate] ?? gate,
    sentence: say(
      '{acted} used: {actedRight} right, {actedWrong} wrong. {heldBack} held back: {heldWrong} rightly, {heldRight} wrongly.',
      { acted, heldBack, ...matrix },
    ),
    ...{ figures: null, line: null },
  }));
}

function variantRows({ missingContext }: RestraintFindings, say: Say): StudyRow[] {
  return missingContext.byVariant.map(({ variant, guessed, of }) => ({
    id: `wording-${variant}`,
    tone: toneOf(guessed / of),
    title: variantName(variant),
    sentence: say('guesses {guessed} of {of} times where the context is missing', { guessed, of }),
    figures: number(guessed / of),
    line: null,
  }));
}

const exampleRows = ({ missingContext }: RestraintFindings, say: Say): StudyRow[] =>
  missingContext.examples.map(({ case: id, variant, text }, at) => ({
    id: `guess-${at + 1}`,
    tone: 'none' as Tone,
    title: capitalised(caseSaid(id, say)),
    sentence: say('“{text}” under {variant}', { text, variant: variantName(variant) }),
    ...{ figures: null, line: null },
  }));

function adviceOf({ missingContext, threshold }: RestraintFindings, say: Say): string | null {
  if (missingContext.rate !== null && missingContext.rate > RESTRAINED)
    return say(
      'Say in the prompt what to answer where the information is missing, and require it before asking.',
    );
  return threshold && !threshold.holds
    ? say('More cases would give a threshold that holds.')
    : null;
}
