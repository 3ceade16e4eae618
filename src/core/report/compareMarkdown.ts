/** Runs beside each other as Markdown: two with their tests, several each with its own verdict. */

import { verdictWords } from '../studies/sensitivity/verdictWords.js';
import { english, type Say } from '../say/say.js';
import { worded, type Worded } from '../say/worded.js';
import type { Comparison } from '../studies/comparison/compare.js';
import type { ComparisonRecord } from '../studies/comparison/schema.js';
import { diffLineByLine } from '../text/lineDiff.js';
import { changesBetween } from './cell.js';
import { diffBlock, escaped, markedPair, tableOf } from './markdownParts.js';
import { effectId, type Report, type ReportEnvelope } from '../studies/sensitivity/schema.js';
import { number, interval, pValue, thousands, withInterval } from '../say/figures.js';

const SIGNS: Readonly<Record<ComparisonRecord['word'], Worded>> = {
  better: worded`▲ better`,
  worse: worded`▼ worse`,
  same: worded`= the same`,
  inconclusive: worded`? cannot be told`,
  'not available': worded`– not available`,
};

const figure = (value: number | null, say: Say) => (value === null ? '–' : number(value, say));

/** Each number stands in the table, and nowhere else. */
export function comparisonMarkdown(comparison: Comparison, say: Say = english): string {
  const { runA, runB, records, notes, prompts } = comparison;
  const first = records.find(({ n }) => n > 0);
  const hints = records.flatMap(({ title, hint }) => (hint === null ? [] : [`${title}: ${hint}`]));
  const said = [...hints, ...notes];
  const paragraphs = [
    `# ${say('Comparison')}`,
    `**A** ${escaped(runA)}  \n**B** ${escaped(runB)}`,
    tableOf(
      ['', 'A', 'B', 'B − A', '95 %', say('adjusted p'), say('cases'), ''],
      records.map(({ title, a, b, difference, ci, pHolm, n, word }) => [
        title,
        figure(a, say),
        figure(b, say),
        figure(difference, say),
        ci ? interval(ci, say) : '',
        pHolm === null ? '' : pValue(pHolm, say),
        thousands(n, say),
        SIGNS[word](say),
      ]),
    ),
    ...(said.length > 0 ? [said.map((text) => `- ${escaped(text)}`).join('\n')] : []),
    changedPrompt(prompts, say),
    ...(first ? changedCases(first, say) : []),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function changedPrompt({ a, b }: Comparison['prompts'], say: Say): string {
  const blocks = changesBetween(a, b).flatMap(({ role, changed, lines }) =>
    changed ? [`**${escaped(role)}**\n\n${diffBlock(lines)}`] : [],
  );
  const gone = a.slice(b.length).map(({ role, content }) => {
    const lines = diffLineByLine(content, '');
    return `**${escaped(role)}**\n\n${diffBlock(lines)}`;
  });
  const all = [...blocks, ...gone];
  if (all.length === 0) return say('The prompt is the same in both runs.');
  return [`## ${say('What changed in the prompt')}`, ...all].join('\n\n');
}

function changedCases({ cases }: ComparisonRecord, say: Say): string[] {
  if (cases.length === 0) return [say('No case comes out differently as written.')];
  return [
    `## ${say('Cases that come out differently as written: {n}', { n: cases.length })}`,
    tableOf(
      [say('Case'), 'A', 'B', say('Answer A'), say('Answer B')],
      cases.map(({ case: id, a, b, answerA, answerB }) => [
        id,
        figure(a, say),
        figure(b, say),
        ...(answerA === null || answerB === null
          ? [answerA ?? '–', answerB ?? '–']
          : markedPair(answerA, answerB)),
      ]),
    ),
  ];
}

const envelopeText = (envelope: ReportEnvelope | undefined, say: Say) =>
  envelope?.value == null
    ? say('not available')
    : withInterval(number(envelope.value, say), envelope.ci, say);

/** One column a run, never one number for all. */
export function sideBySideMarkdown(reports: readonly Report[], say: Say = english): string {
  const metric = (report: Report, id: string) => envelopeText(report.metrics[id], say);
  const row = (title: string, of: (report: Report) => string) => [title, ...reports.map(of)];
  return [
    `# ${say('Side by side')}`,
    tableOf(
      ['', ...reports.map(({ models }) => models[0]?.id ?? '')],
      [
        row(say('Prompt'), ({ prompt }) => prompt.path),
        row(say('Run'), ({ startedAt }) => startedAt.slice(0, 16).replace('T', ' ')),
        row(say('Verdict'), (report) => verdictWords(report, say).word),
        row(say('Wording effect'), (report) => metric(report, `${effectId(report)}.excess`)),
        row(say('Noise floor'), (report) => metric(report, `${effectId(report)}.within`)),
        row(say('Accuracy'), (report) => metric(report, 'accuracy')),
        row(say('Right as written'), (report) => metric(report, 'accuracy.original')),
        row(say('Confidence'), ({ confidence }) => envelopeText(confidence.envelope, say)),
        row(say('Cases'), ({ plan }) => thousands(plan.cases, say)),
      ],
    ),
    say('Each column is a report of its own. Two of them can be compared with tests.'),
    '',
  ].join('\n\n');
}
