import { randomFrom } from '../../numbers/random.js';
import { mean } from '../../numbers/describe.js';
import { versionsOf } from '../../run/modelVersions.js';
import { versionNotes } from '../../run/runNotes.js';
import type { Envelope } from '../../score/envelope.js';
import { effectInterval, rateInterval } from '../../score/statistics/caseIntervals.js';
import type { PairedTest } from '../../score/pairedTest.js';
import type { AnswerDistance } from '../../score/scoreInput.js';
import type { Measured } from '../../study.js';
import { studyResult } from '../studyResult.js';
import type { Candidate } from './candidates.js';
import { ensembleOf, VOTERS } from './ensemble.js';
import { judge, winnerOf, type Judged } from './judged.js';
import { pairsOf, readRun, type PairedCase, type RepairRun } from './pairs.js';
import type { RepairDesign } from './repairDesign.js';
import type { Repair, RepairFindings, TriedEdit } from './schema.js';
import { searchOf, type Search } from './search.js';
import { AS_IT_IS } from './wordings.js';

export function measureRepair({
  design,
  run,
  scores: distance,
}: Measured<RepairDesign, AnswerDistance>): Repair {
  const seen = readRun(design, run.passes, distance);
  const search = searchOf(design, seen, run.passes);
  const { seed } = design.plan;
  const judged = judge(search.measured, { seed, looks: search.looks });
  const winner = winnerOf(judged, seed);
  const figures = figuresBy(seen, seed);
  const outcomes = run.passes.flatMap((pass) => pass.outcomes);
  return studyResult('repair', run, {
    findings: {
      by: seen.gold ? 'scores' : 'answers',
      comparedBy: seen.distance,
      reached: judged.length > 0 || search.isOver ? 'measured' : 'search',
      cases: {
        search: search.cases.length,
        heldOut: search.heldOut.length,
        shown: design.shown.length,
        folds: design.split.kind === 'folds' ? design.split.folds.length : null,
      },
      original: figures(originalCases(seen, search), 'a'),
      candidates: candidatesOf(design, { seen, search, judged, winner }),
      winner: winner && winnerFindings(winner, figures),
      ensemble: seen.distance === 'label' ? ensembleIn(seen, design) : null,
    },
    notes: versionNotes(versionsOf(outcomes)),
  });
}

/** With the first of the wordings that took part. */
function ensembleIn({ original }: RepairRun, { plan }: RepairDesign): RepairFindings['ensemble'] {
  const ensemble = ensembleOf(original);
  if (!ensemble) return null;
  const asked = new Set(original.map(({ variant }) => variant));
  const wordings = plan.variants
    .filter(({ id }) => asked.has(id))
    .slice(0, VOTERS)
    .map(({ id, messages }) => ({
      id,
      messages: messages.map(({ role, content }) => ({ role, content })),
    }));
  return { ...ensemble, wordings };
}

function originalCases(seen: RepairRun, { heldOut }: Search): readonly PairedCase[] {
  const all = seen.pairs(AS_IT_IS);
  const held = new Set(heldOut);
  const measured = all.filter((each) => held.has(each.case));
  return measured.length > 0 ? measured : all;
}

type FiguresOf = (
  cases: readonly PairedCase[],
  side: 'a' | 'b',
) => Pick<RepairFindings['original'], 'accuracy' | 'effect'>;

/** The values of one side, as metrics come. */
const figuresBy =
  ({ gold }: RepairRun, seed: number): FiguresOf =>
  (cases, side) => {
    const P = Math.max(0, ...cases.map((each) => each.P));
    const R = Math.max(0, ...cases.map((each) => each.R));
    const envelope = (
      name: string,
      figure: 'accuracy' | 'effect',
      intervalOf: (values: readonly number[]) => Pick<Envelope, 'ci' | 'ciMethod'> | null,
    ): Envelope => {
      const values = pairsOf(cases, figure).map((pair) => pair[side]);
      const base = { name, of: 'cases' as const, P, R, config: {}, n: values.length };
      if (values.length === 0)
        return { ...base, value: null, reason: gold || figure === 'effect' ? 'empty' : 'no-gold' };
      return { ...base, value: mean(values), ...intervalOf(values) };
    };
    const random = (figure: string) => randomFrom('repair', seed, figure, side);
    return {
      effect: envelope(gold ? 'pss.excess' : 'divergence.excess', 'effect', (values) =>
        effectInterval(values, P, random('effect')),
      ),
      accuracy: envelope('accuracy', 'accuracy', (values) =>
        rateInterval(values, random('accuracy')),
      ),
    };
  };

function winnerFindings(
  { candidate, cases, tests }: Judged,
  figures: FiguresOf,
): NonNullable<RepairFindings['winner']> {
  const { id, edit, messages } = candidate;
  const { tokens } = tests;
  return {
    id,
    edit: { ...edit, messages: messages.map(({ role, content }) => ({ role, content })) },
    ...figures(cases, 'b'),
    before: figures(cases, 'a'),
    against: againstOf(tests),
    heldOutCases: cases.length,
    tokenRatio: tokens && tokens.a > 0 ? tokens.b / tokens.a : null,
  };
}

const againstOf = (tests: Judged['tests']): NonNullable<TriedEdit['heldOut']>['against'] => ({
  accuracy: shortened(tests.accuracy),
  effect: shortened(tests.effect),
  confidence: shortened(tests.confidence),
  tokens: inTokens(tests.tokens),
});

const shortened = (test: PairedTest | null) =>
  test && { difference: test.difference, ci: test.ci, p: test.p, n: test.n };

/** Where no case differs, the interval of a share says nothing of a number of tokens. */
const inTokens = (test: PairedTest | null) =>
  shortened(test && test.ciMethod === 'degenerate' ? { ...test, ci: null } : test);

interface Found {
  readonly seen: RepairRun;
  readonly search: Search;
  readonly judged: readonly Judged[];
  readonly winner: Judged | null;
}

function candidatesOf({ candidates, left }: RepairDesign, found: Found): TriedEdit[] {
  const { search, judged } = found;
  const added = judged
    .map(({ candidate }) => candidate)
    .filter((each) => !candidates.includes(each));
  const tried = [...candidates, ...added].map((candidate): TriedEdit => {
    const own = judged.find((each) => each.candidate === candidate);
    const { id, edit } = candidate;
    return {
      ...{ id, edit, dropped: droppedAs(candidate, found) },
      search: search.standing(candidate),
      heldOut: own ? { cases: own.cases.length, p: own.p, against: againstOf(own.tests) } : null,
    };
  });
  const untried = left.map(({ edit, dropped }): TriedEdit => {
    return { ...{ id: edit.code, edit, dropped }, search: null, heldOut: null };
  });
  return [...tried, ...untried];
}

function droppedAs(
  candidate: Candidate,
  { seen, search, judged, winner }: Found,
): TriedEdit['dropped'] {
  if (winner?.candidate === candidate) return null;
  const own = judged.find((each) => each.candidate === candidate);
  if (own) return own.isBetter ? 'second' : 'no-better';
  if (seen.isOneAnswer(candidate.id)) return 'one-answer';
  return search.isBehind(candidate) ? 'behind' : 'unmeasured';
}
