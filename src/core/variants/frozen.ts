/** Wordings kept in the repository, so that everyone measures the same thing: `.plumbline/variants/<prompt>.yml`. */

import { isMap, isSeq, parseDocument, stringify } from 'yaml';
import * as z from 'zod';
import { UserError } from '../errors.js';
import { fingerprint } from '../prompt/fingerprint.js';
import type { Problem, Prompt } from '../prompt/prompt.js';
import type { Message } from '../ports/model.js';
import { readShape, readYaml } from '../prompt/yaml/yamlSource.js';
import { checkMeaning } from './meaning/meaningCheck.js';
import { PARAPHRASE } from './classes/paraphrase.js';
import type { GateResult, Rejection, Variant } from './variant.js';

const messages = z
  .array(z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }))
  .min(1);

const frozenVariant = z.strictObject({
  id: z.string().min(1),
  class: z.string().min(1),
  status: z.enum(['approved', 'pending', 'rejected']),
  change: z.string(),
  /** What a model said of its requirements when it was last asked; absent where none was. */
  entails: z.boolean().optional(),
  missing: z.array(z.string()).optional(),
  added: z.array(z.string()).optional(),
  /** Of the embeddings; absent where nothing embeds texts. */
  cosine: z.number().optional(),
  messages,
});

const frozenSchema = z.strictObject({
  version: z.literal(1),
  prompt: z.string(),
  /** Fingerprint of the messages the wordings were made for. */
  original: z.string(),
  /** Those messages, so that it can be shown what has changed since. */
  originalMessages: messages.optional(),
  /** What each model was asked for, so that it is not asked for that again. */
  asked: z
    .array(
      z.strictObject({
        model: z.string(),
        wanted: z.int().min(0),
        rejected: z.array(
          z.strictObject({
            change: z.string(),
            step: z.enum(['form', 'invariants', 'drift', 'requirements']),
            reason: z.string(),
          }),
        ),
      }),
    )
    .optional(),
  variants: z.array(frozenVariant),
  /** Wordings made for earlier versions of the prompt. */
  earlier: z
    .array(
      z.strictObject({
        original: z.string(),
        originalMessages: messages.optional(),
        variants: z.array(frozenVariant),
      }),
    )
    .optional(),
});

export type FrozenVariants = z.infer<typeof frozenSchema>;
export type FrozenVariant = FrozenVariants['variants'][number];

export function parseFrozen(text: string): { frozen: FrozenVariants | null; problems: Problem[] } {
  const yaml = readYaml(text);
  const problems = [...yaml.problems];
  if (problems.length > 0) return { frozen: null, problems };
  return {
    frozen: readShape(yaml, frozenSchema, { at: [], value: yaml.value, problems }),
    problems,
  };
}

/** The kept wordings as variants; those made for an earlier version of the prompt are stale. */
export function thawVariants(frozen: FrozenVariants, prompt: Prompt): Variant[] {
  const { current, earlier } = generationsOf(frozen, prompt);
  return [
    ...(current?.variants ?? []).map((each) => thaw(prompt, each, each.status)),
    ...earlier.flatMap(({ variants }) => variants.map((each) => thaw(prompt, each, 'stale'))),
  ];
}

function thaw(prompt: Prompt, kept: FrozenVariant, status: Variant['status']): Variant {
  const gate = checkMeaning(prompt, kept.messages, { rewritten: true });
  return {
    id: kept.id,
    class: kept.class,
    stress: false,
    change: kept.change,
    messages: kept.messages,
    // What a model said of an earlier version of the prompt says nothing of this one.
    gate: status === 'stale' ? gate : { ...gate, ...foundIn(kept) },
    status,
  };
}

const foundIn = ({ entails, missing, added, cosine }: FrozenVariant): Partial<GateResult> => ({
  entails: entails ?? null,
  missing: missing ?? [],
  added: added ?? [],
  cosine: cosine ?? null,
});

/** What the file keeps of the gate: what cannot be worked out again without asking. */
const asKept = ({ entails, missing, added, cosine }: GateResult) => ({
  ...(entails === null ? {} : { entails }),
  ...(missing.length > 0 ? { missing: [...missing] } : {}),
  ...(added.length > 0 ? { added: [...added] } : {}),
  ...(cosine === null ? {} : { cosine }),
});
const KEPT_OF_THE_GATE = ['entails', 'missing', 'added', 'cosine'] as const;

export type Generation = Pick<FrozenVariants, 'original' | 'originalMessages' | 'variants'>;

/** The wordings of the prompt as it is, null where there are none, and those of earlier versions, the latest first. */
export function generationsOf(
  frozen: FrozenVariants,
  prompt: Pick<Prompt, 'messages'>,
): { current: Generation | null; earlier: readonly Generation[] } {
  const now = fingerprint(prompt.messages);
  const all: readonly Generation[] = [frozen, ...(frozen.earlier ?? [])];
  return {
    current: all.find(({ original }) => original === now) ?? null,
    earlier: all.filter(({ original, variants }) => original !== now && variants.length > 0),
  };
}

