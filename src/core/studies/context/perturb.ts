/**
 * Other passages for the same question: in another order, with more of them, with the answer missing or contradicted, in other
 * pieces. What a good answer depends on stays; only in `missing` and `contradiction` it does not.
 */

import { randomFrom, type Random } from '../../numbers/random.js';
import { contradictedPassages } from '../../prompt/cases/contradictedPassages.js';
import { withPassages } from '../../prompt/cases/passages.js';
import type { Case, Passage } from '../../prompt/prompt.js';
import { wordDistances } from '../../variants/shots/alikeness.js';

export const PERTURBATIONS = [
  'order',
  'position',
  'distractors',
  'near-miss',
  'duplicates',
  'chunks',
  'missing',
  'contradiction',
] as const;
export type Perturbation = (typeof PERTURBATIONS)[number];

/** A case with other passages. */
export interface PerturbedCase {
  readonly id: string;
  readonly of: string;
  readonly class: Perturbation;
  /** Where the first relevant passage stands, in [0,1]; only of `position`. */
  readonly place: number | null;
}

interface Made {
  readonly class: Perturbation;
  readonly contexts: readonly Passage[];
  readonly place?: number;
}

const DISTRACTORS = 2;
const ORDERS = 2;
const PLACES = [0, 0.25, 0.5, 0.75, 1];

/** How many of so many other passages stand before the relevant one, in each place that is tried. */
export const triedPlaces = (others: number): ReadonlySet<number> =>
  new Set(PLACES.map((place) => Math.round(place * others)));

/** All perturbations of the cases with passages. Those that need a relevant passage are made where one is known. */
export function perturbedCases(
  cases: readonly Case[],
  seed: number,
): { cases: Case[]; made: PerturbedCase[] } {
  const found = cases.flatMap((each) => {
    const contexts = each.contexts ?? [];
    if (contexts.length === 0) return [];
    const random = randomFrom('context', seed, each.id);
    const tried = new Map<Perturbation, number>();
    return madeFor(each, { cases, random })
      .filter((made) => !isSame(made.contexts, contexts))
      .map((made) => {
        const n = (tried.get(made.class) ?? 0) + 1;
        tried.set(made.class, n);
        const id = `${each.id} · ${made.class} ${n}`;
        return {
          case: { ...withPassages(each, made.contexts), id },
          made: { ...{ id, of: each.id, class: made.class }, place: made.place ?? null },
        };
      });
  });
  return { cases: found.map((each) => each.case), made: found.map((each) => each.made) };
}

const isSame = (a: readonly Passage[], b: readonly Passage[]): boolean =>
  a.length === b.length && a.every(({ text }, at) => text === b[at]?.text);

function madeFor(
  each: Case,
  { cases, random }: { cases: readonly Case[]; random: Random },
): Made[] {
  const contexts = each.contexts ?? [];
  const relevant = new Set(each.relevant ?? []);
  const answering = contexts.filter(({ id }) => relevant.has(id));
  const others = contexts.filter(({ id }) => !relevant.has(id));
  const foreign = foreignPassages(each, cases);
  const drawn = random.shuffle(foreign).slice(0, DISTRACTORS);
  const near = nearest(each, foreign).slice(0, DISTRACTORS);
  const contradicted = contradictedPassages(each, cases);
  return [
    ...Array.from({ length: ORDERS }, (): Made => ({
      class: 'order',
      contexts: random.shuffle(contexts),
    })),
    ...(answering.length > 0 && others.length > 1 ? positions(answering, others) : []),
    ...(drawn.length > 0
      ? [{ class: 'distractors', contexts: mixed(contexts, drawn, random) } as const]
      : []),
    ...(near.length > 0
      ? [{ class: 'near-miss', contexts: mixed(contexts, near, random) } as const]
      : []),
    ...(answering.length > 0
      ? [{ class: 'duplicates', contexts: [...contexts, ...answering.map(copied)] } as const]
      : []),
    { class: 'chunks', contexts: halves(contexts) },
    ...(answering.length > 0 && others.length > 0
      ? [{ class: 'missing', contexts: others } as const]
      : []),
    ...(contradicted ? [{ class: 'contradiction', contexts: contradicted } as const] : []),
  ];
}

/** The relevant passages in five places among the others. */
const positions = (answering: readonly Passage[], others: readonly Passage[]): Made[] => {
  const places = triedPlaces(others.length);
  return [...places].map((at) => ({
    class: 'position',
    place: at / others.length,
    contexts: [...others.slice(0, at), ...answering, ...others.slice(at)],
  }));
};

/** Passages of other cases, each text once, under ids that this case does not have. */
function foreignPassages(each: Case, cases: readonly Case[]): Passage[] {
  const own = new Set((each.contexts ?? []).map(({ text }) => text));
  const found = new Map<string, Passage>();
  for (const other of cases)
    for (const { id, text } of other.contexts ?? [])
      if (other.id !== each.id && !own.has(text) && !found.has(text))
        found.set(text, { id: `${id}x`, text });
  return [...found.values()];
}

/** Those whose words are most like the question's. */
function nearest({ inputs }: Case, foreign: readonly Passage[]): Passage[] {
  const distance = wordDistances();
  const { contexts: _, ...asked } = inputs;
  const question = Object.values(asked).join(' ');
  return foreign
    .map((passage) => ({ passage, away: distance(question, passage.text) }))
    .filter(({ away }) => away < 1)
    .toSorted((a, b) => a.away - b.away)
    .map(({ passage }) => passage);
}

/** Added at random places; the passages there were keep their order. */
function mixed(contexts: readonly Passage[], added: readonly Passage[], random: Random): Passage[] {
  const all = [...contexts];
  for (const each of added) all.splice(random.int(all.length + 1), 0, each);
  return all;
}

const copied = ({ id, text }: Passage): Passage => ({ id: `${id}b`, text });

/** Every passage of two sentences and more in two pieces. */
const halves = (contexts: readonly Passage[]): Passage[] =>
  contexts.flatMap(({ id, text }) => {
    const sentences = text.split(/(?<=[.!?。！？])\s+/u);
    if (sentences.length < 2) return [{ id, text }];
    const half = Math.ceil(sentences.length / 2);
    return [
      { id: `${id}.1`, text: sentences.slice(0, half).join(' ') },
      { id: `${id}.2`, text: sentences.slice(half).join(' ') },
    ];
  });
