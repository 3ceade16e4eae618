/** The verdict of a report in words. The report holds codes and numbers; nothing here is stored. */

import { caseSaid } from '../../say/caseWords.js';
import type { NoteParams } from '../../text/note.js';
import { number, perHundred, variantName } from '../../say/figures.js';
import { differingPart } from '../../text/differingPart.js';
import { headlineShots } from '../../variants/shots/configuration.js';
import { cases } from '../../say/plural.js';
import type { Say } from '../../say/say.js';
import { adviceText } from './adviceWords.js';
import { embeddingsText, isGraded, unitOf } from './answerUnits.js';
import { causeText } from './causeWords.js';
import { foundText } from './foundWords.js';
import { loneSentence, mayDifferSentence } from './loneWords.js';
import type { Report } from './schema.js';
import { verdictKind, type VerdictCode, type VerdictKind } from './verdict.js';

export interface VerdictWords {
  readonly code: VerdictCode;
  readonly kind: VerdictKind;
  readonly word: string;
  readonly sentence: string;
  /** How far apart two variants' answers are, and one variant's asked twice; null where that is unknown. */
  readonly found: string | null;
  /** What is behind it; null where there is nothing to say. */
  readonly cause: string | null;
  readonly advice: string;
  readonly adviceCodes: readonly string[];
}

export const verdictWords = (report: Report, say: Say): VerdictWords => ({
  code: report.verdict.code,
  kind: verdictKind(report.verdict.code),
  word: verdictWord(report.verdict.code, say),
  sentence: sentenceOf(report, say),
  found: foundText(report, say),
  cause: causeText(report, say),
  advice: report.verdict.advice.map((advice) => adviceText(advice, report, say)).join(' '),
  adviceCodes: report.verdict.advice.map((advice) => advice.code),
});

export function verdictWord(code: VerdictCode, say: Say): string {
  const words: Readonly<Record<VerdictCode, string>> = {
    inconclusive: say('Inconclusive'),
    'noise-first': say('Noise first'),
    'one-differs': say('One wording differs'),
    stable: say('Stable'),
    'no-movement': say('No movement seen'),
    small: say('Small effect'),
    mild: say('Mildly sensitive'),
    sensitive: say('Sensitive'),
    fragile: say('Fragile'),
  };
  return words[code];
}

const figure = (params: NoteParams, name: string) => Number(params[name] ?? 0);

function sentenceOf(report: Report, say: Say): string {
  const { code, params } = report.verdict;
  // A report of version 1 kept its sentence.
  if (typeof params['text'] === 'string') return params['text'];
  switch (code) {
    case 'inconclusive':
      return inconclusiveSentence(report, say);
    case 'noise-first':
      return noiseSentence(report, say);
    case 'one-differs':
      return loneSentence(report, say);
    case 'stable':
      return say('These {variants} wordings make no difference that matters.', {
        variants: figure(params, 'variants'),
      });
    case 'no-movement':
      return stillSentence(params, say);
    case 'small':
      return say('There is an effect, but a small one: {effect}.', {
        effect: number(figure(params, 'effect'), say),
      });
    default:
      return movedSentence(report, say);
  }
}

function stillSentence(params: NoteParams, say: Say): string {
  const figures = {
    n: figure(params, 'cases'),
    high: number(figure(params, 'high'), say),
    needed: figure(params, 'needed'),
  };
  return params['noisy'] === true
    ? say(
        'None of {n} cases moved more than asking twice moves it. That leaves effects up to {high} possible; {needed} such cases would rule out more than 0.05.',
        figures,
      )
    : say(
        'None of {n} cases moved. {n} unmoved cases leave effects up to {high} possible; {needed} would rule out more than 0.05.',
        figures,
      );
}

function inconclusiveSentence(report: Report, say: Say): string {
  const { params } = report.verdict;
  switch (params['reason']) {
    case 'unreadable':
      return say('No answer could be read: fix that before the wording.');
    case 'all-wrong':
      return say(
        'Every answer is wrong under every wording: look at the check, the cases or the model first.',
      );
    case 'no-repeat-yet':
      return say('The run ended before anything was asked twice, so the noise is unknown.');
    case 'one-repeat':
      return say(
        'Each call was made once, so the noise is unknown, and the wording effect with it.',
      );
    case 'one-variant':
      return say('There is no other wording to compare the prompt with.');
    case 'no-original':
      return say('The prompt as written got no answer, so nothing can be compared with it.');
    case 'few-cases':
      return say('{cases} complete of {planned}: a first answer needs {needed}.', {
        cases: cases(figure(params, 'cases'), say),
        planned: figure(params, 'planned'),
        needed: figure(params, 'needed'),
      });
    case 'words-only':
      return wordsSentence(report, say);
    case 'one-may-differ':
      return mayDifferSentence(report, say);
    default:
      return say('The wording effect is {effect}, but it could be anything from {low} to {high}.', {
        effect: number(figure(params, 'effect'), say),
        low: number(figure(params, 'low'), say),
        high: number(figure(params, 'high'), say),
      });
  }
}

