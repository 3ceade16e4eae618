import { importSources } from '../importSources.mjs';
import { code, table } from './markdown.mjs';

/** What each need is called where a reader looks for it. */
const NEEDS = {
  gold: 'expected answers',
  labels: 'labels',
  logprobs: 'token probabilities',
  variants: 'two variants',
  repeats: 'repeats',
  json: 'answers in JSON',
  schema: 'a JSON schema',
  confidence: 'a confidence',
  judge: 'a judge asked twice',
  embeddings: 'embeddings',
};

const BREAKDOWNS = { class: 'class', shots: 'few-shot configuration' };

const COLUMNS = ['metric', 'title', 'what it says', 'range', 'better', 'needs', 'also by'];

const bound = (value) => String(value).replace('Infinity', '∞').replace('-', '−');

export async function metricsPage() {
  const { METRIC_TABLE, UNIT } = await importSources(`
    export { METRIC_TABLE } from './src/core/metrics/metricTable.js';
    export { UNIT } from './src/core/metrics/metricRow.js';
  `);
  const rows = METRIC_TABLE.map(
    ({ id, title, explanation, needs, range = UNIT, better = 'lower', breakdowns = [] }) => [
      code(id),
      title,
      explanation,
      range.map(bound).join(' to '),
      better,
      needs.map((need) => NEEDS[need]).join(', ') || '–',
      breakdowns.map((each) => BREAKDOWNS[each]).join(', ') || '–',
    ],
  );
  return `# Metrics

Every number of a sensitivity report, by the name that a gate, \`--json\` and \`plumbline score\` use. A gate's limit lies in the range of its
metric. \`excess\` is short for \`pss.excess\`; \`confidence\` is the confidence a report shows. A metric whose needs are not met is \`null\`, with the
reason. [Statistics](../statistics.md) has the methods.

${table(COLUMNS, rows)}
`;
}
