/** Messages of a webview are input like any other. Loaded with the first of them, so that activation needs no schema library. */

import * as z from 'zod/mini';
import type { FromPanel } from '../protocol.js';

const texts = z.array(z.string());
const cell = z.object({ variant: z.string(), case: z.string(), shots: z.string() });
const bare = <Kind extends FromPanel['kind']>(kind: Kind) => z.object({ kind: z.literal(kind) });

const fromPanelSchema = z.discriminatedUnion('kind', [
  bare('ready'),
  z.object({
    kind: z.literal('run'),
    shots: z.exactOptional(texts),
    compare: z.exactOptional(z.literal('meaning')),
    repeats: z.exactOptional(z.int()),
  }),
  z.object({ kind: z.literal('confirm'), shots: texts }),
  bare('decline'),
  bare('cancel'),
  bare('resume'),
  z.object({ kind: z.literal('choose'), cell, repeat: z.exactOptional(z.int()) }),
  bare('openPrompt'),
  z.object({ kind: z.literal('openDiff'), cell }),
  z.object({ kind: z.literal('applyWording'), variant: z.string() }),
  z.object({
    kind: z.literal('runOnly'),
    variant: z.nullable(z.string()),
    case: z.nullable(z.string()),
  }),
  z.object({
    kind: z.literal('decide'),
    variants: texts,
    status: z.enum(['approved', 'rejected', 'pending']),
  }),
  z.object({ kind: z.literal('mendWording'), variant: z.string(), contents: texts }),
  z.object({ kind: z.literal('hold'), hold: z.boolean() }),
  z.object({ kind: z.literal('checkWording'), variant: z.string() }),
  z.object({ kind: z.literal('checkStale'), ask: z.boolean() }),
  z.object({ kind: z.literal('editWording'), variant: z.string() }),
  z.object({ kind: z.literal('excludeVariant'), variant: z.string() }),
  z.object({ kind: z.literal('addExamples'), shots: z.string() }),
  bare('compareShots'),
  bare('suggestCases'),
  bare('compareRuns'),
  bare('acceptBaseline'),
  bare('compareBaseline'),
  z.object({ kind: z.literal('runStudy'), study: z.string() }),
  z.object({ kind: z.literal('applyChange'), study: z.string() }),
  bare('clearInfluence'),
  z.object({ kind: z.literal('openPart'), part: z.string() }),
  bare('export'),
  bare('pickModel'),
  z.object({ kind: z.literal('giveModel'), how: z.enum(['trial', 'add', 'choose']) }),
  z.object({ kind: z.literal('enterKey'), name: z.string() }),
  bare('showLog'),
  bare('manageTrust'),
  z.object({ kind: z.literal('openRun'), index: z.int() }),
]) satisfies z.ZodMiniType<FromPanel>;

/** An error here is a message that can be sent and is not taken. */
type Untaken = Exclude<FromPanel['kind'], z.infer<typeof fromPanelSchema>['kind']>;
const _everyKindIsTaken: [Untaken] extends [never] ? true : never = true;

/** Null for what is not one of ours. */
export const readFromPanel = (value: unknown): FromPanel | null =>
  fromPanelSchema.safeParse(value).data ?? null;
