/** Scoring 10,000 answers of 2 KB, no two alike, with every metric, in seconds, against the limit of 3. */
import { randomFrom } from '../src/core/random.js';
import { scoreObservations } from '../src/core/score/scoreRun.js';
import { confidence, observation, scoreInput, variant } from '../test/support/observations.js';

const LIMIT_SECONDS = 3;
const VARIANTS = 8;
const WORDS = 300;
const VOCABULARY = 2000;

const random = randomFrom('bench');
const wordFrom = (index: number) => `${(index * 7919) % 10_007}`.padStart(6, 'w');
const base = Array.from({ length: WORDS }, () => wordFrom(random.int(VOCABULARY)));
/** A fifth of the words is another. */
const answer = () =>
  base.map((word) => (random.int(5) === 0 ? wordFrom(random.int(VOCABULARY)) : word)).join(' ');
const ids = Array.from({ length: VARIANTS }, (_, index) =>
  index === 0 ? 'original' : `format-${index}`,
);
const variants = ids.map((id) => variant(id));

const answersOf = (cases: number, repeats: number) =>
  Array.from({ length: cases * VARIANTS * repeats }, (_, index) =>
    observation({
      case: String(index % cases),
      variant: ids[Math.floor(index / cases) % VARIANTS] ?? '',
      repeat: Math.floor(index / (cases * VARIANTS)) + 1,
      text: answer(),
      answer: String(index % 5),
      score: index % 3 === 0 ? 1 : 0,
    }),
  );

function secondsFor(cases: number, repeats: number): number {
  const observations = answersOf(cases, repeats).map((each) => ({
    ...each,
    confidence: confidence({ geoMean: random.float(), minToken: random.float() }),
  }));
  const started = performance.now();
  const { metrics } = scoreObservations({ ...scoreInput([]), observations, variants });
  const seconds = (performance.now() - started) / 1000;
  const all = Object.values(metrics);
  process.stdout.write(
    `${observations.length} answers, ${cases} cases × ${VARIANTS} variants × ${repeats} repeats: ${seconds.toFixed(2)} s ` +
      `for ${all.length} metrics, ${all.filter(({ value }) => value !== null).length} with a value; the limit is ${LIMIT_SECONDS} s\n`,
  );
  return seconds;
}

/** One more complete case of a run of 10,000 answers, after it was scored without it: against scoring it from scratch. */
function rescoring(): { again: number; scratch: number } {
  const [cases, repeats] = [625, 2];
  const observations = answersOf(cases, repeats);
  const secondsOf = (own: typeof observations) => {
    const started = performance.now();
    const scores = scoreObservations({ ...scoreInput([]), observations: own, variants });
    return { seconds: (performance.now() - started) / 1000, scores };
  };
  const last = String(cases - 1);
  secondsOf(observations.filter((each) => each.case !== last));
  const again = secondsOf(observations);
  const scratch = secondsOf(observations.map((each) => ({ ...each })));
  if (JSON.stringify(again.scores) !== JSON.stringify(scratch.scores))
    throw new Error('Scoring again gives other numbers than scoring from scratch.');
  return { again: again.seconds, scratch: scratch.seconds };
}

const { again, scratch } = rescoring();
process.stdout.write(
  `Scored again after one more complete case of 10,000 answers: ${again.toFixed(2)} s; from scratch ${scratch.toFixed(2)} s\n`,
);
const slowest = Math.max(secondsFor(125, 10), secondsFor(625, 2), secondsFor(1250, 1));
process.exitCode = slowest > LIMIT_SECONDS ? 1 : 0;
