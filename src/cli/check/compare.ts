import { heldAgainst } from '../../core/library/baseline/heldAgainst.js';
import { baselineFigures } from '../../core/library/baseline/figures.js';
import { unmeasured, type CheckedPrompt } from '../../core/studies/comparison/checked.js';
import { note } from '../../core/text/note.js';
import { isCandidate, type Candidate, type Gathered } from './candidates.js';
import type { Measurement } from './measure.js';

/** What came of each: as it is known already, or held against the baseline. One that could not be measured at all is left out. */
export function checkedOf(
  found: readonly Gathered['found'][],
  measured: ReadonlyMap<Candidate, Measurement>,
  margin?: number,
): CheckedPrompt[] {
  const compared = found.flatMap((each) => {
    const report = isCandidate(each) ? measured.get(each)?.report : null;
    return isCandidate(each) && report ? [{ candidate: each, report }] : [];
  });
  const held = heldAgainst(
    compared.map(({ candidate: { baseline, changed, prompt }, report }) => ({
      ...{ baseline, report, changed, line: prompt.start.line },
    })),
    { margin },
  );
  const checkedBy = new Map(compared.map(({ candidate }, at) => [candidate, held[at]]));
  return found.flatMap((each): CheckedPrompt[] => {
    if (!isCandidate(each)) return [each];
    const checked = checkedBy.get(each);
    if (checked) return [{ ...checked, path: each.prompt.path }];
    const outcome = measured.get(each);
    return outcome && outcome.report === null ? [notMeasured(each, outcome)] : [];
  });
}

const notMeasured = (
  { baseline, prompt, changed }: Candidate,
  { reason, message }: Extract<Measurement, { report: null }>,
): CheckedPrompt => ({
  ...unmeasured(prompt.path),
  ...baselineFigures(baseline, null),
  why: note(reason, { changed, message }),
  line: prompt.start.line,
  model: baseline.model.id,
});
