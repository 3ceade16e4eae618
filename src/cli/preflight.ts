import { totalTokens } from '../core/plan/callEstimate.js';
import type { Design } from '../core/plan/design.js';
import { imagesText } from '../core/prompt/images/shownImages.js';
import { noteText } from '../core/words/notes.js';
import type { Say } from '../core/say/say.js';
import { shortfallText } from '../core/words/shortfall.js';
import { money, thousands } from '../core/say/figures.js';
import { repeatsText, shotsName } from '../core/words/planWords.js';
import { calls, cases, plural, tokens, variants } from '../core/say/plural.js';

export interface PlannedFor {
  readonly model: string;
  /** What a user should know about the choice of the model. */
  readonly note: string | null;
  readonly words: Say;
}

/** Describes the run before anything is sent. */
export function preflightLines(design: Design, { model, note, words }: PlannedFor): string[] {
  const { plan, estimate, wordings, price } = design;
  const { temperature } = plan.prompt.parameters;
  const { awaited } = wordings;
  const images = imagesText(plan.prompt, words);
  const n = (value: number) => thousands(value, words);
  return [
    words('{path} on {model}, temperature {temperature}', {
      ...{ path: plan.prompt.path, model },
      temperature: temperature ?? words('provider default'),
    }),
    `${madeOf(design, words)} = ${words('{calls} at most, about {tokens}, {cost}', {
      calls: calls(estimate.calls, words),
      tokens: tokens(totalTokens(estimate), words),
      cost: money(estimate.costUsd, words),
    })}${budgetText(design, words)}`,
    ...(images === ''
      ? []
      : [words('Images: {images}. Their tokens are estimated from their size.', { images })]),
    ...(price?.list
      ? [words('Prices: {list}. See them with: plumbline prices', { list: price.list })]
      : []),
    ...(estimate.judgeCalls > 0
      ? [words('At most {n} of these calls are for the judge.', { n: n(estimate.judgeCalls) })]
      : []),
    ...(estimate.paraphraseCalls > 0
      ? [
          words(
            'At most {n} of these calls write {paraphrases} and check their meaning; {variants} may be added.',
            {
              n: n(estimate.paraphraseCalls),
              paraphrases: plural(
                words,
                awaited.paraphrases,
                '1 missing paraphrase',
                '{n} missing paraphrases',
              ),
              variants: variants(awaited.variants, words),
            },
          ),
        ]
      : []),
    ...(estimate.exampleCalls > 0
      ? [
          words('At most {n} of these calls embed cases to choose examples.', {
            n: n(estimate.exampleCalls),
          }),
        ]
      : []),
    ...(note ? [note] : []),
    ...plan.notes.map((each) => noteText(each, words)),
    ...wordings.shortfalls.map((each) => shortfallText(each, words)),
  ];
}

/** For instance "8 variants × 12 cases × 2 repeats + 96 calls". */
function madeOf({ plan, passes, madeCases = 0 }: Design, words: Say): string {
  const own = cases(plan.cases.length - madeCases, words);
  const factors = [
    variants(plan.variants.length, words),
    madeCases === 0 ? own : words('{cases} and {n} made of them', { cases: own, n: madeCases }),
    plan.shots.length > 1
      ? words('{n} few-shot configurations ({names})', {
          n: plan.shots.length,
          names: plan.shots.map((shots) => shotsName(shots, words)).join(', '),
        })
      : null,
    plan.repeated === 'all' ? repeatsText(plan, words) : null,
  ].filter((factor) => factor !== null);
  const product = plan.variants.length * plan.cases.length * plan.shots.length * plan.repeats;
  const isPart = plan.repeated === 'all' && plan.trials.length < product;
  const first = isPart
    ? `${calls(plan.trials.length, words)} (${factors.join(', ')})`
    : factors.join(' × ');
  const repeats = plan.repeated === 'all' ? '' : `, ${repeatsText(plan, words)}`;
  return `${first}${repeats}${laterRounds(passes, words)}`;
}

function budgetText({ settings: { budget } }: Design, words: Say): string {
  const limits = [
    budget.calls === null ? null : calls(budget.calls, words),
    typeof budget.tokens === 'number' ? tokens(budget.tokens, words) : null,
    budget.usd === null ? null : `$${budget.usd}`,
    minutesText(budget.minutes ?? null, words),
  ].filter((limit) => limit !== null);
  return limits.length === 0
    ? ''
    : words(', budget {limits}', { limits: limits.join(words(' and ')) });
}

/** What a later round asks depends on what an earlier one finds. */
function laterRounds(passes: Design['passes'], words: Say): string {
  const rounds = passes.slice(1).flatMap(({ trials }) => trials ?? []);
  const [first = 0] = rounds;
  return rounds.length > 2 && rounds.every((each) => each === first)
    ? ` + ${rounds.length} × ${calls(first, words)}`
    : rounds.map((each) => ` + ${calls(each, words)}`).join('');
}

/** Half a minute is no whole number of them. */
const minutesText = (minutes: number | null, words: Say) =>
  minutes === null
    ? null
    : minutes === 1
      ? words('1 minute')
      : words('{n} minutes', { n: minutes });
