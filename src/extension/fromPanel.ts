/** Messages of a webview are input like any other: what is not one of ours is null. */

import type { FromPanel } from '../protocol.js';

type Check = (message: Record<string, unknown>) => boolean;

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown) => value === null || isText(value);
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const isCell = (value: unknown) => {
  const cell = value as Record<string, unknown> | null;
  return (
    typeof cell === 'object' &&
    cell !== null &&
    isText(cell['variant']) &&
    isText(cell['case']) &&
    isText(cell['shots'])
  );
};
const nothing: Check = () => true;

const CHECKS: Readonly<Record<FromPanel['kind'], Check>> = {
  ready: nothing,
  run: ({ shots }) => shots === undefined || isTexts(shots),
  confirm: ({ shots }) => isTexts(shots),
  decline: nothing,
  cancel: nothing,
  resume: nothing,
  choose: ({ cell, repeat }) => isCell(cell) && (repeat === undefined || Number.isInteger(repeat)),
  openPrompt: nothing,
  openDiff: ({ cell }) => isCell(cell),
  applyWording: ({ variant }) => isText(variant),
  runOnly: (message) => isTextOrNull(message['variant']) && isTextOrNull(message['case']),
  decide: ({ variants, status }) =>
    isTexts(variants) && (status === 'approved' || status === 'rejected'),
  mendWording: ({ variant, contents }) => isText(variant) && isTexts(contents),
  checkWording: ({ variant }) => isText(variant),
  checkStale: ({ ask }) => typeof ask === 'boolean',
  editWording: ({ variant }) => isText(variant),
  addExamples: ({ shots }) => isText(shots),
  compareShots: nothing,
  compareRuns: nothing,
  runStudy: ({ study }) => isText(study),
  clearInfluence: nothing,
  openPart: ({ part }) => isText(part),
  export: nothing,
  pickModel: nothing,
  showLog: nothing,
  manageTrust: nothing,
  openRun: ({ index }) => Number.isInteger(index),
};

export function readFromPanel(value: unknown): FromPanel | null {
  if (typeof value !== 'object' || value === null) return null;
  const message = value as Record<string, unknown>;
  const kind = message['kind'];
  if (!isText(kind) || !Object.hasOwn(CHECKS, kind)) return null;
  return CHECKS[kind as FromPanel['kind']](message) ? (message as unknown as FromPanel) : null;
}
