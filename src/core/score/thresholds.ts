/** Limits that several stages and studies share. */

/** Below this p a difference is called significant. */
export const SIGNIFICANCE = 0.05;

/** Limits of the bands of the wording effect (published sensitivities of current models run from 0.07 to 0.26). */
export const BANDS = { stable: 0.05, mild: 0.1, sensitive: 0.2 } as const;

/** A case counts as moved when the wording explains more than this of its movement. */
export const MOVED = 0.05;

/** A variant that is right this much less or more often than the original, beyond chance, is named. */
export const CLEAR_DIFFERENCE = 0.1;
