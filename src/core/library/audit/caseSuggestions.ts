/** Cases to write where an audit has a gap: skeletons that a person fills in, the worst risk first. */

import { stringify } from 'yaml';
import { labelsOf } from '../../prompt/answerShape.js';
import { CONTEXTS } from '../../prompt/cases/passages.js';
import type { Case, Prompt } from '../../prompt/prompt.js';
import type { Report } from '../../studies/sensitivity/schema.js';
import { languageOf } from '../../text/language.js';
import { LANGUAGE_NAMES, type LanguageCode } from '../../text/languageWords.js';
import { RULE_CLASSES } from '../../variants/classes/classes.js';
import type { RiskFile } from './riskFile.js';

export interface CaseSuggestion {
  /** What is missing, as a sentence. */
  readonly gap: string;
  /** Key of the prompt file it goes under: that of the cases, or `sensitivity.variants`. */
  readonly under: string;
  /** YAML to paste there, with `…` for what only a person can write. */
  readonly yaml: string;
}

export interface CaseGaps {
  readonly prompt: Prompt;
  readonly risk: RiskFile | null;
  /** The last result; null: never tested. */
  readonly report: Report | null;
}

/** Risks without cases, risks without a language that other cases have, and stress classes the last result lacks. */
export const suggestCasesFor = (gaps: CaseGaps): CaseSuggestion[] => [
  ...risksWithout(gaps),
  ...languagesWithout(gaps),
  ...stressWithout(gaps),
];

type Risk = RiskFile['risks'][number];

const WEIGHTS = { low: 1, medium: 2, high: 3 } as const;
/** Likelihood by impact, in [1, 9]; what nobody said counts as medium. */
const weightOf = ({ likelihood = 'medium', impact = 'medium' }: Risk): number =>
  WEIGHTS[likelihood] * WEIGHTS[impact];

const worstFirst = (risk: RiskFile | null): Risk[] =>
  (risk?.risks ?? []).toSorted((a, b) => weightOf(b) - weightOf(a));

const casesOf = ({ cases }: Pick<Prompt, 'cases'>, { id }: Risk): readonly Case[] =>
  cases.filter(({ risks }) => risks?.includes(id));

const risksWithout = ({ prompt, risk }: CaseGaps): CaseSuggestion[] =>
  worstFirst(risk)
    .filter((each) => casesOf(prompt, each).length === 0)
    .map((each) => ({
      gap: `No case tests the risk ${each.id}.`,
      under: prompt.casesKey,
      yaml: skeleton(prompt, each, null),
    }));

function languagesWithout({ prompt, risk }: CaseGaps): CaseSuggestion[] {
  const used = languagesIn(prompt.cases);
  return worstFirst(risk).flatMap((each) => {
    const own = casesOf(prompt, each);
    const covered = new Set(languagesIn(own));
    return (own.length === 0 ? [] : used)
      .filter((language) => !covered.has(language))
      .map((language) => ({
        gap: `No case of the risk ${each.id} is in ${LANGUAGE_NAMES[language]}, as other cases are.`,
        under: prompt.casesKey,
        yaml: skeleton(prompt, each, language),
      }));
  });
}

function stressWithout({ report }: CaseGaps): CaseSuggestion[] {
  if (!report) return [];
  const measured = new Set(report.variants.map((each) => each.class));
  return RULE_CLASSES.filter(({ id, stress }) => stress && !measured.has(id)).map(({ id }) => ({
    gap: `No wording of the stress class ${id} was measured.`,
    under: 'sensitivity.variants',
    yaml: `${id}: 1`,
  }));
}

const languagesIn = (cases: readonly Case[]): LanguageCode[] => [
  ...new Set(cases.flatMap(({ inputs }) => languageOf(Object.values(inputs).join('\n')) ?? [])),
];

/** A case with every variable of the prompt, and an expected answer where other cases have one. */
function skeleton(prompt: Prompt, { id, description }: Risk, language: LanguageCode | null) {
  const { cases, casesKey, variables } = prompt;
  const names = [...new Set(variables.map(({ name }) => name))];
  const expected = cases.some((each) => each.expected !== null);
  const labels = labelsOf(prompt);
  const name = unusedId(cases, language === null ? id : `${id}-${language}`);
  const vars = Object.fromEntries(names.map((each) => [each, '…']));
  const test = {
    ...{ description: name, vars, assert: [{ type: 'contains', value: '…' }] },
    metadata: { risks: [id] },
  };
  const row = {
    id: name,
    ...Object.fromEntries(
      names.map((each) => [each, each === CONTEXTS ? [{ id: 'a', text: '…' }] : '…']),
    ),
    ...(names.includes(CONTEXTS) ? { relevant: ['a'] } : {}),
    ...(expected ? { expected: '…' } : {}),
    risks: [id],
  };
  const wanted = `${language === null ? 'An input' : `An input in ${LANGUAGE_NAMES[language]}`} with which this could happen: ${description}`;
  const comments = [
    wanted,
    ...(expected && labels.length > 0 ? [`expected: ${labels.join(', ')}`] : []),
  ];
  const lines = stringify([casesKey === 'tests' ? test : row], { lineWidth: 0 }).trimEnd();
  return [...comments.map((text) => `# ${text.replace(/\s+/g, ' ')}`), lines].join('\n');
}

function unusedId(cases: readonly Case[], stem: string): string {
  const taken = new Set(cases.map(({ id }) => id));
  let number = 1;
  while (taken.has(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}
