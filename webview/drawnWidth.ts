/** Charts are drawn to the width they have on the screen, so that their words keep their size. */

const used = new Map<string, number>();

/** In CSS pixels; `usual` before the first layout. */
export function drawnWidth(selector: string, usual: number): number {
  const width = widthOf(selector) || usual;
  used.set(selector, width);
  return width;
}

/** Whether the layout has given a chart another width than it was drawn to. */
export const hasOutgrown = (): boolean =>
  [...used].some(([selector, width]) => ![0, width].includes(widthOf(selector)));

const widthOf = (selector: string) => document.querySelector(selector)?.clientWidth ?? 0;
