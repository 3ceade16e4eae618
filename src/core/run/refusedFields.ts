/** Which request fields an endpoint refuses for a model: learned from its refusals, and kept for later runs. */

import * as z from 'zod';
import type { Clock } from '../ports/clock.js';
import { parseJson } from '../text/jsonDiff.js';
import { note, type Note } from '../text/note.js';

/** Field names with the time they were refused, in milliseconds since the epoch; by endpoint and model. */
const keptSchema = z.object({
  version: z.literal(1),
  endpoints: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.number()))),
});
type Kept = z.infer<typeof keptSchema>['endpoints'];

/** Where refusals are kept between runs. Failing to keep them costs a few requests, so it is not told. */
export interface RefusalStore {
  /** Null where nothing is kept. */
  read(): Promise<string | null>;
  write(text: string): Promise<void>;
}

export interface RefusedFields {
  /** Those of one endpoint and model: a live set. */
  of(endpoint: string, model: string): RefusedSet;
  /** Keeps what was learned. */
  close(): Promise<void>;
}

export interface RefusedSet {
  readonly names: ReadonlySet<string>;
  add(name: string): void;
}

/** Endpoints learn new parameters: what was refused so long ago is tried again. */
const KEPT_FOR_MS = 30 * 24 * 60 * 60 * 1000;

/** `fresh`: begins without what earlier runs learned. */
export async function openRefusedFields(
  store: RefusalStore | undefined,
  clock: Pick<Clock, 'now'>,
  { fresh = false }: { fresh?: boolean } = {},
): Promise<RefusedFields> {
  const kept = fresh ? {} : readKept((await store?.read()) ?? '');
  const sets = new Map<string, RefusedSet>();
  const learned: Learned[] = [];
  const open = (endpoint: string, model: string): RefusedSet => {
    const known = Object.entries(kept[endpoint]?.[model] ?? {})
      .filter(([, at]) => clock.now() - at < KEPT_FOR_MS)
      .map(([name]) => name);
    const names = new Set(known);
    const add = (name: string) => {
      if (names.has(name)) return;
      names.add(name);
      learned.push({ endpoint, model, name, at: clock.now() });
    };
    return { names, add };
  };
  return {
    of(endpoint, model) {
      const key = JSON.stringify([endpoint, model]);
      const set = sets.get(key) ?? open(endpoint, model);
      sets.set(key, set);
      return set;
    },
    async close() {
      if (!store || learned.length === 0) return;
      // Another run may have learned something meanwhile.
      await store.write(writtenWith(readKept((await store.read()) ?? ''), learned));
    },
  };
}

interface Learned {
  readonly endpoint: string;
  readonly model: string;
  readonly name: string;
  readonly at: number;
}

/** The text of the kept file in which these fields, and no others, are refused for one endpoint and model. */
export function refusalsReplaced(
  text: string | null,
  { endpoint, model }: Pick<Learned, 'endpoint' | 'model'>,
  { names, at }: { names: readonly string[]; at: number },
): string {
  const kept = readKept(text ?? '');
  const others = { ...kept, [endpoint]: { ...kept[endpoint], [model]: {} } };
  return writtenWith(
    others,
    names.map((name) => ({ endpoint, model, name, at })),
  );
}

const readKept = (text: string): Kept =>
  keptSchema.safeParse(parseJson(text)).data?.endpoints ?? {};

function writtenWith(kept: Kept, learned: readonly Learned[]): string {
  const endpoints = learned.reduce<Kept>(
    (all, { endpoint, model, name, at }) => ({
      ...all,
      [endpoint]: {
        ...all[endpoint],
        [model]: { ...all[endpoint]?.[model], [name]: at },
      },
    }),
    kept,
  );
  return `${JSON.stringify({ version: 1, endpoints }, null, 2)}\n`;
}

const LIMITS = ['max_tokens', 'max_completion_tokens'] as const;

/** Names of fields: those the endpoint refuses, and those its API does not have. */
export interface LeftOut {
  readonly refused: readonly string[];
  readonly missing: readonly string[];
}

/** `parameter-left-out`: one for each; `instead`: the field that is sent in its place. */
export function leftOutNotes(
  { refused: names, missing }: LeftOut,
  values: Readonly<Record<string, unknown>> = {},
): Note[] {
  // Without a stream there are no options of it to miss.
  const said = names.filter((name) => name !== 'stream_options' || !names.includes('stream'));
  const refused = said.map((parameter) => {
    const other = LIMITS.find((name) => name !== parameter) ?? null;
    const isLimit = LIMITS.some((name) => name === parameter);
    const instead = isLimit && other !== null && !names.includes(other) ? other : null;
    const value = values[parameter];
    return note('parameter-left-out', {
      parameter,
      instead,
      value: typeof value === 'number' ? value : null,
    });
  });
  const lacking = missing.map((parameter) =>
    note('parameter-left-out', { parameter, ...{ instead: null, value: null, isMissing: true } }),
  );
  return [...refused, ...lacking];
}

/** Whether a result was measured without a field that the prompt sets. */
export const isLeftOut = (
  parameter: string,
  notes: readonly Pick<Note, 'code' | 'params'>[],
): boolean =>
  notes.some(
    ({ code, params }) => code === 'parameter-left-out' && params['parameter'] === parameter,
  );
