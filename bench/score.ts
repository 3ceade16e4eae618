/** Scoring 10,000 answers of 2 KB, no two alike, with every metric, in seconds, against the limit of 3. */
import { randomFrom } from '../src/core/numbers/random.js';
import { scoreAnswers } from '../src/core/score/scoreAnswers.js';
import { confidence, observation, scoreInput, variant } from '../test/support/observations.js';
import { randomTexts } from './texts.js';

const LIMIT_SECONDS = 3;
const VARIANTS = 8;

const random = randomFrom('bench');
const answer = randomTexts(random);
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
  const { metrics } = scoreAnswers({ ...scoreInput([]), answers: observations, variants });
  const seconds = (performance.now() - started) / 1000;
  const all = Object.values(metrics);
  process.stdout.write(
    `${observations.length} answers, ${cases} cases × ${VARIANTS} variants × ${repeats} repeats: ${seconds.toFixed(2)} s ` +
      `for ${all.length} metrics, ${all.filter(({ value }) => value !== null).length} with a value; the limit is ${LIMIT_SECONDS} s\n`,
  );
  return seconds;
}

const slowest = Math.max(secondsFor(125, 10), secondsFor(625, 2), secondsFor(1250, 1));
process.exitCode = slowest > LIMIT_SECONDS ? 1 : 0;
