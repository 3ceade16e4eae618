/** Stored results of a prompt's studies. */

import { parseJson } from '../text/jsonDiff.js';
import { english, type Say } from '../say/say.js';
import { STUDIES, type StudyRow } from '../studies/studies.js';
import type { Report } from '../studies/sensitivity/schema.js';
import type { StudyResult } from '../studies/studyResult.js';
import type { Study } from '../study.js';
import type { StudyView } from '../words/studyView.js';
import type { PromptStore } from './promptStore.js';

export interface KeptStudy {
  readonly study: Study;
  readonly result: StudyResult<unknown>;
}

/** The stored results by study id, except sensitivity, which has a history. Damaged results and those of other versions are skipped. */
export async function readResults(
  store: Pick<PromptStore, 'readResult'>,
  rows: readonly StudyRow[] = STUDIES,
): Promise<ReadonlyMap<string, KeptStudy>> {
  const read = async (row: StudyRow): Promise<[string, KeptStudy] | null> => {
    const text = await store.readResult(row.id);
    if (text === null) return null;
    const study = await row.load();
    const { data } = study.schema.safeParse(parseJson(text));
    return data ? [row.id, { study, result: data as StudyResult<unknown> }] : null;
  };
  const found = await Promise.all(
    rows.filter(({ hasGenericCommand }) => hasGenericCommand).map(read),
  );
  return new Map(found.filter((each) => each !== null));
}

/** The sections of a report: what was found of the same wording of its prompt. */
export const viewsFor = (
  { prompt: { fingerprint } }: { readonly prompt: Pick<Report['prompt'], 'fingerprint'> },
  kept: ReadonlyMap<string, KeptStudy>,
  say: Say = english,
): readonly StudyView[] =>
  [...kept.values()]
    .filter(({ result }) => result.prompt.fingerprint === fingerprint)
    .map(({ study, result }) => study.words(result, say));
