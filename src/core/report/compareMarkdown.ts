/** Runs beside each other as Markdown: two with their tests, several each with its own verdict. */

import { verdictWords } from '../studies/sensitivity/verdictWords.js';
import { english } from '../words/say.js';
import type { Comparison } from '../studies/comparison/compare.js';
import type { ComparisonRecord } from '../studies/comparison/schema.js';
import { escaped, tableOf } from './markdownParts.js';
import { effectId, type Report, type ReportEnvelope } from '../studies/sensitivity/schema.js';
import { interval, number, pValue } from '../words/figures.js';

const SIGNS: Readonly<Record<ComparisonRecord['word'], string>> = {
  better: '▲ better',
  worse: '▼ worse',
  same: '= the same',
  inconclusive: '? cannot be told',
  'not available': '– not available',
};

const figure = (value: number | null) => (value === null ? '–' : number(value));

export function comparisonMarkdown({ runA, runB, records, notes }: Comparison): string {
  const first = records.find(({ n }) => n > 0);
  const paragraphs = [
    '# Comparison',
    `**A** ${escaped(runA)}  \n**B** ${escaped(runB)}`,
    tableOf(
      ['', 'A', 'B', 'B − A', '95 %', 'p', ''],
      records.map(({ title, a, b, difference, ci, pHolm, word }) => [
        title,
        figure(a),
        figure(b),
        figure(difference),
        ci ? interval(ci) : '',
        pHolm === null ? '' : pValue(pHolm),
        SIGNS[word],
      ]),
    ),
    records.map(({ sentence }) => `- ${escaped(sentence)}`).join('\n'),
    ...(first ? changedCases(first) : []),
    ...(notes.length > 0 ? [notes.map((note) => `- ${escaped(note)}`).join('\n')] : []),
  ];
  return `${paragraphs.join('\n\n')}\n`;
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
        answerA ?? '–',
        answerB ?? '–',
      ]),
    ),
  ];
}

const withInterval = (envelope: ReportEnvelope | undefined) =>
  envelope?.value == null
    ? 'not available'
    : `${number(envelope.value)}${envelope.ci ? ` ${interval(envelope.ci)}` : ''}`;

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
        row('', (report) => verdictWords(report, english).sentence),
        row('Wording effect', (report) =>
          withInterval(report.metrics[`${effectId(report)}.excess`]),
        ),
        row('Noise floor', (report) => withInterval(report.metrics[`${effectId(report)}.within`])),
        row('Accuracy', ({ metrics }) => withInterval(metrics['accuracy'])),
        row('Right as written', ({ metrics }) => withInterval(metrics['accuracy.original'])),
        row('Confidence', ({ confidence }) => withInterval(confidence.envelope)),
        row('Cases', ({ plan }) => String(plan.cases)),
      ],
    ),
    'Each column is a report of its own. Two of them can be compared with tests.',
    '',
  ].join('\n\n');
}
