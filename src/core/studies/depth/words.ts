import { listSaid } from '../../say/listSaid.js';
import {
  number,
  percent,
  pValue,
  signedNumber,
  variantName,
  withInterval,
} from '../../say/figures.js';
import { capitalised, caseSaid } from '../../say/caseWords.js';
import { cases } from '../../say/plural.js';
import { SIGNIFICANCE } from '../../score/thresholds.js';
import type { Say } from '../../say/say.js';
import type { StudyRow, StudyView } from '../../words/studyView.js';
import { framed } from '../framed.js';
import type { Depth, DepthFindings } from './schema.js';

export function depthView(depth: Depth, say: Say): StudyView {
  const { findings } = depth;
  const { config } = findings;
  return framed(depth, say, {
    title: say('How deeply does the model think?'),
    sentence: [
      ratioText(findings, say),
      ...(findings.think ? [thinkText(findings.think, say)] : [posixText(findings, say)]),
    ].join(' '),
    tone: 'none',
    facts: [
      say('layers {layers} of {of}', {
        layers: listSaid(config.layers.map(String), say),
        of: config.of,
      }),
      say('g = {g}, rho = {rho}, natural logarithm, {K} tokens a list', {
        ...{ g: number(config.g, say), rho: number(config.rho, say), K: config.K },
      }),
    ],
    rows: [
      ...(findings.think ? wayRows(findings.think, say) : variantRows(findings, say)),
      ...answerRows(findings, say),
    ],
    advice: say(
      'Compare only within one model and prompt: nothing here says that answers which settle late are better.',
    ),
  });
}

function ratioText({ dtr, config }: DepthFindings, say: Say): string {
  if (dtr.value === null) return say('No answer could be read.');
  const figures = {
    share: withInterval(number(dtr.value, say), dtr.ci, say),
    tokens: dtr.tokens,
    cases: cases(dtr.cases, say),
    cutoff: Math.ceil(config.rho * config.of),
    near: number(dtr.undecided ?? 0, say),
  };
  return say(
    'Deep-thinking ratio: at most {share} of the tokens settle in layer {cutoff} or later ({tokens} tokens, {cases}; {near} of them lie so near to the limit that either may be true).',
    figures,
  );
}

type Think = NonNullable<DepthFindings['think']>;

function thinkText(
  { n, cases: of, difference, ci, p, word, saved, prefix }: Think,
  say: Say,
): string {
  const found =
    word === 'open'
      ? say(
          'Whether the half that settles latest votes better than all {n} samples cannot be told',
          { n },
        )
      : word === 'better'
        ? say('The half that settles latest votes better than all {n} samples', { n })
        : say('The half that settles latest votes worse than all {n} samples', { n });
  const told = say('{found} ({difference}, {p}, {cases}).', {
    found,
    difference: withInterval(signedNumber(difference, say), ci, say),
    p: pValue(p, say),
    cases: cases(of, say),
  });
  return saved === null
    ? told
    : `${told} ${say('Ending the others after {prefix} tokens would save {saved} of the tokens.', { prefix, saved: percent(saved) })}`;
}

function wayRows({ ways }: Think, say: Say): StudyRow[] {
  const names = {
    one: say('One sample'),
    majority: say('Majority of all'),
    deepest: say('Majority of the half that settles latest (Think@n)'),
    shallowest: say('Majority of the half that settles earliest'),
    random: say('Majority of a random half'),
    shortest: say('Majority of the shortest half'),
  };
  return ways.map(({ way, value, ci }) => ({
    id: way,
    tone: 'none',
    title: names[way],
    sentence: say('Right in {share} of the cases.', { share: percent(value) }),
    figures: withInterval(number(value, say), ci, say),
    line: null,
  }));
}

function posixText({ posix }: DepthFindings, say: Say): string {
  return posix.value === null
    ? say('How likely one wording makes the answer of another is not known.')
    : say(
        'The likelihood of one and the same answer changes by {posix} nats per token from wording to wording (POSIX, {cases}).',
        { posix: number(posix.value, say), cases: cases(posix.n, say) },
      );
}

const variantRows = ({ variants }: DepthFindings, say: Say): StudyRow[] =>
  variants.map(({ variant, dtr, difference, ci, pHolm, tokens }) => {
    const isClear = pHolm !== null && pHolm < SIGNIFICANCE && difference !== null;
    const sentence =
      dtr === null
        ? say('No answer could be read.')
        : difference === null
          ? say('The prompt as written, {tokens} tokens.', { tokens })
          : isClear
            ? difference > 0
              ? say('The model settles later than with the original.')
              : say('The model settles earlier than with the original.')
            : say('No difference from the original is shown.');
    const figures = [
      dtr === null ? null : number(dtr, say),
      difference === null ? null : withInterval(signedNumber(difference, say), ci, say),
      pHolm === null ? null : pValue(pHolm, say),
    ].filter((part) => part !== null);
    return {
      id: variant,
      tone: isClear ? 'medium' : 'none',
      title: variantName(variant),
      sentence,
      figures: figures.length === 0 ? null : figures.join(', '),
      line: null,
    };
  });

/** Rising with the layer; the last for what settles later than was read. */
const BARS = '▁▂▃▄▅█';

/** Each token with a bar of the layer at which it settles. */
function answerRows({ answers, config }: DepthFindings, say: Say): StudyRow[] {
  const levelOf = (settled: number | null) =>
    Math.min(
      settled === null ? config.layers.length : config.layers.indexOf(settled),
      BARS.length - 1,
    );
  const saidOf = (settled: number | null) =>
    settled === null
      ? say('settles after layer {layer}', { layer: config.layers.at(-1) ?? 0 })
      : say('settles by layer {layer}', { layer: settled });
  return answers.map(({ case: caseId, tokens }) => ({
    id: `answer-${caseId}`,
    tone: 'none',
    title: capitalised(caseSaid(caseId, say)),
    sentence: tokens.map(({ text, settled }) => `${text}${BARS[levelOf(settled)]}`).join(''),
    shades: tokens.map(({ text, settled }) => ({
      ...{ text, level: levelOf(settled), said: saidOf(settled) },
    })),
    figures: null,
    line: null,
  }));
}
