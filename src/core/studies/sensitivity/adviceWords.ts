/** Advice in words, and the options of the command line that follow it. */

import { listSaid } from '../../say/listSaid.js';
import type { Note, NoteParams } from '../../text/note.js';
import { money, number, pValue, rightOn, variantName } from '../../say/figures.js';
import { shotsName } from '../../words/planWords.js';
import { noteText } from '../../words/notes.js';
import { calls, cases } from '../../say/plural.js';
import type { Say } from '../../say/say.js';
import { ORIGINAL } from '../../variants/makeVariants.js';
import type { Report } from './schema.js';
import { changeSaid } from '../../words/changeSaid.js';

/** What a sentence may name beside the advice's own numbers. */
type Named = Pick<Report, 'variants'>;

type Sentence = (params: NoteParams, say: Say, report: Named) => string;

const figure = (params: NoteParams, name: string) => Number(params[name] ?? 0);

const lostCases = (params: NoteParams, say: Say) => ({
  n: figure(params, 'cases'),
  cases: cases(figure(params, 'of'), say),
});

/** `18 calls, $0.02` */
const spending = (params: NoteParams, say: Say) =>
  `${calls(figure(params, 'calls'), say)}, ${money(params['usd'] as number | null, say)}`;

const SENTENCES: Readonly<Record<string, Sentence>> = {
  'lower-noise': (_, say) =>
    say('Set the temperature to 0 or select a steadier model, then test again.'),
  'steadier-model': ({ judged }, say) =>
    judged === true
      ? say('Select a steadier model, server or judge, then test again.')
      : say('Select a steadier model or server, then test again.'),
  'nothing-to-change': (_, say) => say('Nothing to change in the wording.'),
  'add-cases-if-it-matters': (_, say) => say('Add cases, if an effect of that size would matter.'),
  'fix-the-output': (_, say) => say('Fix the output format or the way answers are read first.'),
  'fix-the-reasoning': (_, say) =>
    say(
      "See that an answer comes after the reasoning: look at the server's reasoning parser and at how the `<think>` block ends, or turn reasoning off.",
    ),
  'fix-the-judge': (_, say) =>
    say('Fix the judge: set another model under `judge:` in plumbline.yml.'),
  'fix-failing-variants': (params, say) =>
    say('Find out why every call of {variants} fails, then resume the run.', {
      variants: listSaid(((params['variants'] ?? []) as string[]).map(variantName), say),
    }),
  'fix-failing-calls': (params, say) =>
    say('Find out why calls fail in {n} of {cases}, then resume the run.', lostCases(params, say)),
  'raise-token-limit': (params, say) =>
    say(
      'Raise the token limit: in {n} of {cases} an answer was cut off before it began.',
      lostCases(params, say),
    ),
  'check-the-checks': (_, say) =>
    say('Compare an answer with what is expected: the check, the case or the model is at fault.'),
  'finish-the-run': (params, say) =>
    say('Finish the run: at most {spending} are left.', { spending: spending(params, say) }),
  'repeat-calls': (params, say) =>
    say('Ask everything twice ({spending}) to tell noise from wording.', {
      spending: spending(params, say),
    }),
  'compare-meanings': (params, say) =>
    say(
      'Compare what the answers mean: a judge tells which say the same (at most {spending}). Or add expected answers.',
      { spending: spending(params, say) },
    ),
  'add-variants': (_, say) => say('Add variants.'),
  'run-more-cases': (params, say) =>
    say('Run more of the {file} cases of the prompt file: this run had {run}.', {
      file: figure(params, 'file'),
      run: figure(params, 'run'),
    }),
  'add-cases': (params, say) =>
    say('Add {cases} to the prompt file ({spending}) for a first answer.', {
      cases: cases(figure(params, 'cases'), say),
      spending: spending(params, say),
    }),
  'expect-more': (params, say) =>
    say('Add expected answers to at least {cases} of the {of} cases without one.', {
      cases: figure(params, 'cases'),
      of: figure(params, 'of'),
    }),
  'too-dear-to-decide': (params, say) =>
    say('More cases will not settle this at a sensible price: treat it as {band}.', {
      band: say(String(params['band'])),
    }),
  'more-cases-would-tell': (params, say) =>
    say('About {n} more cases ({spending}) would tell.', {
      n: figure(params, 'cases'),
      spending: spending(params, say),
    }),
  'avoid-change': avoidChange,
  'avoid-changes': (params, say) => {
    const figures = {
      variants: listSaid(((params['variants'] ?? []) as readonly string[]).map(variantName), say),
    };
    return params['more'] === true
      ? say('Avoid what {variants} change.', figures)
      : say('Avoid what {variants} change; the prompt can stay as it is.', figures);
  },
  'keep-original': (_, say) => say('Keep the original wording: the others are right less often.'),
  'add-expected-answers': (_, say) =>
    say(
      'Add expected answers to learn which wording is right: so far only “different” is known, not “wrong”.',
    ),
  'no-examples-possible': (_, say) =>
    say('Examples cannot be tried: there are too few cases with an expected answer.'),
  'try-examples': (params, say) =>
    say('Not measured yet: would examples help? {spending} would tell.', {
      spending: spending(params, say),
    }),
  'examples-did-not-help': (params, say) =>
    say('Examples did not settle it: wording effect {effect} without, {tried}.', {
      effect: number(figure(params, 'effect'), say),
      tried: ((params['tried'] ?? []) as readonly (readonly [string, number])[])
        .map(([shots, value]) =>
          say('{value} with {shots}', { value: number(value, say), shots: shotsName(shots, say) }),
        )
        .join(', '),
    }),
  'examples-may-help': (params, say) => {
    const [[shots, value] = ['', 0]] = (params['tried'] ?? []) as readonly (readonly [
      string,
      number,
    ])[];
    return say(
      '{shots} may help (wording effect {effect} → {value}), but that can be chance, or cost accuracy: add cases.',
      {
        shots: shotsName(shots, say),
        effect: number(figure(params, 'effect'), say),
        value: number(value, say),
      },
    );
  },
  'add-examples': addExamples,
  'better-variant': betterVariant,
};

