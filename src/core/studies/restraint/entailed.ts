/** What a judge said of the sentences of all answers, and how often it agreed with itself. */

import type { SentenceSupport } from '../../answers/groundedness.js';
import { mean } from '../../numbers/describe.js';
import { meansByCase } from '../../numbers/meansByCase.js';
import { randomFrom } from '../../numbers/random.js';
import type { Entailment } from '../../run/outcome.js';
import { rateInterval } from '../../score/statistics/caseIntervals.js';
import type { RestraintAnswer } from './judged.js';
import { EXAMPLES, exampleText } from './examples.js';
import type { RestraintFindings } from './schema.js';

type Grounding = NonNullable<RestraintFindings['grounding']>;

interface Read {
  readonly case: string;
  readonly answer: RestraintAnswer;
  readonly sentences: readonly SentenceSupport[];
}

export function entailmentIn(
  read: readonly Read[],
  { judge, seed }: { judge: string | null; seed: number },
): Pick<Grounding, 'entailment' | 'noEntailment'> {
  const judged = read.flatMap(({ answer, sentences }) =>
    answer.entailments ? [{ answer, case: answer.case, own: answer.entailments, sentences }] : [],
  );
  if (judge === null) return { entailment: null, noEntailment: 'no-judge' };
  const all = judged.flatMap(({ own }) => own);
  if (all.length === 0) return { entailment: null, noEntailment: 'not-asked' };
  const perCase = [...meansByCase(judged, ({ own }) => shareEntailed(own)).values()];
  const countOf = (word: Entailment['says']) => all.filter(({ says }) => says === word).length;
  const isUnsound = ({ says }: Entailment) => says === 'contradicted' || says === 'untold';
  return {
    noEntailment: null,
    entailment: {
      judge,
      ...{ answers: judged.length, sentences: all.length },
      ...{ entailed: countOf('entailed'), contradicted: countOf('contradicted') },
      ...{ untold: countOf('untold'), unread: countOf(null) },
      rate: perCase.length === 0 ? null : mean(perCase),
      ci: perCase.length === 0 ? null : rateInterval(perCase, randomFrom('entailment', seed)).ci,
      repeated: agreementIn(all, 'repeated'),
      reworded: agreementIn(all, 'reworded'),
      examples: judged
        .flatMap(({ answer, own, sentences }) =>
          own.flatMap((each, at) =>
            isUnsound(each)
              ? [
                  {
                    ...{ case: answer.case, variant: answer.variant },
                    text: exampleText(sentences[at]?.sentence ?? ''),
                    isContradicted: each.says === 'contradicted',
                  },
                ]
              : [],
          ),
        )
        .filter(isFirstOfItsText)
        .toSorted((a, b) => Number(b.isContradicted) - Number(a.isContradicted))
        .slice(0, EXAMPLES),
    },
  };
}

/** Wordings often give the same sentence. */
const isFirstOfItsText = <E extends { readonly text: string }>(
  { text }: E,
  at: number,
  all: readonly E[],
): boolean => all.findIndex((each) => each.text === text) === at;

/** Among sentences the judge's reply could be read for; null: for none. */
function shareEntailed(own: readonly Entailment[]): number | null {
  const known = own.filter(({ says }) => says !== null);
  return known.length === 0
    ? null
    : known.filter(({ says }) => says === 'entailed').length / known.length;
}

/** Sentences judged again, and those of them where the judge said the same. A reply that cannot be read is not the same. */
function agreementIn(all: readonly Entailment[], key: 'repeated' | 'reworded') {
  const again = all.filter((each) => each[key] !== undefined && each.says !== null);
  return { stayed: again.filter((each) => each[key] === each.says).length, of: again.length };
}
