import { percentWithin, variantName } from '../../say/figures.js';
import { caseSaid } from '../../say/caseWords.js';
import type { Say } from '../../say/say.js';
import type { StudyRow, Tone } from '../../words/studyView.js';
import { exampleRow, toneOf } from './rows.js';
import type { RestraintFindings } from './schema.js';

export function groundingText({ grounding }: RestraintFindings, say: Say): string[] {
  if (grounding?.rate === undefined || grounding.rate === null) return [];
  const { rate, ci, fully, answers } = grounding;
  return [
    say(
      'Of an answer’s sentences, {rate} share their words and numbers with the context; {fully} of {answers} answers do so throughout.',
      { rate: percentWithin(rate, ci), fully, answers },
    ),
  ];
}

const sentenceRow = (
  id: string,
  tone: Tone,
  [title, sentence]: readonly [string, string],
): StudyRow => ({
  ...{ id, tone, title, sentence, figures: null, line: null },
});

/** Of grounding, of the schema, and of what users would have seen instead. */
export const groundingRows = (findings: RestraintFindings, say: Say): StudyRow[] => [
  ...contextRows(findings, say),
  ...schemaRows(findings, say),
  ...insteadRows(findings, say),
];

function contextRows({ grounding }: RestraintFindings, say: Say): StudyRow[] {
  if (!grounding) return [];
  const { answers, fully, citations, onlyContextAsked, examples } = grounding;
  const [only, cited] = [say('Only from the context'), say('Citations')];
  return [
    ...(onlyContextAsked
      ? [
          sentenceRow('grounding-only', toneOf(1 - fully / answers), [
            only,
            say(
              'The prompt asks for answers from the context only: {fully} of {answers} answers keep to its words and numbers.',
              { fully, answers },
            ),
          ]),
        ]
      : []),
    ...(citations.cited > 0
      ? [
          sentenceRow('grounding-citations', toneOf(1 - citations.exist / citations.cited), [
            cited,
            say(
              '{exist} of {cited} cited passages were given. {support} of {sentences} sentences that cite one are supported by it.',
              citations,
            ),
          ]),
        ]
      : []),
    ...entailmentRows(grounding, say),
    ...examples.map((each, at) =>
      exampleRow(`unsupported-${at + 1}`, each, { say, kind: say('Not in the context') }),
    ),
  ];
}

function entailmentRows(
  { entailment, noEntailment }: NonNullable<RestraintFindings['grounding']>,
  say: Say,
): StudyRow[] {
  if (!entailment) {
    const reasons = {
      'no-judge': say(
        'Not judged: no judge is set. Name a model under judge in plumbline.yml, or write judge: true in the prompt’s settings to let the tested model judge.',
      ),
      'not-asked': say('Not judged: no answer was put to the judge. Recorded answers are not.'),
    };
    return noEntailment
      ? [sentenceRow('entailment', 'open', [say('What a judge says'), reasons[noEntailment]])]
      : [];
  }
  const { judge, rate, ci, sentences, entailed, contradicted, untold, unread } = entailment;
  const { repeated, reworded, examples } = entailment;
  const said = [
    rate === null
      ? say('No reply of {judge} could be read.', { judge })
      : say(
          'According to {judge}, the context entails {rate} of an answer’s sentences: of {sentences}, {entailed} are entailed, {contradicted} contradicted and {untold} not told.',
          { judge, rate: percentWithin(rate, ci), sentences, entailed, contradicted, untold },
        ),
    ...(unread > 0 && rate !== null
      ? [say('For {unread} its reply could not be read.', { unread })]
      : []),
    ...(repeated.of > 0
      ? [
          say(
            'Asked twice, it said the same of {stayed} of {of} sentences; asked in other words, of {kept} of {all}.',
            { ...repeated, kept: reworded.stayed, all: reworded.of },
          ),
        ]
      : [say('It was not asked twice, so nothing is known of its own noise.')]),
  ];
  return [
    sentenceRow('entailment', rate === null ? 'open' : toneOf(1 - rate), [
      say('What a judge says'),
      said.join(' '),
    ]),
    ...examples.map((each, at) =>
      exampleRow(`entailment-${at + 1}`, each, {
        say,
        kind: each.isContradicted ? say('Contradicted') : say('Not told by the context'),
      }),
    ),
  ];
}

function schemaRows({ schemaKept }: RestraintFindings, say: Say): StudyRow[] {
  if (!schemaKept || schemaKept.of === 0) return [];
  const { kept, of } = schemaKept;
  return [
    sentenceRow('schema', toneOf(1 - kept / of), [
      say('Schema'),
      say('{kept} of {of} answers keep the JSON schema.', { kept, of }),
    ]),
  ];
}

function insteadRows({ instead }: RestraintFindings, say: Say): StudyRow[] {
  const seen: Readonly<Record<RestraintFindings['instead'][number]['action'], string>> = {
    abstain: say('that it cannot tell'),
    clarify: say('a question back'),
    fallback: say('the fallback'),
    human: say('that a person will answer'),
    cancel: say('that the request was canceled'),
  };
  return instead.map(({ case: id, variant, text, action, reason, right }, at) =>
    sentenceRow(`instead-${at + 1}`, 'none', [
      say('Held back: {case}', { case: caseSaid(id, say) }),
      say('The user sees {seen} in place of {what} under {variant} ({reason}).', {
        seen: seen[action],
        what: whatOf(text, right, say),
        variant: variantName(variant),
        reason,
      }),
    ]),
  );
}

const whatOf = (text: string, right: number | null, say: Say): string =>
  right === null
    ? say('“{text}”', { text })
    : right >= 0.5
      ? say('the right “{text}”', { text })
      : say('the wrong “{text}”', { text });
