/** Whether confidences are what they say: against the share that is right (METRICS 8.3). Right is 1, wrong 0. */

export interface Judged {
  /** In [0,1]. */
  readonly confidence: number;
  readonly right: number;
}

export interface CalibrationError {
  /** In [0,1], lower is better. */
  readonly value: number;
  readonly bins: number;
  readonly equalMass: boolean;
}

const WIDE_BINS = 10;
const FEW = 50;
const MASS_BINS = 5;

/**
 * Expected calibration error (Naeini 2015, Guo et al. 2017): bins (low, high] of equal width, the first with 0. Below 50
 * answers most of those would be empty: then five bins of equally many.
 */
export function calibrationError(
  judged: readonly Judged[],
  {
    bins = WIDE_BINS,
    equalMass = judged.length < FEW,
  }: { bins?: number; equalMass?: boolean } = {},
): CalibrationError {
  const count = equalMass ? Math.min(MASS_BINS, judged.length) : bins;
  const groups = equalMass ? massBins(judged, count) : widthBins(judged, count);
  const gaps = groups.map((group) =>
    Math.abs(group.reduce((total, { right, confidence }) => total + right - confidence, 0)),
  );
  const value = gaps.reduce((total, gap) => total + gap, 0) / judged.length;
  return { value, bins: count, equalMass };
}

function widthBins(judged: readonly Judged[], count: number): Judged[][] {
  const bins = Array.from({ length: count }, (): Judged[] => []);
  for (const each of judged) {
    bins[Math.max(0, Math.ceil(each.confidence * count - 1e-9) - 1)]?.push(each);
  }
  return bins;
}

/** Equal confidences are ordered by what is right, so that the order of the answers does not matter. */
function massBins(judged: readonly Judged[], count: number): Judged[][] {
  const sorted = [...judged].sort((a, b) => a.confidence - b.confidence || a.right - b.right);
  const at = (edge: number) => Math.round((edge * sorted.length) / count);
  return Array.from({ length: count }, (_, index) => sorted.slice(at(index), at(index + 1)));
}

/** Mean squared distance, in [0,1] (Brier 1950). */
export const brier = (judged: readonly Judged[]): number =>
  judged.reduce((total, { confidence, right }) => total + (confidence - right) ** 2, 0) /
  judged.length;

/** An answer and which instance it is an answer to, from 0 on. */
export interface JudgedAnswer extends Judged {
  readonly at: number;
}

/**
 * Chance that a right answer is surer than a wrong one, ties counted half: the area under the ROC curve by ranks (Mann and
 * Whitney 1947). Null unless there are both.
 */
export const discrimination = (judged: readonly Judged[]): number | null =>
  discriminationOver(judged.map((each) => ({ ...each, at: 0 })))([1]);

/** The same with each instance's answers counted `times[at]` times: sorted once, for thousands of resamplings. */
export function discriminationOver(
  judged: readonly JudgedAnswer[],
): (times: ArrayLike<number>) => number | null {
  const sorted = [...judged].sort((a, b) => a.confidence - b.confidence);
  const at = Int32Array.from(sorted, (each) => each.at);
  const rightness = Float64Array.from(sorted, ({ right }) => right);
  const ends = sorted.flatMap(({ confidence }, index) =>
    sorted[index + 1]?.confidence === confidence ? [] : [index + 1],
  );
  return (times) => {
    let [wrongBelow, rightBelow, surer, index] = [0, 0, 0, 0];
    for (const end of ends) {
      let [wrong, right] = [0, 0];
      for (; index < end; index++) {
        const weight = times[at[index] as number] as number;
        right += weight * (rightness[index] as number);
        wrong += weight * (1 - (rightness[index] as number));
      }
      surer += right * (wrongBelow + wrong / 2);
      wrongBelow += wrong;
      rightBelow += right;
    }
    return rightBelow > 0 && wrongBelow > 0 ? surer / (rightBelow * wrongBelow) : null;
  };
}
