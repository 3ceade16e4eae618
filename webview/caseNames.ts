/** What a case is called in the matrix. */

import * as l10n from '@vscode/l10n';
import type { MatrixColumn } from '../src/core/report/matrix.js';
import { isCalledCase } from '../src/core/text/caseTitle.js';

/** At the head of something: "Case kettle", "Case-31". */
export const caseHead = (id: string): string =>
  isCalledCase(id) ? id.charAt(0).toUpperCase() + id.slice(1) : l10n.t('Case {0}', id);

const isNumbered = ({ id, number }: MatrixColumn) =>
  [String(number), `case-${number}`].includes(id.toLowerCase());

/** Short enough for a column: the id, or what it is about where the id says no more than its number. */
export const columnName = (column: MatrixColumn): string =>
  isNumbered(column) ? column.about : column.id;

/** All of it: number, id, and the beginning of the inputs. */
export function columnTitle(column: MatrixColumn): string {
  const { id, number, about } = column;
  const named = isNumbered(column) ? [] : [id];
  const head = [l10n.t('Case {0}', number), ...named].join(', ');
  return about === '' ? head : `${head}: ${about}`;
}
