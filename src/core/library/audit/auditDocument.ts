/** The audit document of prompts: as Markdown, and as a page that prints. */

import { html, type Markup } from '../../report/html/markup.js';
import { tableMarkup } from '../../report/html/table.js';
import { renderHtmlPage } from '../../report/html/page.js';
import { escaped, tableOf } from '../../report/markdownParts.js';
import { verdictWords } from '../../studies/sensitivity/verdictWords.js';
import { interval, number } from '../../say/figures.js';
import { english } from '../../say/say.js';
import type { Audit } from './audit.js';
import { feedbackSentences } from './feedbackWords.js';

interface Section {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly table: {
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
  } | null;
}

const DISCLAIMER =
  'This document states what was measured and what was not. It claims no conformity with a law or standard.';

const section = (
  title: string,
  sentences: readonly string[],
  table: Section['table'] = null,
): Section => ({
  ...{ title, sentences, table },
});

/** In the order a reader asks: what for, what can go wrong, how tested, with what result, what is missing. */
const sectionsOf = (audit: Audit): Section[] =>
  [
    purpose(audit),
    risks(audit),
    section('Method', methodOf(audit), {
      head: ['Wordings', 'Number'],
      rows: audit.wordings.map(([id, n]) => [id, String(n)]),
    }),
    results(audit),
    limits(audit),
    ...audit.studies.map(({ title, sentence, advice }) =>
      section(title, [sentence ?? 'See the report.', ...(advice ? [advice] : [])]),
    ),
    section('What people said', audit.feedback ? feedbackSentences(audit.feedback) : []),
    section(
      'Not tested, and not written down',
      orElse(audit.gaps, 'Nothing that this document knows of.'),
    ),
    changes(audit),
    section(
      'Reviewed by',
      (audit.risk?.reviewers ?? []).map(({ name, date }) => `${name}, ${date}`),
    ),
    section('Files', [], {
      head: ['File', 'SHA-256'],
      rows: Object.entries(audit.files).map(([path, print]) => [path, print]),
    }),
  ].filter(({ sentences, table }) => sentences.length > 0 || (table?.rows.length ?? 0) > 0);

const orElse = (sentences: readonly string[], otherwise: string): readonly string[] =>
  sentences.length > 0 ? sentences : [otherwise];

const purpose = ({ risk }: Audit): Section =>
  section('Purpose', [
    risk?.purpose ?? 'Not written down.',
    ...(risk?.users ? [`Users: ${risk.users}`] : []),
    ...(risk?.expected ?? []).map((each) => `Expected: ${each}`),
    ...(risk?.unacceptable ?? []).map((each) => `Unacceptable: ${each}`),
  ]);

const RISK_HEAD = [
  'Risk',
  'Likelihood',
  'Impact',
  'Harmed',
  'Owner',
  'Mitigation',
  'Cases',
  'Measured',
  'Last measured',
  'Accuracy',
  'Languages',
];

function risks({ coverage, risk, report }: Audit): Section {
  const rows = coverage.map((each) => {
    const own = risk?.risks.find(({ id }) => id === each.id);
    const said = [own?.likelihood, own?.impact, own?.harmed, own?.owner, own?.mitigation];
    return [
      `${each.id}: ${each.description}`,
      ...said.map((text) => text ?? '–'),
      ...[String(each.cases), String(each.measured)],
      report && each.measured > 0 ? report.startedAt.slice(0, 10) : '–',
      each.accuracy === null ? '–' : number(each.accuracy),
      each.languages.join(', ') || '–',
    ];
  });
  const sentences = rows.length === 0 ? ['None is written down.'] : [];
  return section('Risks, and what tests them', sentences, { head: RISK_HEAD, rows });
}

function results({ report, figures }: Audit): Section {
  const words = report && verdictWords(report, english);
  return section('Results', [words ? `${words.word}. ${words.sentence}` : 'Never tested.'], {
    head: ['Metric', 'Value', '95 %', 'n', 'What it says'],
    rows: figures.map(({ title, explanation, envelope }) => [
      title,
      envelope.value === null ? '–' : number(envelope.value),
      envelope.ci ? interval(envelope.ci) : '–',
      `${envelope.n} ${envelope.of}`,
      explanation,
    ]),
  });
}

const limits = ({ thresholds }: Audit): Section =>
  section('Limits', thresholds.length === 0 ? ['None is set.'] : [], {
    head: ['Metric', 'Limit', 'Result', 'Why'],
    rows: thresholds.map(({ metric, bound, result, justification }) => [
      ...[metric, bound, result],
      justification ?? '–',
    ]),
  });

function changes({ last, changes: found }: Audit): Section {
  const since = last
    ? orElse(found, `None since ${last.date.slice(0, 10)}.`)
    : ['This is the first.'];
  return section('Changes since the last audit', since);
}

function methodOf({ report, prompt }: Audit): string[] {
  if (!report) return ['Never tested.'];
  const { plan, models, startedAt, servedBy } = report;
  const versions = servedBy.map(({ version }) => version).join(', ');
  return [
    `Measured ${startedAt.slice(0, 10)} on ${models[0]?.id ?? ''}${versions ? ` (${versions})` : ''}${models[0]?.recorded ? ', from recorded answers' : ''}: ${plan.cases} of ${prompt.cases.length} cases, ${plan.variants} wordings, ${plan.repeats} repeats, seed ${plan.seed}.`,
    'Every case is sent in every wording; asking twice tells the noise. Intervals are 95 %, resampled over cases. Formulas and sources: docs/statistics.md of Plumbline.',
  ];
}

export function auditMarkdown(audits: readonly Audit[], version: string): string {
  const parts = audits.flatMap((audit) => [
    `# Audit of ${escaped(audit.prompt.path)}`,
    ...sectionsOf(audit).map(({ title, sentences, table }) =>
      [
        `## ${escaped(title)}`,
        ...(sentences.length === 0
          ? []
          : [sentences.map((each) => `- ${escaped(each)}`).join('\n')]),
        ...(table && table.rows.length > 0 ? [tableOf(table.head, table.rows)] : []),
      ].join('\n\n'),
    ),
  ]);
  return `${[...parts, `${DISCLAIMER} Plumbline ${version}.`].join('\n\n')}\n`;
}

export const auditPage = (audits: readonly Audit[], version: string): string =>
  renderHtmlPage(
    'Audit',
    html`${audits.map(
      (audit) =>
        html`<h1>Audit of ${audit.prompt.path}</h1>
            ${sectionsOf(audit).map(markupOf)}`,
    )}
      <p>${DISCLAIMER} Plumbline ${version}.</p>`,
  );

const markupOf = ({ title, sentences, table }: Section): Markup => html`<section class="study">
  <h2>${title}</h2>
  ${sentences.length === 0 ? null : html`<ul>${sentences.map((each) => html`<li>${each}</li>`)}</ul>`}
  ${table && table.rows.length > 0 ? tableMarkup(table.head, table.rows) : null}
</section>`;
