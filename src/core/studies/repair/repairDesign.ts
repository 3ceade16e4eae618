import type { Design } from '../../plan/design.js';
import type { Plan } from '../../plan/planRun.js';
import type { Candidate } from './candidates.js';
import type { NotTried } from './edit.js';
import type { Split } from './split.js';

export interface RepairDesign extends Design {
  readonly candidates: readonly Candidate[];
  readonly left: readonly NotTried[];
  readonly split: Split;
  /** Cases that candidates show as examples, which are therefore not measured. */
  readonly shown: readonly string[];
  /** The prompt as it is and these candidates, on these cases. */
  planFor(candidates: readonly Candidate[], caseIds: readonly string[]): Promise<Plan>;
}
