import { number, percent, pValue, withInterval } from '../../say/figures.js';
import { calls, cases, plural } from '../../say/plural.js';
import type { Say } from '../../say/say.js';
import type { StudyRow, StudyView, Tone } from '../../words/studyView.js';
import { framed } from '../framed.js';
import { judgeStaysText } from '../judgeConfig.js';
import { pathRows } from './pathWords.js';
import type { StepsFindings, StepsResult } from './schema.js';

const SIGNIFICANCE = 0.05;

export function stepsView(result: StepsResult, say: Say): StudyView {
  const { findings } = result;
  const { sensitivity, ends } = findings;
  return framed(result, say, {
    title: say('What do several steps with tools do?'),
    sentence: sentenceOf(findings, say),
    tone: isMoved(sensitivity.success) ? 'strong' : isPathMoved(findings) ? 'medium' : 'none',
    facts: [cases(findings.cases, say), plural(say, total(ends), '1 run', '{n} runs')],
    rows: stepsRows(findings, say),
    advice: adviceOf(findings, say),
  });
}

/** Of a result, and of traces that were recorded elsewhere. */
export const stepsRows = (findings: StepsFindings, say: Say): StudyRow[] => [
  ...successRows(findings, say),
  ...effectRows(findings, say),
  ...judgedRows(findings, say),
  ...efficiencyRows(findings, say),
  ...argumentRows(findings, say),
  ...faultRows(findings, say),
  ...pathRows(findings, say),
];

type Figure = StepsFindings['success'];

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, n) => sum + n, 0);

/** Beyond noise: by its interval, or by the permutation test where there are too few cases for one. */
const isMoved = ({ ci, p, value }: Figure): boolean =>
  ci ? ci[0] > 0 : (value ?? 0) > 0 && (p ?? 1) < SIGNIFICANCE;

const isPathMoved = ({ sensitivity: { edit, set, calls: own } }: StepsFindings) =>
  [edit, set, own].some(isMoved);

const figure = ({ value }: Figure, say: Say): string => (value === null ? '–' : number(value, say));

const figureText = ({ value, ci }: Figure, say: Say): string =>
  value === null ? '–' : withInterval(number(value, say), ci, say);

export function sentenceOf(findings: StepsFindings, say: Say): string {
  const { sensitivity, ends } = findings;
  if (ends.answered + ends.capped + ends.loop + ends.unreadable === 0)
    return say('No run came to an end, so nothing is measured.');
  if (isMoved(sensitivity.success))
    return say('The wording decides whether runs succeed: effect {value} beyond noise.', {
      value: number(sensitivity.success.value ?? 0, say),
    });
  if (isPathMoved(findings))
    return sensitivity.success.value === null
      ? say('Other wordings make other calls, beyond noise.')
      : say('Other wordings make other calls, beyond noise. No effect on success was found.');
  if (sensitivity.calls.value === null)
    return say('What the wording does is not measured: it needs several wordings and 2 repeats.');
  return say(
    'Neither calls nor success depend on the wording beyond noise, as far as these cases tell.',
  );
}

function row(
  id: string,
  title: string,
  { sentence, figures, tone = 'none' }: { sentence: string; figures: string | null; tone?: Tone },
): StudyRow {
  return { id, title, sentence, figures, tone, line: null };
}

