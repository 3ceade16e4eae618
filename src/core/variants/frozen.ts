/** Variants kept in the repository, so that everyone measures the same thing: `.plumbline/variants/<prompt>.yml`. */

import { isMap, isSeq, parseDocument, stringify, type Document } from 'yaml';
import * as z from 'zod';
import { UserError } from '../errors.js';
import { fingerprint } from '../prompt/fingerprint.js';
import type { Problem, Prompt } from '../prompt/prompt.js';
import type { Message } from '../ports/model.js';
import { readShape, readYaml } from '../prompt/yaml/yamlSource.js';
import { checkMeaning } from './meaning/meaningCheck.js';
import { PARAPHRASE } from './classes/paraphrase.js';
import type { GateResult, Rejection, Variant } from './variant.js';
import { worded } from '../say/worded.js';

const messages = z
  .array(z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }))
  .min(1);

const frozenVariant = z.strictObject({
  id: z.string().min(1),
  class: z.string().min(1),
  status: z.enum(['approved', 'pending', 'rejected']),
  change: z.string(),
  /** The model's last answer about its requirements; absent if none was asked. */
  entails: z.boolean().optional(),
  missing: z.array(z.string()).optional(),
  added: z.array(z.string()).optional(),
  /** Why the judge decided nothing. */
  unjudged: z.string().optional(),
  /** Cosine of the embeddings; absent without an embedding model. */
  cosine: z.number().optional(),
  messages,
});

const frozenSchema = z.strictObject({
  version: z.literal(1),
  prompt: z.string(),
  /** Fingerprint of the messages the variants were written for. */
  original: z.string(),
  /** Those messages, to show what has changed since. */
  originalMessages: messages.optional(),
  /** Past requests to models, so that they are not repeated. */
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
  /** Variants written for earlier versions of the prompt. */
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

/** Reads the kept variants of a prompt. `frozen` is null if the file has errors, which are in `problems`. */
export function parseFrozen(text: string): { frozen: FrozenVariants | null; problems: Problem[] } {
  const yaml = readYaml(text);
  const problems = [...yaml.problems];
  if (problems.length > 0) return { frozen: null, problems };
  return {
    frozen: readShape(yaml, frozenSchema, { at: [], value: yaml.value, problems }),
    problems,
  };
}

/** The kept variants; those written for an earlier version of the prompt are `stale`. */
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
    // A model's answer about an earlier version of the prompt does not apply to this one.
    gate: status === 'stale' ? gate : withFound(gate, kept),
    status,
  };
}

/** The gate with what a model found, which the file stores. */
function withFound(
  gate: GateResult,
  { entails, missing = [], added = [], cosine, unjudged }: FrozenVariant,
): GateResult {
  const flags = unjudged === undefined ? gate.flags : [...gate.flags, unjudgedFlag(unjudged)];
  const risk = entails === false ? 1 : gate.risk;
  return {
    ...{ ...gate, flags, risk, missing, added },
    entails: entails ?? null,
    cosine: cosine ?? null,
  };
}

/** The parts of the meaning check that need a model. */
function asKept({ entails, missing, added, cosine, flags }: GateResult) {
  const unjudged = flags.find(({ code }) => code === 'not-judged');
  return {
    ...(entails === null ? {} : { entails }),
    ...(missing.length > 0 ? { missing: [...missing] } : {}),
    ...(added.length > 0 ? { added: [...added] } : {}),
    ...(unjudged ? { unjudged: unjudged.text } : {}),
    ...(cosine === null ? {} : { cosine }),
  };
}
const LINE_WIDTH = 110;
const KEPT_OF_THE_GATE = ['entails', 'missing', 'added', 'unjudged', 'cosine'] as const;

const unjudgedFlag = (text: string) => ({ code: 'not-judged' as const, text });

export type Generation = Pick<FrozenVariants, 'original' | 'originalMessages' | 'variants'>;

/** The variants of the current prompt (null if none), and those of earlier versions, latest first. */
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
  /** How many paraphrases a model was asked for, and which were rejected; null if none was asked. */
  readonly asked: (Asked & { readonly rejected: readonly Rejection[] }) | null;
}

/** What a model just wrote, and what was rejected of it. */
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

/** The file's new text with additional variants, all pending. Those of earlier versions are kept separately. */
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
  return stringify(file, { lineWidth: LINE_WIDTH });
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
  /** The variant as edited by a person; absent if it was not edited. */
  readonly messages?: readonly Message[];
  /** The new result of the meaning check; absent keeps the stored one, unless the variant was edited. */
  readonly gate?: GateResult;
}

/** The file's new text after a decision on one variant; comments are kept. Throws `UserError` if the variant does not exist. */
export function decideOn(
  text: string,
  id: string,
  { status, messages: mended, gate }: Decision,
): string {
  const document = parseDocument(text);
  const found = placeOf(document, id);
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
  return document.toString({ lineWidth: LINE_WIDTH });
}

/** The file's new text without a variant; comments are kept. Throws `UserError` if the variant does not exist. */
export function withoutVariant(text: string, id: string): string {
  const document = parseDocument(text);
  document.deleteIn(placeOf(document, id));
  return document.toString({ lineWidth: LINE_WIDTH });
}

function placeOf(document: Document, id: string): (string | number)[] {
  const lists = [['variants'], ...earlierLists(document.get('earlier'))];
  const found = lists.flatMap((list) => {
    const items = document.getIn(list);
    const index = isSeq(items)
      ? items.items.findIndex((item) => isMap(item) && item.get('id') === id)
      : -1;
    return index < 0 ? [] : [[...list, index]];
  })[0];
  if (!found) throw new UserError(worded`The kept variant ${id} no longer exists.`);
  return found;
}

/** If the prompt was changed back, its variants are still there. */
const earlierLists = (earlier: unknown) =>
  isSeq(earlier) ? earlier.items.map((_, index) => ['earlier', index, 'variants']) : [];

/** The place of each kept variant in the file's text. */
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