/** With the two answers that differ most, since words alone do not show whether that matters. */
function wordsSentence(
  { verdict: { params }, comparedBy, outcomes, plan }: Report,
  say: Say,
): string {
  // Where only what repeats say differs, no two wordings stand for it.
  if (params['case'] === undefined)
    return say('Only words were compared, and these do not tell what an answer means.');
  const [a, b] = [String(params['a']), String(params['b'])];
  const textOf = (variant: string) =>
    outcomes.find(
      (each) =>
        each.variant === variant &&
        each.case === params['case'] &&
        each.shots === headlineShots(plan.shots) &&
        each.text !== null,
    )?.text ?? '';
  const [some, other] = differingPart(textOf(a), textOf(b));
  const figures = {
    differing: figure(params, 'differing'),
    cases: cases(figure(params, 'cases'), say),
    case: caseSaid(String(params['case']), say),
    ...{ some, other, a: variantName(a), b: variantName(b) },
  };
  return comparedBy === 'embedding'
    ? say(
        'Only embeddings were compared, and these hardly see a “not” or who did what. {differing} of {cases} have answers that differ, most of all {case}: “{some}” under {a}, “{other}” under {b}.',
        figures,
      )
    : say(
        'Only words were compared, and these do not tell what an answer means. {differing} of {cases} have answers that differ, most of all {case}: “{some}” under {a}, “{other}” under {b}.',
        figures,
      );
}

function noiseSentence(report: Report, say: Say): string {
  return [noiseFound(report, say), noiseRemedy(report, say)].join(' ');
}

function noiseFound(report: Report, say: Say): string {
  const within = perHundred(figure(report.verdict.params, 'within'));
  const unit = unitOf(report, say);
  if (report.comparedBy === 'embedding')
    return say(
      'Asked twice, the same wording is {within} % as far apart as answers to different cases.',
      {
        within,
      },
    );
  return unit === null
    ? say('Asked twice, the same wording differs on {within} of 100 cases.', { within })
    : say("Asked twice, the same wording changes {within} % of an answer's {unit}.", {
        within,
        unit,
      });
}

const noiseRemedy = ({ verdict: { params } }: Report, say: Say): string => {
  if (params['judged'] === true)
    return say('Settle that first (temperature, model, judge), the wording comes after.');
  return params['atZero'] === true
    ? say(
        'The temperature is 0, and the endpoint does not repeat itself all the same: settle that first (model, server), the wording comes after.',
      )
    : say('Settle that first (temperature, model), the wording comes after.');
};

function movedSentence(report: Report, say: Say): string {
  const { params } = report.verdict;
  const unit = unitOf(report, say);
  if (unit !== null) return comparedWithNoise(params, unit, say);
  if (report.comparedBy === 'embedding')
    return embeddingsText(
      { cross: perHundred(figure(params, 'cross')), within: perHundred(figure(params, 'within')) },
      say,
    );
  const moved = figure(params, 'moved');
  const part = { moved, cases: cases(figure(params, 'cases'), say) };
  const sentence =
    moved === 0 ? uncountedSentence(report, say) : countedSentence(report, part, say);
  // Of graded scores, what was found says so.
  return report.judged && !isGraded(report)
    ? `${sentence} ${judgedAgainstNoise(params, say)}`
    : sentence;
}

function countedSentence(report: Report, part: { moved: number; cases: string }, say: Say): string {
  if (report.comparedBy !== 'score')
    return say(
      'The answer depends on the wording: that of {moved} of {cases} certainly does.',
      part,
    );
  return isGraded(report)
    ? say('The score depends on the wording: that of {moved} of {cases} certainly does.', part)
    : say(
        'Whether a case comes out right depends on the wording: {moved} of {cases} certainly do.',
        part,
      );
}

/** An effect over all cases that no single one shows beyond its noise. */
function uncountedSentence(report: Report, say: Say): string {
  if (report.comparedBy !== 'score')
    return say('The answers depend on the wording, though no case shows it alone.');
  return isGraded(report)
    ? say('The scores depend on the wording, though no case shows it alone.')
    : say('Which cases come out right depends on the wording, though no case shows it alone.');
}

/** Without a second model there is no gap to compare judged scores with, so the noise is what there is. */
const judgedAgainstNoise = (params: NoteParams, say: Say) =>
  say("Two wordings are {cross} apart on the judge's scale, one wording asked twice {within}.", {
    cross: number(figure(params, 'cross'), say),
    within: number(figure(params, 'within'), say),
  });

function comparedWithNoise(params: NoteParams, unit: string, say: Say): string {
  const [cross, within] = [figure(params, 'cross'), figure(params, 'within')];
  const figures = { cross: perHundred(cross), within: perHundred(within), unit };
  if (within < 0.005)
    return say(
      "Another wording changes {cross} % of an answer's {unit}; asking twice changes nothing.",
      figures,
    );
  const times = Math.round(cross / within);
  return times < 2
    ? say(
        "Another wording changes {cross} % of an answer's {unit}; asking twice changes {within} %.",
        figures,
      )
    : say(
        "Another wording changes {cross} % of an answer's {unit}: {times} times what asking twice changes.",
        { ...figures, times },
      );
}
