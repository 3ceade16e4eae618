/** What is shown: the extension's state, and what only this panel knows (which view of the matrix, what is unfolded). */

import type { PanelState } from '../src/protocol.js';
import type { CaseFilter } from './caseFilter.js';
import type { RiskOutcome } from './riskAt.js';

export type CellMode = 'score' | 'same' | 'confidence';
export type DiffMode = 'paths' | 'inline' | 'side';

export interface View {
  readonly shots: string | null;
  readonly cells: CellMode;
  readonly order: 'effect' | 'file';
  readonly diff: DiffMode | null;
  readonly filter: CaseFilter;
  /** What a case is searched by; empty: all are shown. */
  readonly find: string;
  /** Columns are wide enough for the names of their cases. */
  readonly wide: boolean;
  /** Narrow panels hide cases that look the same in every row. */
  readonly allCases: boolean;
  /** Long answers that were asked for in full, unchanged lines that were unfolded. */
  readonly unfolded: ReadonlySet<string>;
  /** Few-shot configurations ticked in the preflight; null: all of them. */
  readonly ticked: readonly string[] | null;
  /** The few-shot configuration whose examples may be added; null: the proposed one. */
  readonly examplesToAdd: string | null;
  /** The place of the threshold's handle among the points of the curve; null: the threshold that was found. */
  readonly riskPoint: number | null;
  /** The number of the matrix whose cases are listed; null: none. */
  readonly riskCases: RiskOutcome | null;
  /** The wording that is open for editing. */
  readonly editing: string | null;
  /** The button whose wish was fulfilled last. */
  readonly acknowledged: string | null;
}

export interface Shown {
  state: PanelState | null;
  view: View;
}

const FIRST_VIEW: View = {
  shots: null,
  cells: 'score',
  order: 'effect',
  diff: null,
  filter: 'all',
  find: '',
  wide: false,
  allCases: false,
  unfolded: new Set(),
  ticked: null,
  examplesToAdd: null,
  riskPoint: null,
  riskCases: null,
  editing: null,
  acknowledged: null,
};

export const shown: Shown = { state: null, view: FIRST_VIEW };

let draw: () => void = () => undefined;
export const onChange = (listener: () => void) => (draw = listener);

export function change(part: Partial<View>): void {
  shown.view = { ...shown.view, ...part };
  draw();
}

export const unfold = (key: string) => change({ unfolded: new Set([...shown.view.unfolded, key]) });

/** For another prompt: nothing that was chosen for the one before. */
export const viewAnew = () => change(FIRST_VIEW);