/** How many paraphrases were wanted when a model was asked. */
export interface Asked {
  readonly model: string;
  readonly wanted: number;
}

export interface Additions {
  readonly variants: readonly Pick<Variant, 'id' | 'class' | 'change' | 'messages' | 'gate'>[];
  /** How many paraphrases a model was asked for, and what did not hold; null where none was asked. */
  readonly asked: (Asked & { readonly rejected: readonly Rejection[] }) | null;
}

/** What a model wrote just now, and what of it did not hold. */
export const keptOf = (made: {
  readonly written: readonly Variant[];
  readonly asked: Asked | null;
  readonly rejections: readonly Rejection[];
}): Additions => ({
  variants: made.written,
  asked: made.asked && {
    ...made.asked,
    rejected: made.rejections.filter((each) => each.class === PARAPHRASE),
  },
});

/** The file's new text with further wordings, all pending; wordings for earlier versions are kept apart. */
export function freeze(prompt: Prompt, kept: FrozenVariants | null, additions: Additions): string {
  const added = additions.variants.map(({ id, class: classId, change, messages: said, gate }) => ({
    id,
    class: classId,
    status: 'pending' as const,
    change,
    ...asKept(gate),
    messages: plain(said),
  }));
  const taken = new Set(added.map(({ id }) => id));
  const { current, earlier } = kept ? generationsOf(kept, prompt) : { current: null, earlier: [] };
  const original = fingerprint(prompt.messages);
  const asked = askedWith(kept?.original === original ? (kept.asked ?? []) : [], additions.asked);
  const older = earlier
    .map((each) => ({ ...each, variants: each.variants.filter(({ id }) => !taken.has(id)) }))
    .filter(({ variants }) => variants.length > 0)
    .map(({ original: then, originalMessages, variants }) => ({
      original: then,
      ...(originalMessages ? { originalMessages } : {}),
      variants,
    }));
  const file: FrozenVariants = {
    version: 1,
    prompt: prompt.path,
    original,
    originalMessages: plain(prompt.messages),
    ...(asked.length > 0 ? { asked } : {}),
    variants: [...(current?.variants ?? []), ...added],
    ...(older.length > 0 ? { earlier: older } : {}),
  };
  return stringify(file, { lineWidth: 110 });
}

function askedWith(
  before: NonNullable<FrozenVariants['asked']>,
  now: Additions['asked'],
): NonNullable<FrozenVariants['asked']> {
  if (!now) return before;
  const { model, wanted } = now;
  const rejected = now.rejected.map(({ change, step, reason }) => ({ change, step, reason }));
  return [...before.filter((each) => each.model !== model), { model, wanted, rejected }];
}

const plain = (said: readonly Message[]) => said.map(({ role, content }) => ({ role, content }));

export interface Decision {
  readonly status: 'approved' | 'rejected' | 'pending';
  /** The wording as a person mended it; absent leaves it as it is. */
  readonly messages?: readonly Message[];
  /** What the gate found just now; absent leaves what it found before, unless the wording was mended. */
  readonly gate?: GateResult;
}

/** The file's new text after a person's decision on one wording; comments stay. Throws `UserError` when it is not there. */
export function decideOn(
  text: string,
  id: string,
  { status, messages: mended, gate }: Decision,
): string {
  const document = parseDocument(text);
  const lists = [['variants'], ...earlierLists(document.get('earlier'))];
  const found = lists.flatMap((list) => {
    const items = document.getIn(list);
    const index = isSeq(items)
      ? items.items.findIndex((item) => isMap(item) && item.get('id') === id)
      : -1;
    return index < 0 ? [] : [[...list, index]];
  })[0];
  if (!found) throw new UserError(`The kept variant ${id} no longer exists.`);
  document.setIn([...found, 'status'], status);
  mended?.forEach(({ content }, at) =>
    document.setIn([...found, 'messages', at, 'content'], content),
  );
  if (mended || gate) {
    KEPT_OF_THE_GATE.forEach((key) => document.deleteIn([...found, key]));
    Object.entries(gate ? asKept(gate) : {}).forEach(([key, value]) =>
      document.setIn([...found, key], document.createNode(value)),
    );
  }
  return document.toString({ lineWidth: 110 });
}

/** A prompt that is again what it was has its wordings there. */
const earlierLists = (earlier: unknown) =>
  isSeq(earlier) ? earlier.items.map((_, index) => ['earlier', index, 'variants']) : [];

/** Where each kept wording stands in the file's text. */
export function placesOf(text: string): readonly {
  readonly id: string;
  readonly status: string;
  readonly line: number;
}[] {
  const { frozen } = parseFrozen(text);
  const yaml = readYaml(text);
  return (frozen?.variants ?? []).map(({ id, status }, index) => ({
    id,
    status,
    line: yaml.rangeOf(['variants', index]).line,
  }));
}
