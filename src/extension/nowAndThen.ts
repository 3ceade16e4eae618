/** The numbers of a run in progress are computed again after this long, or twenty times what computing them took. */
const EVERY_MS = 1000;
const SHARE = 20;

export interface NowAndThen<R> {
  /** Shows what this computes: at once, or when it is time again. Only the newest offer is ever shown. */
  offer(compute: () => R): void;
  /** Nothing is shown any more. */
  end(): void;
}

/** The first offer is shown at once, and the last one too, even where no other comes after it. */
export function nowAndThen<R>(show: (result: R) => void): NowAndThen<R> {
  let shownAt = 0;
  let everyMs = EVERY_MS;
  let newest: (() => R) | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isOver = false;
  const showNewest = () => {
    timer = null;
    const compute = newest;
    newest = null;
    if (isOver || !compute) return;
    const begun = Date.now();
    show(compute());
    shownAt = Date.now();
    everyMs = Math.max(EVERY_MS, SHARE * (shownAt - begun));
  };
  return {
    offer(compute) {
      newest = compute;
      const waitMs = shownAt + everyMs - Date.now();
      if (waitMs <= 0 && timer === null) showNewest();
      else timer ??= setTimeout(showNewest, waitMs);
    },
    end() {
      isOver = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
