/** What the wording of a question does to the retriever alone: which passages it finds, and how many of the relevant ones. */

import { mean } from '../../core/numbers/describe.js';
import type { Passage } from '../../core/prompt/prompt.js';
import { recallAt } from '../../core/studies/context/retrieval.js';
import type { Rewording } from './rewordings.js';

export interface AskedQuestion {
  /** Ids of the passages that hold the answer; null: nobody said. */
  readonly relevant: readonly string[] | null;
  readonly found: readonly Passage[];
  readonly reworded: readonly {
    readonly kind: Rewording['kind'];
    readonly found: readonly Passage[];
  }[];
}

export interface RetrieverFindings {
  readonly questions: number;
  /** The first k passages are compared. */
  readonly k: number;
  /** Mean share of the first k passages that a reworded question finds as well, in [0,1]; null without rewordings. */
  readonly overlap: number | null;
  /** Questions for which every rewording finds the same first k, in any order. */
  readonly unmoved: number;
  /** Recall@k as asked, and of each kind of rewording on the same questions; null without labels. */
  readonly recall: number | null;
  readonly byKind: readonly {
    readonly kind: Rewording['kind'];
    readonly questions: number;
    readonly overlap: number;
    readonly recall: number | null;
  }[];
  /** The largest Recall@k of a kind, the question as asked among them, minus the smallest; null without labels. */
  readonly recallSpread: number | null;
}

/** `k` at least 1. */
export function retrieverFindings(asked: readonly AskedQuestion[], k: number): RetrieverFindings {
  const idsOf = (found: readonly Passage[]) => found.map(({ id }) => id);
  const overlapOf = (a: readonly Passage[], b: readonly Passage[]) => {
    const [first, second] = [idsOf(a).slice(0, k), new Set(idsOf(b).slice(0, k))];
    const most = Math.max(first.length, second.size);
    return most === 0 ? 1 : first.filter((id) => second.has(id)).length / most;
  };
  const recallOf = (found: readonly Passage[], relevant: AskedQuestion['relevant']) =>
    relevant === null ? null : recallAt({ ranked: idsOf(found), relevant }, k);
  const pairs = asked.flatMap(({ found, relevant, reworded }) =>
    reworded.map((each) => ({
      kind: each.kind,
      overlap: overlapOf(found, each.found),
      recall: recallOf(each.found, relevant),
    })),
  );
  const byKind = [...Map.groupBy(pairs, ({ kind }) => kind)].map(([kind, own]) => ({
    ...{ kind, questions: own.length },
    overlap: mean(own.map(({ overlap }) => overlap)),
    recall: meanOrNone(own.flatMap(({ recall }) => recall ?? [])),
  }));
  const recall = meanOrNone(
    asked.flatMap(({ found, relevant }) => recallOf(found, relevant) ?? []),
  );
  const recalls = [recall, ...byKind.map((each) => each.recall)].filter((each) => each !== null);
  return {
    ...{ questions: asked.length, k },
    overlap: meanOrNone(pairs.map(({ overlap }) => overlap)),
    unmoved: asked.filter(({ found, reworded }) =>
      reworded.every((each) => overlapOf(found, each.found) === 1),
    ).length,
    ...{ recall, byKind },
    recallSpread: recalls.length < 2 ? null : Math.max(...recalls) - Math.min(...recalls),
  };
}

const meanOrNone = (values: readonly number[]) => (values.length === 0 ? null : mean(values));
