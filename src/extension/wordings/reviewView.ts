/** Kept wordings → the cards a person decides on, the riskiest first, and what became of those of earlier versions. */

import { l10n } from 'vscode';
import type { FrozenVariants, Prompt, TurnedDown, Variant } from '../../core/index.js';
import type { DecidedVariant, ReviewCard, StaleWordings } from '../../protocol.js';
import type { Engine } from '../engine.js';
import type { Entry } from '../entry.js';
import { say } from '../say.js';

export async function reviewCards(
  wordings: readonly Variant[],
  prompt: Prompt,
  core: Engine,
): Promise<ReviewCard[]> {
  const risk = ({ gate }: Variant) => gate.risk ?? 0;
  const standing = wordings.filter(({ status }) => status === 'pending' || status === 'approved');
  return Promise.all(
    wordings
      .filter(({ status }) => status === 'pending')
      .toSorted((a, b) => risk(b) - risk(a))
      .map(async (wording) => {
        const others = standing.filter(({ id }) => id !== wording.id).map((each) => each.messages);
        const { gate } = await core.checkWording(prompt, wording.messages, {
          ...{ ask: null, embed: null, others },
          repeated: 'flag',
        });
        const twin = gate.flags.find(({ code }) => code === 'repeats')?.text ?? null;
        return cardOf(wording, { prompt, twin, core });
      }),
  );
}

function cardOf(
  { id, class: classId, change, messages, gate }: Variant,
  { prompt, twin, core }: { prompt: Prompt; twin: string | null; core: Engine },
): ReviewCard {
  const distance = l10n.t('{0} % of the words differ', Math.round(gate.drift * 100));
  const checks: ReviewCard['checks'] = [
    ...(gate.invariants.length === 0
      ? [
          {
            result: 'passed' as const,
            text: l10n.t('placeholders, numbers, code and labels are unchanged'),
          },
        ]
      : gate.invariants.map((text) => ({
          result: 'failed' as const,
          text: core.findingSaid(text, say),
        }))),
    ...gate.flags
      .filter(({ code }) => code !== 'not-judged' && code !== 'repeats')
      .map(({ text }) => ({ result: 'flagged' as const, text: core.findingSaid(text, say) })),
    driftCheck(gate, { twin, core }),
    requirementsCheck(gate, core),
  ];
  return {
    variant: id,
    name: core.variantName(id),
    why: [
      [l10n.t('Class'), core.variantName(classId)],
      [l10n.t('Style'), core.changeSaid(change, say)],
      [l10n.t('Distance'), distance],
      ...(gate.risk === null
        ? []
        : [[l10n.t('Risk of another meaning'), core.number(gate.risk, say)] as const]),
    ],
    passed: checks.every(({ result }) => result !== 'failed'),
    flags: checks.filter(({ result }) => result === 'flagged').length,
    checks,
    missing: gate.missing,
    added: gate.added,
    messages: messages.map(({ role, content }) => ({ role, content })),
    prompt: core.changesBetween(prompt.messages, messages),
  };
}

type Check = ReviewCard['checks'][number];

/** A step is only taken when those before it passed. `twin`: what it nearly repeats, which a person may want all the same. */
function driftCheck(
  { invariants, cosine }: Variant['gate'],
  { twin, core }: { twin: string | null; core: Engine },
): Check {
  if (invariants.length > 0)
    return { result: 'open', text: l10n.t('distance not checked: an earlier step failed') };
  const similarity = cosine === null ? [] : [l10n.t('cosine {0}', core.number(cosine, say))];
  const found =
    twin === null
      ? l10n.t('worded differently from the original and the other variants')
      : core.findingSaid(twin, say);
  return { result: twin === null ? 'passed' : 'flagged', text: [found, ...similarity].join(', ') };
}

function requirementsCheck({ entails, flags }: Variant['gate'], core: Engine): Check {
  const unread = flags.find(({ code }) => code === 'not-judged');
  if (entails === null)
    return {
      result: 'open',
      text: unread
        ? core.findingSaid(unread.text, say)
        : l10n.t('requirements not compared by a model yet'),
    };
  return entails
    ? { result: 'passed', text: l10n.t('a model found the same requirements') }
    : { result: 'failed', text: l10n.t('a model found different requirements') };
}

/** Approved ones first, in the order they are kept. */
export const decidedVariants = (
  wordings: readonly Variant[],
  prompt: Prompt,
  core: Engine,
): DecidedVariant[] =>
  (['approved', 'rejected'] as const).flatMap((status) =>
    wordings
      .filter((each) => each.status === status)
      .map(({ id, class: classId, change, messages }) => ({
        ...{
          variant: id,
          name: core.variantName(id),
          change: core.changeSaid(change, say),
          status,
        },
        ruleMade: core.isRuleMade(classId),
        prompt: core.changesBetween(prompt.messages, messages),
      })),
  );

/** Null where no wording is of an earlier version. */
export function staleWordings(
  { wordings, frozen, prompt }: Entry,
  { turnedDown, core }: { turnedDown: ReadonlyMap<string, TurnedDown>; core: Engine },
): StaleWordings | null {
  const count = wordings.filter(
    ({ status, class: id }) => status === 'stale' && !core.isRuleMade(id),
  ).length;
  if (count === 0 || !frozen || !prompt) return null;
  return { count, groups: groupsOf(frozen, prompt, { turnedDown, core }) };
}

const groupsOf = (
  frozen: FrozenVariants,
  prompt: Prompt,
  { turnedDown, core }: { turnedDown: ReadonlyMap<string, TurnedDown>; core: Engine },
): StaleWordings['groups'] =>
  core.generationsOf(frozen, prompt).earlier.map(({ originalMessages, variants }) => ({
    changed: originalMessages ? core.changesBetween(originalMessages, prompt.messages) : null,
    wordings: variants
      .filter((each) => !core.isRuleMade(each.class))
      .map(({ id, change, status }) => ({
        name: core.variantName(id),
        change: core.changeSaid(change, say),
        reason:
          status === 'rejected'
            ? l10n.t('rejected in review')
            : (turnedDown.get(id)?.reason ?? null),
      })),
  }));
