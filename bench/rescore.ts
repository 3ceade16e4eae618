/**
 * The report of a run that goes on, after one more complete case of 10,000 answers of 2 KB: when the cases before were
 * reported already, against a report from scratch. Both must say the same.
 */
import type { Report } from '../src/core/studies/sensitivity/schema.js';
import { trialKey } from '../src/core/plan/trial.js';
import { sensitivity } from '../src/core/studies/sensitivity/sensitivity.js';
import { resultOf } from '../src/core/study.js';
import { endpointFacts } from '../src/core/run/runFacts.js';
import { unfinishedFacts } from '../src/core/run/unfinishedRun.js';
import type { Outcome } from '../src/core/run/outcome.js';
import { randomFrom } from '../src/core/numbers/random.js';
import { completion, fakeProvider } from '../test/support/fakes.js';
import { endpointOn, tested } from '../test/support/studies.js';
import { promptFrom } from '../test/support/prompts.js';
import { randomTexts } from './texts.js';

const [CASES, VARIANTS, REPEATS] = [625, 8, 2];
/** A report after one more case takes at most this share of one from scratch. */
const LIMIT = 1 / 3;
const ROUNDS = 5;

const prompt = promptFrom(`model: m
messages:
  - role: system
    content: Write a summary. Keep the names. Be short. Say only what stands in the text.
  - role: user
    content: 'Text: {{text}}'
testData:
${Array.from({ length: CASES }, (_, index) => `  - text: number ${index}\n    expected: w${index % 5}`).join('\n')}
evaluators:
  - name: mentions
    string: { contains: '{{expected}}' }
`);
const endpoint = endpointOn(fakeProvider(() => completion('')));
const { design } = await tested(prompt, endpoint, {
  variants: { format: VARIANTS - 1 },
  repeats: REPEATS,
});
const { trials } = design.plan;
if (trials.length !== CASES * VARIANTS * REPEATS)
  throw new Error(`${trials.length} calls are planned.`);

const answer = randomTexts(randomFrom('bench'));
const outcomes = trials.map(({ variant, shots, case: caseId, repeat }): Outcome => ({
  ...{ status: 'completed', variant, shots, case: caseId, repeat, text: answer() },
  ...{ finishReason: 'stop', tokens: null, usage: null, latencyMs: 1, ttftMs: null },
  ...{ servedBy: null, cached: false, requests: 1 },
}));
const lastCases = [...new Set(trials.map((each) => each.case))].slice(-ROUNDS);

function timed(known: readonly Outcome[]): { seconds: number; report: Report } {
  const started = performance.now();
  const facts = unfinishedFacts(design, new Map(known.map((each) => [trialKey(each), each])), {
    ...{ endpoint: endpointFacts(endpoint), startedAt: new Date(0), completeCases: true },
  });
  const report = resultOf(sensitivity, design, facts);
  return { seconds: (performance.now() - started) / 1000, report };
}

const without = (cases: readonly string[]) => outcomes.filter((each) => !cases.includes(each.case));
timed(without(lastCases));
const grown = lastCases.map((_, index) => timed(without(lastCases.slice(index + 1))));
const scratch = Array.from({ length: ROUNDS }, () => timed(outcomes.map((each) => ({ ...each }))));
const same = ({ report }: { report: Report } = { report: {} as Report }) =>
  JSON.stringify({ ...report, wallMs: 0 });
if (same(grown.at(-1)) !== same(scratch.at(-1)))
  throw new Error('Scoring again gives other numbers than scoring from scratch.');

const median = (all: readonly { seconds: number }[]) =>
  all.map(({ seconds }) => seconds).sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
const share = median(grown) / median(scratch);
process.stdout.write(
  `A report after one more case of ${outcomes.length} answers: ${median(grown).toFixed(2)} s, from scratch ` +
    `${median(scratch).toFixed(2)} s: ${share.toFixed(2)} of it; the limit is ${LIMIT.toFixed(2)}\n`,
);
process.exitCode = share > LIMIT ? 1 : 0;
