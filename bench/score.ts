/** Scoring 10,000 answers of 2 KB with every metric, in seconds, against the limit of 3. */
import { scoreObservations } from '../src/core/score/scoreRun.js';
import { observation, scoreInput, variant } from '../test/support/observations.js';

const LIMIT_SECONDS = 3;
const CASES = 125;
const VARIANTS = 8;
const REPEATS = 10;

const words = Array.from({ length: 250 }, (_, index) => `word${index}`).join(' ');
const ids = Array.from({ length: VARIANTS }, (_, index) =>
  index === 0 ? 'original' : `format-${index}`,
);
const variants = ids.map((id) => variant(id));
const observations = Array.from({ length: CASES * VARIANTS * REPEATS }, (_, index) =>
  observation({
    case: String(index % CASES),
    variant: ids[Math.floor(index / CASES) % VARIANTS] ?? '',
    repeat: Math.floor(index / (CASES * VARIANTS)) + 1,
    text: `${words} ${index % 37}`,
    answer: String(index % 5),
    score: index % 3 === 0 ? 1 : 0,
  }),
);
const started = performance.now();
scoreObservations({ ...scoreInput([]), observations, variants });
const seconds = (performance.now() - started) / 1000;
process.stdout.write(
  `${observations.length} answers scored in ${seconds.toFixed(2)} s; the limit is ${LIMIT_SECONDS} s\n`,
);
process.exitCode = seconds > LIMIT_SECONDS ? 1 : 0;
