import type { Design } from '../../plan/design.js';
import type { Measured } from '../../study.js';
import { studyResult } from '../studyResult.js';
import {
  comparedCells,
  ENOUGH_CELLS,
  COMPARISONS,
  firstDifference,
  summaryOf,
  type Comparison,
  type ServedCell,
} from './cells.js';
import type { Serving } from './schema.js';

export function measureServing({
  run,
  scores: cells,
}: Measured<Design, readonly ServedCell[]>): Serving {
  const compared = {
    alone: comparedCells(cells, 'alone'),
    beside: comparedCells(cells, 'beside'),
    between: comparedCells(cells, 'between'),
  };
  const isKnown = COMPARISONS.every((which) => compared[which].length >= ENOUGH_CELLS);
  const differs = COMPARISONS.some((which) => compared[which].some((each) => each.differs));
  return studyResult('serving', run, {
    findings: {
      concurrency: run.endpoint.concurrency,
      temperature: 0,
      alone: summaryOf(compared.alone),
      beside: summaryOf(compared.beside),
      between: summaryOf(compared.between),
      deterministic: differs ? false : isKnown ? true : null,
      cells: cells.map(({ variant, case: caseId, pairs }) => {
        const fromOf = (which: Comparison) => firstDifference(...pairs[which]);
        return {
          ...{ variant, case: caseId },
          alone: fromOf('alone'),
          beside: fromOf('beside'),
          between: fromOf('between'),
          differs: COMPARISONS.filter((which) => pairs[which][0]?.text !== pairs[which][1]?.text),
        };
      }),
    },
    notes: [],
  });
}
