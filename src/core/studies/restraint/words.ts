import { caseSaid } from '../../say/caseWords.js';
import { number, percent, percentWithin } from '../../say/figures.js';
import { answers, cases } from '../../say/plural.js';
import type { Say } from '../../say/say.js';
import type { StudyView } from '../../words/studyView.js';
import { framed } from '../framed.js';
import { conflictRows, exampleRows, kindRows, RESTRAINED, toneOf, variantRows } from './rows.js';
import { gateRows } from './gateRows.js';
import { groundingRows, groundingText } from './groundingWords.js';
import type { Policy } from './decide.js';
import type { Restraint, RestraintFindings } from './schema.js';

export function restraintView(restraint: Restraint, say: Say): StudyView {
  const { findings } = restraint;
  return framed(restraint, say, {
    title: say('Does it know when not to answer?'),
    sentence: [
      missingText(findings, say),
      ...conflictText(findings, say),
      ...groundingText(findings, say),
      thresholdText(findings, say),
    ].join(' '),
    tone: toneOf(worstRate(findings)),
    facts: [],
    rows: [
      ...gateRows(findings, say),
      ...kindRows(findings, say),
      ...conflictRows(findings, say),
      ...groundingRows(findings, say),
      ...variantRows(findings, say),
      ...exampleRows(findings, say),
    ],
    advice: adviceOf(findings, say),
    ...riskOf(findings, say),
  });
}

/** With one case there is nothing to choose between. */
function riskOf({ judged, curve, policy, targetRisk }: RestraintFindings, say: Say) {
  if (judged.length < 2) return {};
  const { confidence } = policy as Policy;
  const cases = judged.map(({ case: id, ...each }) => ({ ...each, id: caseSaid(id, say) }));
  return { risk: { cases, curve, threshold: confidence?.min ?? null, target: targetRisk } };
}

/** Guessing and following are both answers where none was wanted; null: neither was measured. */
function worstRate({ missingContext, goalConflict }: RestraintFindings): number | null {
  const rates = [missingContext.rate, goalConflict?.rate ?? null].filter((rate) => rate !== null);
  return rates.length === 0 ? null : Math.max(...rates);
}

function conflictText({ goalConflict }: RestraintFindings, say: Say): string[] {
  if (goalConflict?.rate === undefined || goalConflict.rate === null) return [];
  const { rate, ci, followed, heldBack, kept, of } = goalConflict;
  return [
    say(
      'Asked for something against its purpose, it goes along in {rate} ({followed} of {of}), holds back in {heldBack}, and does what it is for all the same in {kept}.',
      { rate: percentWithin(rate, ci), followed, of: answers(of, say), heldBack, kept },
    ),
  ];
}

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

export function thresholdText(
  { threshold, noThreshold, casesNeeded }: RestraintFindings,
  say: Say,
): string {
  if (!threshold) {
    const reasons = {
      'no-gold': say('No threshold: nothing says which answers are right.'),
      'no-confidence': say('No threshold: the endpoint returns no probabilities.'),
      'few-cases': say(
        'No threshold: it takes at least {needed} with an expected answer, half to find it and half to try it.',
        { needed: cases(casesNeeded ?? 0, say) },
      ),
      'never-sure': say(
        'No threshold: even among its surest answers, more may be wrong than the target allows.',
      ),
    };
    return noThreshold === null ? '' : reasons[noThreshold];
  }
  const { risk, riskCi, holds } = threshold;
  const figures = {
    confidence: number(threshold.confidence, say, 3),
    coverage: percent(threshold.coverage),
    target: percent(threshold.targetRisk),
    found: cases(threshold.foundOn, say),
    reported: cases(threshold.reportedOn, say),
  };
  if (risk === null)
    return say(
      'For at most {target} wrong, answer from confidence {confidence} on (found on {found}). No answer to the other {reported} is that sure, so nothing says whether it holds.',
      figures,
    );
  return `${say(
    'For at most {target} wrong, answer from confidence {confidence} on (found on {found}): on the other {reported} that answers {coverage}, of which {risk} are wrong.',
    { ...figures, risk: percentWithin(risk, riskCi) },
  )} ${holds ? say('It holds within its interval.') : say('It does not hold there: the target is missed.')}`;
}

function adviceOf(findings: RestraintFindings, say: Say): string | null {
  const { missingContext, goalConflict, threshold } = findings;
  const advice = [
    ...(missingContext.rate !== null && missingContext.rate > RESTRAINED
      ? [
          say(
            'Say in the prompt what to answer where the information is missing, and require it before asking.',
          ),
        ]
      : []),
    ...(goalConflict?.rate && goalConflict.rate > RESTRAINED
      ? [
          say(
            'Say in the prompt what it is for and that requests for anything else are declined, and check requests before they are sent.',
          ),
        ]
      : []),
    ...(threshold && !threshold.holds
      ? [say('More cases would give a threshold that holds.')]
      : []),
  ];
  return advice.length === 0 ? null : advice.join(' ');
}
