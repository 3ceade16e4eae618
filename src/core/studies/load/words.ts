import { number, percent, percentWithin, withInterval } from '../../words/figures.js';
import { cases, plural } from '../../words/plural.js';
import type { Say } from '../../words/say.js';
import type { StudyRow, StudyView, Tone } from '../../words/studyView.js';
import { framed } from '../framed.js';
import { FEWEST_DENSITIES } from './pattern.js';
import type { Load, LoadFindings } from './schema.js';

/** Followed at least this often is followed. */
const FOLLOWED = 0.9;
const LOST = 0.5;

export function loadView(load: Load, say: Say): StudyView {
  const { findings } = load;
  return framed(load, say, {
    title: say('How many instructions can it carry?'),
    sentence: [
      wholeText(findings, say),
      ...belowText(findings, say),
      patternText(findings, say),
      ...primacyText(findings, say),
    ].join(' '),
    tone: toneOf(findings.joint.value),
    facts: [
      say('{total} instructions, {checked} checked', {
        total: findings.total,
        checked: findings.checked,
      }),
      say('{density} in 100 words', { density: number(findings.density, 1) }),
    ],
    rows: [...instructionRows(findings, say), ...curveRows(findings, say)],
    advice: adviceOf(findings, say),
  });
}

const toneOf = (value: number | null): Tone =>
  value === null ? 'open' : value >= FOLLOWED ? 'good' : value >= LOST ? 'medium' : 'bad';

const share = (value: number | null, say: Say) =>
  value === null ? say('not measured') : percent(value);

function wholeText({ joint, independent, checked }: LoadFindings, say: Say): string {
  const { value, ci, n } = joint;
  if (value === null) return say('No answer to the whole prompt could be checked.');
  const figures = {
    joint: percentWithin(value, ci),
    checked,
    cases: cases(n, say),
    product: share(independent.value, say),
  };
  return say(
    'All {checked} checked instructions are followed at once in {joint} of the answers ({cases}); the product of their single rates is {product}.',
    figures,
  );
}

const belowText = ({ below }: LoadFindings, say: Say): string[] =>
  below.instructions === null
    ? []
    : [
        say('From {instructions} on, fewer than {target} of the answers follow all.', {
          instructions: plural(say, below.instructions, '1 instruction', '{n} instructions'),
          target: share(below.target, say),
        }),
      ];

function patternText({ pattern, curve }: LoadFindings, say: Say): string {
  if (!pattern && curve.length >= FEWEST_DENSITIES) return say('No pattern can be told.');
  if (!pattern)
    return say('{n} densities are too few to tell a pattern: five are needed.', {
      n: curve.length,
    });
  if (pattern.code === 'undetermined') return say('No pattern can be told.');
  const names = {
    linear: say('linear'),
    exponential: say('exponential'),
    threshold: say('a threshold'),
  };
  const half =
    pattern.at50 === null
      ? ''
      : ` ${say('By its curve, half would be followed at {n}.', { n: pattern.at50 })}`;
  return `${say(
    'Adherence falls with the number of instructions: {pattern} (ahead of the next by {gap} AICc).',
    {
      pattern: names[pattern.code],
      gap: number(pattern.gap, 1),
    },
  )}${half}`;
}

const primacyText = ({ primacy }: LoadFindings, say: Say): string[] =>
  primacy === null
    ? []
    : [
        say(
          'Instructions in the last third are missed {times} times as often as those in the first.',
          {
            times: number(primacy.value, 1),
          },
        ),
      ];

function instructionRows({ instructions, conflicts }: LoadFindings, say: Say): StudyRow[] {
  return instructions.map(({ text, line, check, followed, cost }, at) => {
    const clash = conflicts.filter(({ a, b }) => a === at || b === at);
    const notes = clash.map(({ kind, a, b }) => {
      const other = instructions[a === at ? b : a]?.text ?? '';
      return kind === 'opposite'
        ? say('Contradicts “{other}”.', { other })
        : say('Says the same as “{other}”.', { other });
    });
    const found =
      check === null
        ? say('Not checked: no rule tells from an answer whether it was followed.')
        : say('{check}: followed in {share}', { check, share: share(followed, say) });
    const costs =
      cost !== null && cost > 0
        ? [
            say('Where it is given, {share} fewer of the others are followed.', {
              share: share(cost, say),
            }),
          ]
        : [];
    return {
      id: `instruction-${at + 1}`,
      tone: check === null ? 'none' : toneOf(followed),
      title: text,
      sentence: [found, ...costs, ...notes].join(' '),
      figures: followed === null ? null : number(followed),
      line,
    };
  });
}

const curveRows = ({ curve }: LoadFindings, say: Say): StudyRow[] =>
  curve.map(({ n, adherence, ci, joint, answers }) => ({
    id: `density-${n}`,
    tone: toneOf(adherence),
    title: plural(say, n, '1 instruction', '{n} instructions'),
    sentence: say('{followed} followed, all at once in {joint} of {answers} answers', {
      followed: share(adherence, say),
      joint: share(joint, say),
      answers,
    }),
    figures: adherence === null ? null : withInterval(number(adherence), ci),
    line: null,
  }));

function adviceOf({ conflicts, instructions, checked }: LoadFindings, say: Say): string | null {
  if (conflicts.length > 0) return say('Resolve what contradicts or repeats itself first.');
  const lost = instructions.filter(({ followed }) => followed !== null && followed < LOST);
  if (lost.length === 0 || checked === 0) return null;
  return say(
    'Move what gets lost to the start, or split the task. Then measure again: neither is certain to help.',
  );
}
