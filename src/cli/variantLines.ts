/** Variants and rejections as terminal output. */

import { number } from '../core/say/figures.js';
import { diffTexts } from '../core/text/diff.js';
import { printable } from '../core/text/printable.js';
import { stepsText } from '../core/variants/meaning/rejectionCounts.js';
import type { GateResult, Rejection, Variant } from '../core/variants/variant.js';
import type { Terminal } from './output.js';
import { variants } from '../core/say/plural.js';
import { type Say } from '../core/say/say.js';
import { changeSaid } from '../core/words/changeSaid.js';
import { findingSaid } from '../core/words/findingSaid.js';

type Said = Pick<Variant, 'messages'>;

export function describeVariant(
  variant: Variant,
  original: Said,
  { colours, words }: Terminal,
): string {
  const { id, class: classId, stress, change, gate, status } = variant;
  const kind = `${classId}${stress ? ', stress' : ''}, ${status}`;
  const head = `${colours.bold(id)}  ${kind}: ${printable(changeSaid(change, words))}`;
  if (status === 'original')
    return [
      head,
      ...variant.messages.map((each) => `  ${each.role}: ${printable(each.content)}`),
    ].join('\n');
  return [head, `  ${checksOf(gate, words)}`, ...changesOf(original, variant, colours)].join('\n');
}

function checksOf(gate: GateResult, say: Say): string {
  const { drift, risk, flags, cosine, entails, invariants, missing, added } = gate;
  const parts = [
    say('words changed: {drift}', { drift: number(drift, say) }),
    ...(risk === null ? [] : [say('risk: {risk}', { risk: number(risk, say) })]),
    ...(cosine === null ? [] : [say('cosine: {cosine}', { cosine: number(cosine, say) })]),
    ...(entails === null
      ? []
      : [entails ? say('same requirements: yes') : say('same requirements: no')]),
    ...invariants.map((text) => findingSaid(text, say)),
    ...flags.map(({ text }) => findingSaid(text, say)),
    ...missing.map((text) => say('no longer requires {text}', { text })),
    ...added.map((text) => say('also requires {text}', { text })),
  ];
  return printable(parts.join('; '));
}

/** A word diff of the messages that differ; all messages if the roles differ. */
export function changesOf(before: Said, after: Said, colours: Terminal['colours']): string[] {
  const roles = ({ messages }: Said) => messages.map(({ role }) => role).join();
  if (roles(before) !== roles(after))
    return after.messages.map(({ role, content }) => `  ${role}: ${printable(content)}`);
  return after.messages.flatMap(({ role, content }, index) => {
    const was = before.messages[index]?.content ?? '';
    return was === content ? [] : [`  ${role}: ${marked(was, content, colours)}`];
  });
}

function marked(before: string, after: string, colours: Terminal['colours']): string {
  const plain = !colours.isColorSupported;
  return diffTexts(before, after)
    .map(({ kind, text }) => {
      const shown = printable(text);
      if (kind === 'same') return shown;
      if (kind === 'added') return plain ? `{+${shown}+}` : colours.green(colours.underline(shown));
      return plain ? `[-${shown}-]` : colours.red(colours.strikethrough(shown));
    })
    .join('');
}

const MAX_REASONS = 5;

/** The number of rejections per step, and the first reasons. */
export function rejectionLines(rejections: readonly Rejection[], say: Say): string[] {
  if (rejections.length === 0) return [];
  const reasons = rejections
    .slice(0, MAX_REASONS)
    .map(
      ({ class: id, change, reason }) =>
        `  ${id}, ${changeSaid(change, say)}: ${findingSaid(reason, say)}`,
    );
  const left = rejections.length - reasons.length;
  return [
    say('{variants} rejected: {steps}', {
      variants: variants(rejections.length, say),
      steps: stepsText(rejections),
    }),
    ...reasons.map(printable),
    ...(left > 0 ? [`  ${say('… and {n} more', { n: left })}`] : []),
  ];
}
