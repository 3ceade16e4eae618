/** What got worse between two accepted measurements of a prompt, and what applies no more. */

import { isOtherVersion } from '../../run/modelVersions.js';
import { figureText } from '../../studies/comparison/checkedWords.js';
import { money, secondsText } from '../../words/figures.js';
import type { PromptState } from '../promptState.js';
import type { TrendPoint } from './trend.js';

/** A median latency this many times the one before is an alert; below, it is the weather. */
export const SLOWER = 2;
/** As is a price this many times the one before. */
export const DEARER = 1.2;

export type AlertKind =
  | 'stale'
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
  /** When it was measured, ISO 8601; null for what is stale, which nobody measured. */
  readonly at: string | null;
  readonly commit: string | null;
  /** Of the newest accepted measurement, or of the prompt as it stands. */
  readonly isCurrent: boolean;
}

interface Developed {
  readonly path: string;
  readonly state: PromptState;
  /** Oldest first. */
  readonly trend: readonly TrendPoint[];
}

type Found = Pick<LibraryAlert, 'kind' | 'said'>;

/** What is stale first, then the newest first. */
export function alertsOf(prompts: readonly Developed[]): LibraryAlert[] {
  const stale = prompts.flatMap(({ path, state: { changed } }): LibraryAlert[] =>
    changed === null
      ? []
      : [
          {
            ...{ path, kind: 'stale', said: `stale (${changed})` },
            ...{ at: null, commit: null, isCurrent: true },
          },
        ],
  );
  return [...stale, ...prompts.flatMap(alertsInTrend).toSorted(newestFirst)];
}

const newestFirst = (a: LibraryAlert, b: LibraryAlert) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1);

const alertsInTrend = ({ path, trend }: Developed): LibraryAlert[] =>
  trend.flatMap((point, index) => {
    const before = trend[index - 1];
    const found = before ? alertsBetween(before, point) : [];
    return found.map((each) => ({
      ...{
        path,
        at: point.measuredAt,
        commit: point.commit,
        isCurrent: index === trend.length - 1,
      },
      ...each,
    }));
  });

/** Figures of two models are no development of one prompt. */
function alertsBetween(before: TrendPoint, now: TrendPoint): Found[] {
  if (before.model !== now.model)
    return [{ kind: 'model', said: `another model: ${before.model} → ${now.model}` }];
  return [
    versionAlert(before, now),
    effectAlert(before, now),
    accuracyAlert(before, now),
    ratioAlert('latency', [before.latencyMs, now.latencyMs]),
    ratioAlert('price', [before.usdPerCall, now.usdPerCall]),
  ].filter((each) => each !== null);
}

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
  if (before.measure !== now.measure || then?.high == null || later?.low == null) return null;
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
