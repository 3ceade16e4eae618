import type { Answer } from '../answers/answer.js';

/** The outputs of one case in one few-shot configuration; never changes. */
export interface CaseRow {
  /** Tells it from the rows of other cases and configurations. */
  readonly id: string;
  readonly case: string;
  /** Variant by variant. */
  readonly outputs: readonly Answer[];
  /** Those under a variant, by repeat; empty where there are none. */
  cell(variant: string): readonly Answer[];
}

/** `outputs`: at least one, all of one case and configuration. */
export function rowOf(outputs: readonly Answer[]): CaseRow {
  const { case: caseId, shots } = outputs[0] as Answer;
  const cells = Map.groupBy(outputs, ({ variant }) => variant);
  for (const cell of cells.values()) cell.sort((a, b) => a.repeat - b.repeat);
  return {
    id: JSON.stringify([caseId, shots]),
    case: caseId,
    outputs: [...cells.values()].flat(),
    cell: (variant) => cells.get(variant) ?? [],
  };
}