function successRows(
  { success, passHatK, passAtK, path, ends, sensitivity }: StepsFindings,
  say: Say,
): StudyRow[] {
  const measured = (id: string, title: string, figure: Figure) =>
    row(id, title, { sentence: cases(figure.n, say), figures: figureText(figure, say) });
  const lastOf = (byK: StepsFindings['passHatK']['original']) => Object.entries(byK).at(-1);
  const [own, all] = [lastOf(passHatK.original), lastOf(passHatK.wordings)];
  const any = passAtK && lastOf(passAtK.original);
  return [
    row('ends', say('How runs end'), {
      sentence: endsText(ends, say),
      figures: null,
      tone: ends.loop + ends.capped + ends.unreadable > 0 ? 'medium' : 'none',
    }),
    ...(success.value === null ? [] : [measured('success', say('Runs that succeed'), success)]),
    ...(own && own[0] !== '1'
      ? [measured('pass-original', say('All {k} runs of a case succeed', { k: own[0] }), own[1])]
      : []),
    ...(any && any[0] !== '1'
      ? [measured('any-original', say('One of {k} runs of a case succeeds', { k: any[0] }), any[1])]
      : []),
    ...(all && all[0] !== '1' && sensitivity.calls.reason !== 'one-variant'
      ? [
          measured(
            'pass-wordings',
            say('All of {k} runs succeed, whatever their wordings', { k: all[0] }),
            all[1],
          ),
        ]
      : []),
    ...(path
      ? [
          row('path', say('Expected calls'), {
            sentence: say(
              'in their order {strict}, in any order {unordered}, all of them made {superset}, no other made {subset}; edit distance of the tools {edit}',
              {
                strict: figure(path.strict, say),
                unordered: figure(path.unordered, say),
                superset: figure(path.superset, say),
                subset: figure(path.subset, say),
                edit: figure(path.edit, say),
              },
            ),
            figures: `F1 ${figureText(path.f1, say)}`,
          }),
        ]
      : []),
  ];
}

function endsText(ends: StepsFindings['ends'], say: Say): string {
  const parts: readonly (readonly [number, string])[] = [
    [ends.answered, say('{n} with an answer', { n: ends.answered })],
    [ends.capped, say('{n} at the limit of steps', { n: ends.capped })],
    [ends.loop, say('{n} in a loop', { n: ends.loop })],
    [ends.unreadable, say('{n} with calls that cannot be read', { n: ends.unreadable })],
    [ends.failed, say('{n} because a call failed', { n: ends.failed })],
    [ends.open, say('{n} not finished', { n: ends.open })],
  ];
  return parts
    .filter(([n]) => n > 0)
    .map(([, text]) => text)
    .join(', ');
}

function judgedRows({ judged }: StepsFindings, say: Say): StudyRow[] {
  if (!judged) return [];
  const titles = {
    plan: say('Judge: the calls are a good plan'),
    memory: say('Judge: it uses what calls returned'),
  };
  return (['plan', 'memory'] as const).flatMap((id) => {
    const figure = judged[id];
    if (figure.value === null) return [];
    const sentence = cases(figure.n, say) + judgeStaysText(figure.config, say);
    return [row(`judge-${id}`, titles[id], { sentence, figures: figureText(figure, say) })];
  });
}

function effectRows({ sensitivity }: StepsFindings, say: Say): StudyRow[] {
  const titles = {
    success: say('Wording effect on success'),
    edit: say('Wording effect on the order of tools'),
    calls: say('Wording effect on the calls'),
  };
  return (['success', 'edit', 'calls'] as const).flatMap((id) => {
    const effect = sensitivity[id];
    if (effect.value === null) return [];
    const noise = say('noise {noise}', { noise: number(effect.noiseFloor ?? 0, say) });
    const p = typeof effect.p === 'number' ? `, ${pValue(effect.p, say)}` : '';
    return [
      row(`effect-${id}`, titles[id], {
        sentence: noise + p,
        figures: figureText(effect, say),
        tone: isMoved(effect) ? (id === 'success' ? 'strong' : 'medium') : 'none',
      }),
    ];
  });
}

