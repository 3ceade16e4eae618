/** A case's run in the original wording as a list of steps, with what the runs of other wordings do instead. */

import { listSaid } from '../../say/listSaid.js';
import { variantName } from '../../say/figures.js';
import { plural } from '../../say/plural.js';
import type { Say } from '../../say/say.js';
import type { StudyRow } from '../../words/studyView.js';
import type { StepsFindings } from './schema.js';

type Listed = StepsFindings['trajectories'][number];
type Call = Listed['calls'][number];

const MOST_CASES = 2;
const MOST_WAYS = 3;
const LONGEST = 80;

/** Of the cases whose runs part most often; of the first case where none does. */
export function pathRows({ trajectories }: StepsFindings, say: Say): StudyRow[] {
  const plain = trajectories.filter(
    ({ fault, end }) => fault === null && end !== 'failed' && end !== 'open',
  );
  const byCase = [...Map.groupBy(plain, (each) => each.case)]
    .map(([id, runs]) => ({ id, runs, parting: runs.filter(isParting).length }))
    .toSorted((a, b) => b.parting - a.parting);
  const shown = byCase.filter(({ parting }, at) => at === 0 || parting > 0).slice(0, MOST_CASES);
  return shown.flatMap(({ id, runs }) => rowsOf(id, runs, say));
}

const isParting = ({ divergence }: Listed) => divergence !== null;

function rowsOf(id: string, runs: readonly Listed[], say: Say): StudyRow[] {
  const reference = runs.find((each) => each.reference);
  if (!reference) return [];
  const others = runs.filter((each) => each !== reference);
  const steps = reference.calls.map((call, at) => stepRow({ id, call, at, others }, say));
  const further = waysAt(others, reference.calls.length, say);
  return [
    {
      ...{ id: `run-${id}`, tone: 'none', line: null, figures: null },
      title: say('Case {id}, {variant}', { id, variant: variantName(reference.variant) }),
      sentence:
        reference.calls.length === 0
          ? say('no call; answer: {text}', { text: shortened(reference.text) })
          : say('{calls}; answer: {text}', {
              calls: plural(say, reference.calls.length, '1 call', '{n} calls'),
              text: reference.text === '' ? say('none') : shortened(reference.text),
            }),
    },
    ...steps,
    ...(further.length > 0
      ? [
          {
            ...{ id: `run-${id}-after`, tone: 'medium' as const, line: null, figures: null },
            title: say('After the last call'),
            sentence: further.join('; '),
          },
        ]
      : []),
  ];
}

function stepRow(
  { id, call, at, others }: { id: string; call: Call; at: number; others: readonly Listed[] },
  say: Say,
): StudyRow {
  const ways = waysAt(others, at, say);
  const reaching = others.filter(({ divergence }) => divergence === null || divergence.at >= at);
  const same = reaching.filter(({ divergence }) => divergence?.at !== at);
  return {
    ...{ id: `run-${id}-${at + 1}`, line: null, figures: null },
    tone: ways.length > 0 ? 'medium' : 'none',
    title: `${at + 1}. ${callText(call)}`,
    sentence: [
      say('the same in {n} of {of} other runs', { n: same.length, of: reaching.length }),
      ...ways,
    ].join('; '),
  };
}

/** What the runs that part at a call do there, the most frequent first. */
function waysAt(others: readonly Listed[], at: number, say: Say): string[] {
  const parting = others.filter(({ divergence }) => divergence?.at === at);
  const byWay = Map.groupBy(parting, (run) => wayText(run, at, say));
  return [...byWay]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_WAYS)
    .map(([way, runs]) => {
      const names = [...new Set(runs.map(({ variant }) => variantName(variant)))];
      return `${listSaid(names, say)}: ${way}`;
    });
}

function wayText({ divergence, calls }: Listed, at: number, say: Say): string {
  const call = calls[at];
  if (divergence?.kind === 'ends' || !call) return say('no further call');
  if (divergence?.kind === 'goes-on') return say('goes on with {call}', { call: callText(call) });
  if (divergence?.kind === 'tool') return say('{call} instead', { call: callText(call) });
  return (divergence?.arguments ?? [])
    .map(({ name, before, now }) => `${name} ${before ?? '–'} → ${now ?? '–'}`)
    .join(', ');
}

function callText({ name, arguments: args }: Call): string {
  const written = Object.entries(args).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return shortened(`${name}(${written.join(', ')})`);
}

const shortened = (text: string): string => {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
};
