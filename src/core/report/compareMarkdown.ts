/** Runs beside each other as Markdown: two with their tests, several each with its own verdict. */

import { verdictWords } from '../studies/sensitivity/verdictWords.js';
import { english } from '../words/say.js';
import type { Comparison } from '../studies/comparison/compare.js';
import type { ComparisonRecord } from '../studies/comparison/schema.js';
import { diffLineByLine } from '../text/lineDiff.js';
import { changesBetween } from './cell.js';
import { diffBlock, escaped, markedPair, tableOf } from './markdownParts.js';
import { effectId, type Report, type ReportEnvelope } from '../studies/sensitivity/schema.js';
import { number, interval, pValue, thousands, withInterval } from '../words/figures.js';

const SIGNS: Readonly<Record<ComparisonRecord['word'], string>> = {
  better: '▲ better',
  worse: '▼ worse',
  same: '= the same',
  inconclusive: '? cannot be told',
  'not available': '– not available',
};

const figure = (value: number | null) => (value === null ? '–' : number(value));

/** Each number stands in the table, and nowhere else. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { runA, runB, records, notes, prompts } = comparison;
  const first = records.find(({ n }) => n > 0);
  const hints = records.flatMap(({ title, hint }) => (hint === null ? [] : [`${title}: ${hint}`]));
  const said = [...hints, ...notes];
  const paragraphs = [
    '# Comparison',
    `**A** ${escaped(runA)}  \n**B** ${escaped(runB)}`,
    tableOf(
      ['', 'A', 'B', 'B − A', '95 %', 'adjusted p', 'cases', ''],
      records.map(({ title, a, b, difference, ci, pHolm, n, word }) => [
        title,
        figure(a),
        figure(b),
        figure(difference),
        ci ? interval(ci) : '',
        pHolm === null ? '' : pValue(pHolm),
        thousands(n),
        SIGNS[word],
      ]),
    ),
    ...(said.length > 0 ? [said.map((text) => `- ${escaped(text)}`).join('\n')] : []),
    changedPrompt(prompts),
    ...(first ? changedCases(first) : []),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function changedPrompt({ a, b }: Comparison['prompts']): string {
  const blocks = changesBetween(a, b).flatMap(({ role, changed, lines }) =>
    changed ? [`**${escaped(role)}**\n\n${diffBlock(lines)}`] : [],
  );
  const gone = a.slice(b.length).map(({ role, content }) => {
    const lines = diffLineByLine(content, '');
    return `**${escaped(role)}**\n\n${diffBlock(lines)}`;
  });
  const all = [...blocks, ...gone];
  if (all.length === 0) return 'The prompt is the same in both runs.';
  return ['## What changed in the prompt', ...all].join('\n\n');
}

function changedCases({ cases }: ComparisonRecord): string[] {
  if (cases.length === 0) return ['No case comes out differently as written.'];
  return [
    `## Cases that come out differently as written: ${cases.length}`,
    tableOf(
      ['Case', 'A', 'B', 'Answer A', 'Answer B'],
      cases.map(({ case: id, a, b, answerA, answerB }) => [
        id,
        figure(a),
        figure(b),
        ...(answerA === null || answerB === null
          ? [answerA ?? '–', answerB ?? '–']
          : markedPair(answerA, answerB)),
      ]),
    ),
  ];
}

const envelopeText = (envelope: ReportEnvelope | undefined) =>
  envelope?.value == null ? 'not available' : withInterval(number(envelope.value), envelope.ci);

/** One column a run, never one number for all. */
export function sideBySideMarkdown(reports: readonly Report[]): string {
  const row = (title: string, of: (report: Report) => string) => [title, ...reports.map(of)];
  return [
    '# Side by side',
    tableOf(
      ['', ...reports.map(({ models }) => models[0]?.id ?? '')],
      [
        row('Prompt', ({ prompt }) => prompt.path),
        row('Run', ({ startedAt }) => startedAt.slice(0, 16).replace('T', ' ')),
        row('Verdict', (report) => verdictWords(report, english).word),
        row('Wording effect', (report) =>
          envelopeText(report.metrics[`${effectId(report)}.excess`]),
        ),
        row('Noise floor', (report) => envelopeText(report.metrics[`${effectId(report)}.within`])),
        row('Accuracy', ({ metrics }) => envelopeText(metrics['accuracy'])),
        row('Right as written', ({ metrics }) => envelopeText(metrics['accuracy.original'])),
        row('Confidence', ({ confidence }) => envelopeText(confidence.envelope)),
        row('Cases', ({ plan }) => String(plan.cases)),
      ],
    ),
    'Each column is a report of its own. Two of them can be compared with tests.',
    '',
  ].join('\n\n');
}
