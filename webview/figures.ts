/** Figures as every view writes them: two decimals, a real minus sign, never "-0.00". */

export function figure(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

export const range = (interval: readonly [number, number] | null): string =>
  interval ? `[${figure(interval[0])}, ${figure(interval[1])}]` : '';

export const thousands = (value: number): string =>
  String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
