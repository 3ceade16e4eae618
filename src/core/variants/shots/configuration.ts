/**
 * Names of few-shot configurations: `file` (the messages as they stand), `3` (three examples added), `3/diverse` (chosen
 * in another way), `3/diverse/2` (the same examples in another order). A name is an id: each configuration has one.
 */

import { UserError } from '../../errors.js';
import { factorial } from '../../text/factorial.js';
import { DEFAULT_SELECTION, SELECTIONS } from './selection.js';
import { worded } from '../../say/worded.js';

/** The messages as they stand, with the examples they may already hold. */
export const FILE_SHOTS = 'file';

export interface FewShot {
  /** Examples added, from 1 to 99. */
  readonly count: number;
  /** Id of the way they are chosen, see `ways.ts`. */
  readonly way: string;
  /** 1: as they were chosen; others are permutations of it, at most `count` factorial. */
  readonly order: number;
}

const MAX_ORDERS = 20;

/** Null for `file`. Throws `UserError` for what is no configuration. */
export function readShots(shots: string): FewShot | null {
  const configuration = matched(shots);
  if (configuration === undefined) throw new UserError(noConfiguration(shots));
  return configuration;
}

const noConfiguration = (text: string) =>
  worded`"${text}" is not a few-shot configuration. Use file or a number of examples from 1 to 99, optionally with how they are chosen (${SELECTIONS.map(({ id }) => id).join(', ')}) and ordered: 3, 3/diverse, 3/diverse/2, 3/diverse/1-4.`;

/**
 * One name, or several for a range of orders: `3/random/1-3`. `0` is `file`. Throws `UserError` for what is none, and for
 * more orders than the examples have.
 */
export function parseShots(text: string): readonly string[] {
  const range = /^(.+\/)([1-9]\d?)-([1-9]\d?)$/.exec(text.trim());
  if (!range) return [nameOf(readShots(text))];
  const [, start, from, to] = range;
  const orders = Array.from(
    { length: Number(to) - Number(from) + 1 },
    (_, at) => Number(from) + at,
  );
  if (orders.length === 0) throw new UserError(noConfiguration(text));
  return orders.map((order) => nameOf(readShots(`${start}${order}`)));
}

function matched(text: string): FewShot | null | undefined {
  const trimmed = text.trim();
  if (trimmed === FILE_SHOTS || trimmed === '0') return null;
  const parts = /^([1-9]\d?)(?:\/([a-z]+))?(?:\/([1-9]\d?))?$/.exec(trimmed);
  if (!parts) return undefined;
  const [, number, way = DEFAULT_SELECTION, place = '1'] = parts;
  const [count, order] = [Number(number), Number(place)];
  if (!SELECTIONS.some(({ id }) => id === way)) return undefined;
  const orders = Math.min(MAX_ORDERS, factorial(count));
  if (order > orders)
    throw new UserError(
      count === 1
        ? worded`"${text}": 1 example has only one order.`
        : worded`"${text}": ${count} examples have at most ${orders} orders.`,
    );
  return { count, way, order };
}

/** The shortest name of a configuration. */
export function nameOf(configuration: FewShot | null): string {
  if (configuration === null) return FILE_SHOTS;
  const { count, way, order } = configuration;
  if (order > 1) return `${count}/${way}/${order}`;
  return way === DEFAULT_SELECTION ? String(count) : `${count}/${way}`;
}

/** The configuration every headline number rests on: the file's own, where it was run. */
export const headlineShots = (shots: readonly string[]): string =>
  shots.includes(FILE_SHOTS) ? FILE_SHOTS : (shots[0] ?? FILE_SHOTS);

/** Examples a configuration adds. */
export const exampleCount = (shots: string): number => readShots(shots)?.count ?? 0;