/** For instance ` (by −0.21 to −0.09)`: the 95 % interval of the difference. */
const changeBy = (name: string, params: NoteParams, say: Say): string =>
  typeof params[`${name}Low`] === 'number'
    ? say(' (by {low} to {high})', {
        low: signed(figure(params, `${name}Low`), say),
        high: signed(figure(params, `${name}High`), say),
      })
    : '';

const signed = (value: number, say: Say) =>
  value > 0 ? `+${number(value, say)}` : number(value, say);

/** In some languages a capital belongs to the word. */
function withinSentence(text: string, { locale }: Say): string {
  const inside = text.replace(/\.$/, '');
  return locale === undefined || /^(?:en|es|fr)/.test(locale)
    ? `${inside.charAt(0).toLowerCase()}${inside.slice(1)}`
    : inside;
}

/** The change itself is the advice: a reader should not have to look up what the variant does. */
function avoidChange(params: NoteParams, say: Say, { variants }: Named): string {
  const id = String(params['variant']);
  if (id === ORIGINAL) return say('Replace the original wording by one of the others.');
  const change = variants.find((each) => each.id === id)?.change ?? '';
  const figures = {
    variant: variantName(id),
    change: withinSentence(changeSaid(change, say), say),
  };
  // Other wordings matter too: the prompt need not be the best of them.
  if (params['more'] === true)
    return change === ''
      ? say('Avoid what {variant} changes.', figures)
      : say('Avoid what {variant} does ({change}).', figures);
  return change === ''
    ? say('Avoid what {variant} changes; the prompt can stay as it is.', figures)
    : say('Avoid what {variant} does ({change}); the prompt can stay as it is.', figures);
}

function likeOthers(variant: string, alike: number, say: Say): string {
  if (alike === 0) return variant;
  return alike === 1
    ? say('{variant}, like another one,', { variant })
    : say('{variant}, like {n} others,', { variant, n: alike });
}

function betterVariant(params: NoteParams, say: Say): string {
  const alike = figure(params, 'alike');
  const name = variantName(String(params['variant']));
  const figureOf = (which: 'accuracy' | 'original') =>
    params['graded'] === true
      ? number(figure(params, which), say)
      : rightOn(figure(params, which), figure(params, 'cases'), say);
  const figures = {
    variant: likeOthers(name, alike, say),
    right: figureOf('accuracy'),
    original: figureOf('original'),
    p: typeof params['p'] === 'number' ? ` (${pValue(params['p'], say)})` : '',
  };
  if (params['graded'] === true)
    return params['clear']
      ? say(
          '{variant} scored {right}, the original {original}: clearly better{p}; confirm it on other cases.',
          figures,
        )
      : say('{variant} scored {right}, the original {original}: too close to call{p}.', figures);
  return params['clear']
    ? say(
        '{variant} was right on {right}, the original on {original}: clearly better{p}; confirm it on other cases.',
        figures,
      )
    : say(
        '{variant} was right on {right}, the original on {original}: too close to call{p}.',
        figures,
      );
}

function addExamples(params: NoteParams, say: Say): string {
  const ratio = params['tokenRatio'];
  const measured = say(
    'Add {shots}. Measured with the same variants: wording effect {effect} → {effectWith}{effectCi}, accuracy {accuracy} → {accuracyWith}{accuracyCi}',
    {
      shots: shotsName(String(params['shots']), say),
      effect: number(figure(params, 'effect'), say),
      effectWith: number(figure(params, 'effectWith'), say),
      accuracy: number(figure(params, 'accuracy'), say),
      accuracyWith: number(figure(params, 'accuracyWith'), say),
      effectCi: changeBy('effect', params, say),
      accuracyCi: changeBy('accuracy', params, say),
    },
  );
  const price =
    typeof ratio === 'number'
      ? say(', for {ratio} times the tokens', { ratio: number(ratio, say, 1) })
      : '';
  const better = params['betterShots'];
  const more =
    typeof better === 'string'
      ? ` ${say(
          'With {shots} the accuracy was {accuracy}: more cases tell whether that is worth it.',
          {
            shots: shotsName(better, say),
            accuracy: number(figure(params, 'betterAccuracy'), say),
          },
        )}`
      : '';
  return `${measured}${price}.${more}`;
}

export const ADVICE_CODES = Object.keys(SENTENCES);

export const adviceText = (advice: Note, report: Named, say: Say): string =>
  SENTENCES[advice.code]?.(advice.params, say, report) ?? noteText(advice, say);

/** What to add to the command to follow the advice; null where the command line has nothing to add. */
export function adviceOptions({ code, params }: Note): string | null {
  switch (code) {
    case 'finish-the-run':
    case 'fix-failing-variants':
    case 'fix-failing-calls':
      return '--resume';
    case 'repeat-calls':
      return '--repeats 2';
    case 'compare-meanings':
      return '--compare meaning';
    case 'add-variants':
      return '--variants paraphrase=2,format=2,order=1';
    case 'try-examples':
      return `--shots file,${((params['shots'] ?? []) as string[]).join(',')}`;
    default:
      return null;
  }
}
