/** What got worse between two accepted measurements of a prompt, and what applies no more. */

import { isOtherVersion } from '../../run/modelVersions.js';
import { figureText } from '../../studies/comparison/checkedWords.js';
import { money, secondsText } from '../../say/figures.js';
import type { PromptState } from '../promptState.js';
import type { TrendPoint } from './trend.js';

/** A median latency this many times the one before is an alert; below, it is the weather. */
export const SLOWER = 2;
/** As is a price this many times the one before. */
export const DEARER = 1.2;

export type AlertKind =
  | 'stale'
  /** The baseline cannot be read. */
  | 'damaged'
  | 'effect'
  | 'accuracy'
  | 'latency'
  | 'price'
  | 'model'
  /** The endpoint names another version of the same model. */
  | 'version';

export interface LibraryAlert {
  readonly path: string;
  readonly kind: AlertKind;
  readonly said: string;
  /** When it was measured, ISO 8601; null for what is stale or damaged, which nobody measured. */
  readonly at: string | null;
  readonly commit: string | null;
  /** Of the newest accepted measurement, or of the prompt as it stands. */
  readonly isCurrent: boolean;
}

interface Developed {
  readonly path: string;
  /** Why its baseline cannot be read; null where it can. */
  readonly damage: string | null;
  readonly state: PromptState;
  /** Oldest first. */
  readonly trend: readonly TrendPoint[];
}

type Found = Pick<LibraryAlert, 'kind' | 'said'>;

/** What is damaged or stale first, then the newest first. */
export function alertsOf(prompts: readonly Developed[]): LibraryAlert[] {
  const standing = prompts.flatMap(({ path, damage, state: { changed } }): LibraryAlert[] => {
    const found: Found[] = [
      ...(damage === null ? [] : [{ kind: 'damaged', said: damage } as const]),
      ...(changed === null ? [] : [{ kind: 'stale', said: `stale (${changed})` } as const]),
    ];
    return found.map((each) => ({ path, at: null, commit: null, isCurrent: true, ...each }));
  });
  return [...standing, ...prompts.flatMap(alertsInTrend).toSorted(newestFirst)];
}

const newestFirst = (a: LibraryAlert, b: LibraryAlert) => (b.at ?? '').localeCompare(a.at ?? '');

const alertsInTrend = ({ path, trend }: Developed): LibraryAlert[] =>
  trend.flatMap((point, index) =>
    alertsAt(trend.slice(0, index), point).map((each) => ({
      ...{ path, at: point.measuredAt, commit: point.commit },
      isCurrent: index === trend.length - 1,
      ...each,
    })),
  );

/** Figures of two models are no development of one prompt: each is held against the last one on its own model. */
function alertsAt(earlier: readonly TrendPoint[], now: TrendPoint): Found[] {
  const last = earlier.at(-1);
  const own = earlier.filter(({ model }) => model === now.model);
  const lastWith = (has: (point: TrendPoint) => boolean) => own.findLast(has);
  return [
    last && last.model !== now.model ? modelAlert(last, now) : null,
    compared(
      lastWith(({ versions }) => versions.length > 0),
      now,
      versionAlert,
    ),
    compared(
      lastWith(({ effect, measure }) => effect !== null && measure === now.measure),
      now,
      effectAlert,
    ),
    compared(
      lastWith(({ accuracy }) => accuracy !== null),
      now,
      accuracyAlert,
    ),
    compared(
      lastWith(({ latencyMs }) => latencyMs !== null),
      now,
      (then) => ratioAlert('latency', [then.latencyMs, now.latencyMs]),
    ),
    compared(
      lastWith(({ usdPerCall }) => usdPerCall !== null),
      now,
      (then) => ratioAlert('price', [then.usdPerCall, now.usdPerCall]),
    ),
  ].filter((each) => each !== null);
}

const compared = (
  before: TrendPoint | undefined,
  now: TrendPoint,
  compare: (before: TrendPoint, now: TrendPoint) => Found | null,
): Found | null => (before ? compare(before, now) : null);

const modelAlert = (before: TrendPoint, now: TrendPoint): Found => ({
  kind: 'model',
  said: `another model: ${before.model} → ${now.model}`,
});

function versionAlert({ versions: before }: TrendPoint, { versions: now }: TrendPoint) {
  return isOtherVersion(before, now)
    ? ({
        kind: 'version',
        said: `another version of the model: ${before.join(', ')} → ${now.join(', ')}`,
      } as const)
    : null;
}

/** Only where the intervals share nothing. */
function effectAlert(before: TrendPoint, now: TrendPoint): Found | null {
  const [then, later] = [before.effect, now.effect];
  if (then?.high == null || later?.low == null) return null;
  return later.low > then.high
    ? { kind: 'effect', said: `wording effect: ${figureText(then)} → ${figureText(later)}` }
    : null;
}

function accuracyAlert({ accuracy: then }: TrendPoint, { accuracy: later }: TrendPoint) {
  if (then?.low == null || later?.high == null || later.high >= then.low) return null;
  return {
    kind: 'accuracy',
    said: `accuracy: ${figureText(then)} → ${figureText(later)}`,
  } as const;
}

const RATIOS = {
  latency: { least: SLOWER, name: 'median latency', text: secondsText },
  price: { least: DEARER, name: 'price of 1,000 calls', text: priceOfThousand },
} as const;

function ratioAlert(
  kind: keyof typeof RATIOS,
  [before, now]: readonly [number | null, number | null],
): Found | null {
  const { least, name, text } = RATIOS[kind];
  if (before === null || now === null || before <= 0 || now < least * before) return null;
  return { kind, said: `${name}: ${text(before)} → ${text(now)}` };
}

/** For instance `$0.42`, of US dollars a call. */
export function priceOfThousand(usdPerCall: number): string {
  return money(usdPerCall * 1000);
}
