/** Wordings kept in the repository, so that everyone measures the same thing: `.plumbline/variants/<prompt>.yml`. */

import { isMap, isSeq, parseDocument, stringify } from 'yaml';
import { UserError } from '../errors.js';
import { z } from 'zod';
import { fingerprint } from '../prompt/fingerprint.js';
import type { Message, Problem, Prompt } from '../prompt/prompt.js';
import { readShape, readYaml } from '../prompt/yamlSource.js';
import { checkMeaning } from './gate.js';
import { PARAPHRASE } from './classes.js';
import type { Variant } from './variant.js';

const frozenSchema = z.strictObject({
  version: z.literal(1),
  prompt: z.string(),
  /** Fingerprint of the messages the wordings were made for. */
  original: z.string(),
  variants: z.array(
    z.strictObject({
      id: z.string().min(1),
      class: z.string().min(1),
      status: z.enum(['approved', 'pending', 'rejected']),
      change: z.string(),
      messages: z
        .array(
          z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }),
        )
        .min(1),
    }),
  ),
});

export type FrozenVariants = z.infer<typeof frozenSchema>;

export function parseFrozen(text: string): { frozen: FrozenVariants | null; problems: Problem[] } {
  const yaml = readYaml(text);
  const problems = [...yaml.problems];
  if (problems.length > 0) return { frozen: null, problems };
  return {
    frozen: readShape(yaml, frozenSchema, { at: [], value: yaml.value, problems }),
    problems,
  };
}

/** The kept wordings as variants; all are stale when the prompt is no longer the one they were made for. */
export function thawVariants(
  frozen: FrozenVariants,
  prompt: Prompt,
  labels: readonly string[],
): Variant[] {
  const stale = frozen.original !== fingerprint(prompt.messages);
  return frozen.variants.map(({ id, class: classId, status, change, messages }) => ({
    id,
    class: classId,
    stress: false,
    change,
    messages,
    gate: checkMeaning(prompt.messages, messages, { labels, rewritten: true }),
    status: stale ? 'stale' : status,
  }));
}

/** The file's new text with further wordings added behind those it holds; wordings for an earlier version are dropped. */
export function freeze(
  prompt: Prompt,
  kept: FrozenVariants | null,
  added: readonly Pick<Variant, 'id' | 'change' | 'messages'>[],
): string {
  const original = fingerprint(prompt.messages);
  const current = kept?.original === original ? kept.variants : [];
  const variants = added.map(({ id, change, messages }) => ({
    id,
    class: PARAPHRASE,
    status: 'pending' as const,
    change,
    messages: messages.map(({ role, content }: Message) => ({ role, content })),
  }));
  const file: FrozenVariants = {
    version: 1,
    prompt: prompt.path,
    original,
    variants: [...current, ...variants],
  };
  return stringify(file, { lineWidth: 110 });
}

export interface Decision {
  readonly status: 'approved' | 'rejected' | 'pending';
  /** The wording as a person mended it; absent leaves it as it is. */
  readonly messages?: readonly Message[];
}

/** The file's new text after a person's decision on one wording; comments stay. Throws `UserError` when it is not there. */
export function decideOn(text: string, id: string, { status, messages }: Decision): string {
  const document = parseDocument(text);
  const variants = document.get('variants');
  const index = isSeq(variants)
    ? variants.items.findIndex((item) => isMap(item) && item.get('id') === id)
    : -1;
  if (index < 0) throw new UserError(`There is no kept wording ${id} any more.`);
  document.setIn(['variants', index, 'status'], status);
  messages?.forEach(({ content }, at) =>
    document.setIn(['variants', index, 'messages', at, 'content'], content),
  );
  return document.toString({ lineWidth: 110 });
}

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
