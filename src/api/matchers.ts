/** Matchers for Vitest and Jest: `expect.extend(matchers)`. */

import { checkGates } from '../core/studies/sensitivity/gates.js';
import { effectId } from '../core/studies/sensitivity/schema.js';
import { english } from '../core/say/say.js';
import { verdictWords } from '../core/studies/sensitivity/verdictWords.js';
import { stoppedText } from '../core/words/stopped.js';
import { gateText } from '../core/report/view.js';
import { isRecord } from '../core/text/narrow.js';
import { checkFile, checkIsObject, checkMaxEffect, checkOptions } from './checkOptions.js';
import { UserError } from './errors.js';
import { evaluate } from './evaluate.js';
import type { EvaluateOptions } from './options.js';
import type { Report } from './report.js';

export interface RobustOptions extends EvaluateOptions {
  /** The largest wording effect that is let pass, in [0,1]; absent: 0.05. */
  readonly maxEffect?: number;
}

export interface Matched {
  readonly pass: boolean;
  message(): string;
}

/** The part of a test runner's context that is used. */
export interface MatcherContext {
  readonly isNot?: boolean;
}

const DEFAULT_MAX_EFFECT = 0.05;

export const matchers = {
  /**
   * Of a prompt file, or of the report of one: whether the whole interval of its wording effect is at most `maxEffect`. An
   * interval that includes the bound decides nothing: the test fails as inconclusive, with `.not` too.
   */
  async toBeRobust(
    this: MatcherContext,
    prompt: string | Report,
    asked: RobustOptions = {},
  ): Promise<Matched> {
    checkIsObject(asked);
    const { maxEffect = DEFAULT_MAX_EFFECT, ...options } = asked;
    checkMaxEffect(maxEffect);
    const report = await reportOf(prompt, options);
    const effect = `${effectId(report)}.excess`;
    const gate = { [effect]: { max: maxEffect } };
    const gates = checkGates(gate, report.metrics, report.confidence.envelope);
    return matched(report, gates, this.isNot ?? false);
  },

  /** Of a prompt file, or of the report of one: whether it passes the gates it was measured with. */
  async toPassGates(
    this: MatcherContext,
    prompt: string | Report,
    options: EvaluateOptions = {},
  ): Promise<Matched> {
    const report = await reportOf(prompt, options);
    return matched(report, report.gates, this.isNot ?? false);
  },
};

/** Throws `UserError` for what is neither, and for options of a run where a report is given. */
async function reportOf(prompt: string | Report, options: EvaluateOptions): Promise<Report> {
  if (!isReport(prompt)) {
    checkFile(prompt, 'the path of a prompt file, or a report of evaluate');
    return evaluate(prompt, options);
  }
  checkOptions(options);
  const [option] = Object.keys(options);
  if (option !== undefined)
    throw new UserError(`${option} has no effect here: the report is of a run that was made.`);
  return prompt;
}

const isReport = (prompt: unknown): prompt is Report =>
  isRecord(prompt) &&
  ['prompt', 'metrics', 'confidence', 'gates', 'totals'].every((key) => isPresent(prompt[key]));

const isPresent = (value: unknown) => typeof value === 'object' && value !== null;

function matched(report: Report, gates: Report['gates'], isNot: boolean): Matched {
  const failed = gates.filter(({ result }) => result === 'failed');
  const open = gates.filter(({ result }) => result === 'inconclusive');
  const isOpen = failed.length === 0 && (open.length > 0 || !isWhole(report) || gates.length === 0);
  const pass = isOpen ? isNot : failed.length === 0;
  const shown = isOpen ? open : failed.length > 0 ? failed : gates;
  return { pass, message: () => messageOf(report, shown, isOpen) };
}

/** What a run that was broken off has not asked may have decided otherwise. */
const isWhole = ({ stopped, totals }: Report) => stopped === null && totals.completed > 0;

function messageOf(report: Report, shown: Report['gates'], isOpen: boolean): string {
  const { word, sentence, advice } = verdictWords(report, english);
  const stopped = stoppedText(report.stopped, english);
  const none = report.gates.length === 0 && shown.length === 0 && isWhole(report);
  return [
    isOpen ? `Inconclusive: ${report.prompt.path}` : `${report.prompt.path}: ${word}`,
    ...shown.map((gate) => `  ${gateText(gate)}`),
    ...(none ? ['  The prompt has no gates.'] : []),
    ...[stopped, sentence, advice].filter(Boolean),
  ].join('\n');
}
