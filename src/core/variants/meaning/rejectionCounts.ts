import { list } from '../../text/list.js';
import type { Rejection } from '../variant.js';

/** `2 at invariants and 1 at requirements` */
export function stepsText(rejections: readonly Pick<Rejection, 'step'>[]): string {
  const steps = [...new Set(rejections.map(({ step }) => step))];
  const at = (step: Rejection['step']) => rejections.filter((each) => each.step === step).length;
  return list(steps.map((step) => `${at(step)} at ${step}`));
}
