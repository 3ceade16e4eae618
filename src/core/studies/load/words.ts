import { listSaid } from '../../say/listSaid.js';
import {
  number,
  percent,
  percentWithin,
  pValue,
  signedNumber,
  withInterval,
} from '../../say/figures.js';
import { cases, plural } from '../../say/plural.js';
import type { Say } from '../../say/say.js';
import type { StudyRow, StudyView, Tone } from '../../words/studyView.js';
import { framed } from '../framed.js';
import { FEWEST_DENSITIES } from './pattern.js';
import type { ProposalCode } from './proposals.js';
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
      say('{density} in 100 words', { density: number(findings.density, say, 1) }),
    ],
    rows: [
      ...instructionRows(findings, say),
      ...proposalRows(findings, say),
      ...curveRows(findings, say),
    ],
    advice: adviceOf(findings, say),
  });
}

/** `sometimes`: in half of the answers and more. */
export type AdherenceLevel = 'followed' | 'sometimes' | 'lost';

export const levelOf = (share: number | null): AdherenceLevel | null =>
  share === null ? null : share >= FOLLOWED ? 'followed' : share >= LOST ? 'sometimes' : 'lost';

const TONES: Readonly<Record<AdherenceLevel, Tone>> = {
  followed: 'good',
  sometimes: 'medium',
  lost: 'bad',
};

function toneOf(value: number | null): Tone {
  const level = levelOf(value);
  return level === null ? 'open' : TONES[level];
}

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
      gap: number(pattern.gap, say, 1),
    },
  )}${half}`;
}

const primacyText = ({ primacy }: LoadFindings, say: Say): string[] => {
  if (primacy === null) return [];
  return primacy.smoothed
    ? [say('Instructions in the last third are missed at times, those in the first third never.')]
    : [
        say(
          'Instructions in the last third are missed {times} times as often as those in the first.',
          {
            times: number(primacy.value, say, 1),
          },
        ),
      ];
};

export function instructionRows({ instructions, conflicts }: LoadFindings, say: Say): StudyRow[] {
  return instructions.map(({ text, line, check, followed, judged, cost }, at) => {
    const clash = conflicts.filter(({ a, b }) => a === at || b === at);
    const notes = clash.map(({ kind, a, b }) => {
      const other = instructions[a === at ? b : a]?.text ?? '';
      return kind === 'opposite'
        ? say('Contradicts “{other}”.', { other })
        : say('Says the same as “{other}”.', { other });
    });
    const found =
      check === null
        ? judged === null
          ? say('Not checked: no rule tells from an answer whether it was followed.')
          : say('No rule can check it; a judge grades it {grade} of 1.', {
              grade: number(judged, say),
            })
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
      tone: check === null && judged === null ? 'none' : toneOf(followed ?? judged),
      title: text,
      sentence: [found, ...costs, ...notes].join(' '),
      figures: followed === null ? null : number(followed, say),
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
    figures: adherence === null ? null : withInterval(number(adherence, say), ci, say),
    line: null,
  }));

function proposalRows({ proposals, instructions }: LoadFindings, say: Say): StudyRow[] {
  return proposals.map(({ code, about, before, now, ci, cases: n, p, word }) => {
    const names = about.map((at) => `“${instructions[at]?.text ?? ''}”`);
    const figures = { before: share(before, say), now: share(now, say), cases: cases(n, say) };
    const difference =
      before === null || now === null
        ? null
        : withInterval(signedNumber(now - before, say), ci, say);
    return {
      id: `proposal-${code}`,
      tone: word === 'better' ? 'good' : word === 'worse' ? 'bad' : 'open',
      title: say('Tried: {what}', { what: proposalText(code, names, say) }),
      sentence: [
        before === null
          ? say('Not measured: too few answers.')
          : say(
              '{now} of the same instructions are followed, {before} without the change ({cases}).',
              figures,
            ),
        ...(before === null ? [] : [wordText(word, say)]),
      ].join(' '),
      figures:
        difference === null ? null : p === null ? difference : `${difference}, ${pValue(p, say)}`,
      line: null,
    };
  });
}

function proposalText(code: ProposalCode, names: readonly string[], say: Say): string {
  switch (code) {
    case 'lost-first':
      return say('what is lost stands first');
    case 'merged':
      return say('what is asked twice is asked once');
    case 'without':
      return say('without {names}, which changes the task', { names: listSaid(names, say) });
    case 'split':
      return say('two prompts with half of the instructions each');
  }
}

function wordText(word: LoadFindings['proposals'][number]['word'], say: Say): string {
  switch (word) {
    case 'better':
      return say('That is better.');
    case 'worse':
      return say('That is worse.');
    case 'open':
      return say('That may be chance.');
  }
}

function adviceOf({ conflicts, instructions, proposals }: LoadFindings, say: Say): string | null {
  if (conflicts.some(({ kind }) => kind === 'opposite'))
    return say('Resolve what contradicts itself first.');
  const [best] = proposals
    .filter(({ word }) => word === 'better')
    .toSorted((a, b) => (b.now ?? 0) - (b.before ?? 0) - (a.now ?? 0) + (a.before ?? 0));
  if (best) {
    const names = best.about.map((at) => `“${instructions[at]?.text ?? ''}”`);
    return adviceText(best.code, names, say);
  }
  if (proposals.length > 0) return say('Nothing that was tried clearly helps.');
  return conflicts.length > 0 ? say('Ask only once what is asked twice.') : null;
}

function adviceText(code: ProposalCode, names: readonly string[], say: Say): string {
  switch (code) {
    case 'lost-first':
      return say('Move to the start what gets lost: {names}.', { names: listSaid(names, say) });
    case 'merged':
      return say('Ask only once what is asked twice: {names}.', { names: listSaid(names, say) });
    case 'without':
      return say('Drop {names} if the task allows it.', { names: listSaid(names, say) });
    case 'split':
      return say('Split the task into two prompts with half of the instructions each.');
  }
}
