import { number, pValue, percent, withInterval } from '../../say/figures.js';
import { cases } from '../../say/plural.js';
import type { Say } from '../../say/say.js';
import type { StudyRow, StudyView, Tone } from '../../words/studyView.js';
import { framed } from '../framed.js';
import { judgeStaysText } from '../judgeConfig.js';
import type { ContextFindings, ContextResult } from './schema.js';

const SIGNIFICANCE = 0.05;

export function contextView(result: ContextResult, say: Say): StudyView {
  const { findings } = result;
  const moved = findings.perturbations.filter(isMoved);
  return framed(result, say, {
    title: say('What do the passages do to the answers?'),
    sentence: sentenceOf(findings, say),
    tone: moved.length > 0 ? 'medium' : 'none',
    facts: [cases(findings.cases, say), say('{n} with labeled passages', { n: findings.labeled })],
    rows: [
      ...retrievalRows(findings, say),
      ...judgedRows(findings, say),
      ...perturbationRows(findings, say),
      ...positionRows(findings, say),
    ],
    advice: adviceOf(findings, say),
  });
}

type PerturbationFinding = ContextFindings['perturbations'][number];
type Figure = ContextFindings['retrieval']['mrr'];

/** Beyond noise: the interval of the effect, or the adjusted test of the accuracy. */
const isMoved = ({ class: id, effect, accuracy }: PerturbationFinding): boolean =>
  // Another answer is right where what it rests on is gone or contradicted.
  id !== 'missing' && id !== 'contradiction' && isBeyondNoise({ effect, accuracy });

const isBeyondNoise = ({ effect, accuracy }: Pick<PerturbationFinding, 'effect' | 'accuracy'>) =>
  (effect.ci !== undefined && effect.ci[0] > 0) || (accuracy.pHolm ?? 1) < SIGNIFICANCE;

const figureText = ({ value, ci }: Figure, say: Say): string =>
  value === null ? '–' : withInterval(number(value, say), ci, say);

function names(say: Say): Readonly<Record<PerturbationFinding['class'], string>> {
  return {
    order: say('Passages in another order'),
    position: say('The relevant passage in another place'),
    distractors: say('Passages of other questions added'),
    'near-miss': say('Passages added that sound like the question'),
    duplicates: say('The relevant passage twice'),
    chunks: say('Passages in smaller pieces'),
    missing: say('The relevant passage missing'),
    contradiction: say('A passage that contradicts the answer'),
  };
}

function sentenceOf({ perturbations }: ContextFindings, say: Say): string {
  if (perturbations.length === 0) return say('Nothing could be changed about the passages.');
  const kept = perturbations.filter(
    (each) => each.class !== 'missing' && each.class !== 'contradiction',
  );
  const moved = kept.filter(isMoved);
  if (kept.every(({ effect, accuracy }) => effect.value === null && accuracy.pHolm == null))
    return say(
      'What the changes of the passages do was not measured: it takes several cases, and every call at least twice.',
    );
  if (moved.length === 0)
    return say(
      'No change of the passages moves the answers beyond noise, as far as these cases tell.',
    );
  const [most] = moved.toSorted((a, b) => (b.effect.value ?? 0) - (a.effect.value ?? 0));
  return say(
    '{n} of {all} changes of the passages move the answers beyond noise, most of all: {most}.',
    {
      n: moved.length,
      all: kept.length,
      most: most ? (names(say)[most.class] ?? most.class).toLowerCase() : '',
    },
  );
}

function retrievalRows({ retrieval, answers }: ContextFindings, say: Say): StudyRow[] {
  const row = (id: string, title: string, figure: Figure): StudyRow => ({
    ...{ id, title, tone: 'none' as Tone, line: null },
    sentence: figure.value === null ? say('not measured') : cases(figure.n, say),
    figures: figureText(figure, say),
  });
  const byK = (id: 'recall' | 'precision' | 'ndcg', title: string) =>
    Object.entries(retrieval[id]).map(([k, figure]) => row(`${id}-${k}`, `${title}@${k}`, figure));
  return [
    ...byK('recall', 'Recall'),
    ...byK('precision', 'Precision'),
    ...byK('ndcg', 'nDCG'),
    row('mrr', 'MRR', retrieval.mrr),
    row('accuracy', say('Accuracy'), answers.accuracy),
    row(
      'faithfulness',
      say('Words of the answer that stand in the passages'),
      answers.faithfulness,
    ),
  ];
}

function judgedRows({ answers: { judged } }: ContextFindings, say: Say): StudyRow[] {
  const titles = {
    faithfulness: say('Judge: the answer is supported by the passages'),
    relevancy: say('Judge: the answer addresses the question'),
    contextPrecision: say('Judge: helpful passages come first'),
    contextRecall: say('Judge: the passages hold the expected answer'),
  };
  return (Object.keys(titles) as (keyof typeof titles)[]).flatMap((id) => {
    const figure = judged[id];
    if (figure.value === null) return [];
    const sentence = cases(figure.n, say) + judgeStaysText(figure.config, say);
    const row = {
      id: `judge-${id}`,
      title: titles[id],
      sentence,
      figures: figureText(figure, say),
    };
    return [{ ...row, tone: 'none' as Tone, line: null }];
  });
}

function perturbationRows({ perturbations }: ContextFindings, say: Say): StudyRow[] {
  return perturbations.map((each) => {
    const { accuracy, guessed } = each;
    const changed =
      accuracy.before === null || accuracy.now === null
        ? say('no expected answers')
        : say('accuracy {before} → {now} ({p}, {cases})', {
            before: number(accuracy.before, say),
            now: number(accuracy.now, say),
            p: pValue(accuracy.pHolm ?? 1, say),
            cases: cases(each.cases, say),
          });
    const guess =
      guessed === null
        ? ''
        : `; ${say('answers all the same in {share}', { share: percent(guessed) })}`;
    return {
      id: each.class,
      tone: (isMoved(each) ? 'medium' : 'none') as Tone,
      title: names(say)[each.class] ?? each.class,
      sentence: changed + guess,
      figures: figureText(each.effect, say),
      line: null,
    };
  });
}

const positionRows = ({ positions }: ContextFindings, say: Say): StudyRow[] =>
  positions.map(({ place, accuracy }) => ({
    id: `place-${place}`,
    tone: 'none' as Tone,
    title: say('Relevant passage at {share} of the list', {
      share: percent(place),
    }),
    sentence: say('accuracy over {cases}', { cases: cases(accuracy.n, say) }),
    figures: figureText(accuracy, say),
    line: null,
  }));

function adviceOf({ labeled, perturbations }: ContextFindings, say: Say): string | null {
  if (labeled === 0)
    return say(
      'Say which passages are relevant: without it, neither retrieval nor places can be measured.',
    );
  const missing = perturbations.find((each) => each.class === 'missing');
  return missing?.guessed != null && missing.guessed > 0.1
    ? say('Say in the prompt what to answer where the passages do not hold it.')
    : null;
}