function efficiencyRows({ efficiency, problems }: StepsFindings, say: Say): StudyRow[] {
  const { extra, redundant } = efficiency;
  const wrong: readonly (readonly [number, string])[] = [
    [problems.unknownTool, say('{n} of a tool that does not exist', { n: problems.unknownTool })],
    [
      problems.invalidArguments,
      say('{n} with invalid arguments', { n: problems.invalidArguments }),
    ],
    [problems.noMock, say('{n} that no mock answers', { n: problems.noMock })],
    [problems.cut, say('{n} with an output cut off', { n: problems.cut })],
  ];
  const found = wrong.filter(([n]) => n > 0).map(([, text]) => text);
  return [
    row('calls', say('Calls a run makes'), {
      sentence:
        extra.value === null || redundant.value === null
          ? say('no path is known to be right')
          : extra.value === 0
            ? say('none beyond the best known path')
            : say('{extra} beyond the best known path ({share})', {
                extra: number(extra.value, say),
                share: percent(redundant.value),
              }),
      figures: figureText(efficiency.calls, say),
    }),
    ...(found.length > 0
      ? [
          row('problems', say('Calls with a problem'), {
            sentence: `${calls(problems.calls, say)}: ${found.join(', ')}`,
            figures: null,
            tone: 'medium',
          }),
        ]
      : []),
  ];
}

const MOST_ARGUMENTS = 3;

/** Those that differ more often between wordings than between repeats. */
const argumentRows = ({ arguments: all }: StepsFindings, say: Say): StudyRow[] =>
  all
    .filter(({ same, of, noiseSame, noiseOf }) =>
      noiseOf === 0 ? same < of : same / of < noiseSame / noiseOf,
    )
    .slice(0, MOST_ARGUMENTS)
    .map(({ tool, argument, same, of, noiseSame, noiseOf }) =>
      row(`argument-${tool}-${argument}`, say('Argument {name}', { name: `${tool}.${argument}` }), {
        sentence:
          say('as in the original wording in {same} of {of} calls of other wordings', {
            same,
            of,
          }) +
          (noiseOf === 0
            ? ''
            : `; ${say('in {same} of {of} when asked again', { same: noiseSame, of: noiseOf })}`),
        figures: null,
      }),
    );

function faultRows({ faults }: StepsFindings, say: Say): StudyRow[] {
  const names = {
    timeout: say('A tool does not answer'),
    error: say('A tool answers with an error'),
    empty: say('A tool answers nothing'),
    'wrong-type': say('A tool answers with another type'),
  };
  return faults.map((each) => {
    const acts: readonly (readonly [number, string])[] = [
      [each.retried, say('{n} call again', { n: each.retried })],
      [each.adapted, say('{n} call otherwise', { n: each.adapted })],
      [each.escalated, say('{n} say so or hand over', { n: each.escalated })],
      [each.ignored, say('{n} answer as if nothing had happened', { n: each.ignored })],
    ];
    const { before, now, pHolm } = each.success;
    const success =
      before === null || now === null
        ? ''
        : `; ${say('success {before} → {now} ({p})', { before: number(before, say), now: number(now, say), p: pValue(pHolm ?? 1, say) })}`;
    const stuck =
      each.stuck === 0 ? '' : `; ${say('{n} end in a loop or at the limit', { n: each.stuck })}`;
    const told = acts.filter(([n]) => n > 0).map(([, text]) => text);
    return row(`fault-${each.fault}`, names[each.fault], {
      sentence:
        each.reached === 0
          ? say('no run called a tool that answers')
          : `${plural(say, each.reached, '1 run', '{n} runs')}: ${told.join(', ')}${stuck}${success}`,
      figures: each.recovered.value === null ? null : figureText(each.recovered, say),
      tone: (pHolm ?? 1) < SIGNIFICANCE && (each.success.difference ?? 0) < 0 ? 'medium' : 'none',
    });
  });
}

function adviceOf({ problems, faults, ends }: StepsFindings, say: Say): string | null {
  if (problems.noMock > 0) return say('Add mocks for the calls that none answers.');
  if (ends.loop + ends.capped > 0) return say('Say in the prompt when to stop calling tools.');
  const ignored = faults.reduce((sum, each) => sum + each.ignored, 0);
  const reached = faults.reduce((sum, each) => sum + each.reached, 0);
  return reached > 0 && ignored > 0.1 * reached
    ? say('Say in the prompt what to do when a tool fails or answers nothing.')
    : null;
}
