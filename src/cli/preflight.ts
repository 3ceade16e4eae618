import { totalTokens } from '../core/plan/callEstimate.js';
import type { Design } from '../core/plan/design.js';
import { imagesText } from '../core/prompt/images/shownImages.js';
import { noteText } from '../core/words/notes.js';
import { english } from '../core/words/say.js';
import { shortfallText } from '../core/variants/makeVariants.js';
import { count, money, thousands } from '../core/words/figures.js';
import { repeatsText, shotsName } from '../core/words/planWords.js';

/** Describes the run before anything is sent. */
export function preflightLines(
  { plan, passes, estimate, settings, wordings, price, madeCases = 0 }: Design,
  { model, note }: { model: string; note: string | null },
): string[] {
  const { temperature } = plan.prompt.parameters;
  const { awaited } = wordings;
  const images = imagesText(plan.prompt);
  const factors = [
    count(plan.variants.length, 'variant'),
    count(plan.cases.length - madeCases, 'case') +
      (madeCases === 0 ? '' : ` and ${madeCases} made of them`),
    plan.shots.length > 1
      ? `${plan.shots.length} few-shot configurations (${plan.shots.map((shots) => shotsName(shots)).join(', ')})`
      : null,
    plan.repeated === 'all' ? repeatsText(plan) : null,
  ].filter((factor) => factor !== null);
  const product = plan.variants.length * plan.cases.length * plan.shots.length * plan.repeats;
  const isPart = plan.repeated === 'all' && plan.trials.length < product;
  const first = isPart
    ? `${count(plan.trials.length, 'call')} (${factors.join(', ')})`
    : factors.join(' × ');
  const budget = [
    settings.budget.calls === null ? null : count(settings.budget.calls, 'call'),
    typeof settings.budget.tokens === 'number' ? count(settings.budget.tokens, 'token') : null,
    settings.budget.usd === null ? null : `$${settings.budget.usd}`,
    minutesText(settings.budget.minutes ?? null),
  ].filter((limit) => limit !== null);
  return [
    `${plan.prompt.path} on ${model}, temperature ${temperature ?? 'provider default'}`,
    `${first}${plan.repeated === 'all' ? '' : `, ${repeatsText(plan)}`}${laterRounds(passes)} = ${count(estimate.calls, 'call')} at most, about ${thousands(totalTokens(estimate))} tokens, ${money(estimate.costUsd)}${budget.length > 0 ? `, budget ${budget.join(' and ')}` : ''}`,
    ...(images === '' ? [] : [`Images: ${images}. Their tokens are estimated from their size.`]),
    ...(price?.list ? [`Prices: ${price.list}. See them with: plumbline prices`] : []),
    ...(estimate.judgeCalls > 0
      ? [`At most ${thousands(estimate.judgeCalls)} of these calls are for the judge.`]
      : []),
    ...(estimate.paraphraseCalls > 0
      ? [
          `At most ${thousands(estimate.paraphraseCalls)} of these calls write ${count(awaited.paraphrases, 'missing paraphrase')} and check their meaning; ${count(awaited.variants, 'variant')} may be added.`,
        ]
      : []),
    ...(estimate.exampleCalls > 0
      ? [
          `At most ${thousands(estimate.exampleCalls)} of these calls embed cases to choose examples.`,
        ]
      : []),
    ...(note ? [note] : []),
    ...plan.notes.map((note) => noteText(note, english)),
    ...wordings.shortfalls.map(shortfallText),
  ];
}

/** What a later round asks depends on what an earlier one finds. */
function laterRounds(passes: Design['passes']): string {
  const rounds = passes.slice(1).flatMap(({ trials }) => trials ?? []);
  const [first = 0] = rounds;
  return rounds.length > 2 && rounds.every((each) => each === first)
    ? ` + ${rounds.length} × ${count(first, 'call')}`
    : rounds.map((each) => ` + ${count(each, 'call')}`).join('');
}

/** Half a minute is no whole number of them. */
const minutesText = (minutes: number | null) =>
  minutes === null ? null : `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
