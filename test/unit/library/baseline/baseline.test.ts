import { describe, expect, it } from 'vitest';
import { acceptable } from '../../../../src/core/library/baseline/acceptable.js';
import {
  baselineOf,
  baselineText,
  summaryOfBaseline,
} from '../../../../src/core/studies/baseline/baseline.js';
import { gatesOfBaseline } from '../../../../src/core/library/baseline/gatesOfBaseline.js';
import { readBaseline } from '../../../../src/core/studies/baseline/readBaseline.js';
import { fingerprintsOf, staleness } from '../../../../src/core/library/baseline/staleness.js';
import { libraryEntry, libraryPrompt } from '../../../../src/core/library/libraryEntry.js';
import type { Config } from '../../../../src/core/prompt/settings/config.js';
import { parsePrompt } from '../../../../src/core/prompt/formats/formats.js';
import { comparableOf } from '../../../../src/core/studies/comparison/comparable.js';
import { changesOf } from '../../../../src/core/studies/comparison/change.js';
import type { Report } from '../../../../src/core/studies/sensitivity/schema.js';
import { fingerprint } from '../../../../src/core/prompt/fingerprint.js';
import { note } from '../../../../src/core/text/note.js';
import type { FrozenVariants } from '../../../../src/core/variants/frozen.js';
import { sampleReport } from '../../../support/sampleReport.js';
import { promptFrom, TRIAGE } from '../../../support/prompts.js';

const TEXT = `${TRIAGE.replace('model: local', 'model: local\nmodelParameters: { temperature: 0 }')}sensitivity:
  gates: { excess: { max: 0.05 }, accuracy: { min: 0.5 } }
`;
const prompt = promptFrom(TEXT);
const report: Report = await sampleReport();
const NOTHING = { config: {} as Config, frozen: null };
const baseline = baselineOf(report, fingerprintsOf(prompt, NOTHING));
const DAY = 86_400_000;
const measuredAt = Date.parse(report.startedAt);

const staleAs = (text: string, part: Partial<{ config: Config; frozen: FrozenVariants }> = {}) =>
  staleness(baseline, promptFrom(text), { ...NOTHING, now: measuredAt, ...part });

const kept = (status: 'approved' | 'pending'): FrozenVariants => ({
  ...{ version: 1, prompt: prompt.path, original: 'x' },
  variants: [
    {
      ...{ id: 'paraphrase-1', class: 'paraphrase', status, change: 'other words' },
      messages: [{ role: 'system', content: 'Sort them.' }],
    },
  ],
});

describe('a baseline', () => {
  it('reads back as it was written, one value a line, and holds no address', () => {
    const text = baselineText(baseline);
    expect(readBaseline(text, 'b.json')).toEqual(baseline);
    expect(baselineText(readBaseline(text, 'b.json'))).toBe(text);
    expect(text.split('\n').every((line) => (line.match(/":/g) ?? []).length <= 1)).toBe(true);
    expect(text).not.toMatch(/wallMs|ttft|https?:/);
  });

  it('is compared with the run it was made of without a difference', () => {
    const [change] = changesOf([{ before: baseline.measured, now: comparableOf(report) }]);
    expect(change?.measures.map(({ test }) => test.difference)).toEqual([0, 0]);
    expect(change?.changed).toEqual([]);
    expect(change?.result).not.toBe('regressed');
  });

  it.each([
    ['nothing', TEXT, {}, null],
    ['the prompt', TEXT.replace('sort tickets', 'order tickets'), {}, 'prompt'],
    ['its cases', TEXT.replace('Refund me', 'Refund us'), {}, 'cases'],
    ['a parameter', TEXT.replace('temperature: 0', 'temperature: 1'), {}, 'settings'],
    ['how often it is asked', TEXT.replace('gates:', 'repeats: 5\n  gates:'), {}, 'settings'],
    ['only a gate', TEXT.replace('min: 0.5', 'min: 0.9'), {}, null],
    ['the approved wordings', TEXT, { frozen: kept('approved') }, 'wordings'],
    ['the wordings that wait', TEXT, { frozen: kept('pending') }, null],
  ] as const)('applies or not when %s changed', (_, text, part, wanted) => {
    if (wanted !== null && wanted !== 'wordings') expect(text).not.toBe(TEXT);
    expect(staleAs(text, part)).toBe(wanted);
  });

  it('is too old after maxAge days, and never without', () => {
    const at = (days: number, maxAge?: number) =>
      staleness(baseline, prompt, {
        ...{ frozen: null, now: measuredAt + days * DAY },
        config: { library: maxAge === undefined ? {} : { maxAge } },
      });
    expect([at(29, 30), at(31, 30), at(4000)]).toEqual([null, 'age', null]);
  });

  it.each([
    ['<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n', /merge conflicts/],
    ['{"version": 2}', /version 2.*Update Plumbline/],
    ['{"version": 1, "prompt": 5}', /damaged \(prompt\)/],
    ['{"version": 1', /no baseline, or is damaged/],
    ['', /no baseline, or is damaged/],
  ])('that cannot be read says why: %j', (text, message) => {
    expect(() => readBaseline(text, 'b.json')).toThrow(message);
  });

  it('decides gates that were set since, and leaves open those it has no number for', () => {
    const gates = { accuracy: { min: 0.999 }, excess: { max: 1 }, 'entropy.sampling': { max: 1 } };
    expect(gatesOfBaseline(gates, baseline).map(({ result }) => result)).toEqual([
      'failed',
      'passed',
      'inconclusive',
    ]);
  });
});

describe('accepting', () => {
  it('takes a report of the prompt as it is', () => {
    expect(() => acceptable(report, prompt, null)).not.toThrow();
  });

  it.each([
    [
      'another wording',
      report,
      TEXT.replace('sort tickets', 'order tickets'),
      /The prompt changed/,
    ],
    [
      'other cases',
      report,
      TEXT.replace('Refund me', 'Refund us'),
      /The cases of .* changed since it was tested/,
    ],
    ['another temperature', report, TEXT.replace('temperature: 0', 'temperature: 1'), /settings/],
    ['a run that was cancelled', { ...report, stopped: 'cancelled' as const }, TEXT, /did not end/],
  ])('refuses %s', (_, given, text, message) => {
    expect(() => acceptable(given, promptFrom(text), null)).toThrow(message);
  });
});

describe('accepting a run with approved wordings', () => {
  const wording = (number: number, text = `Sort them, ${number}.`) => ({
    ...{ id: `paraphrase-${number}`, class: 'paraphrase', change: 'other words' },
    messages: [{ role: 'system' as const, content: text }],
  });
  const frozen = (...rows: readonly [number, 'approved' | 'rejected' | 'pending', string?][]) => ({
    ...{ version: 1 as const, prompt: prompt.path, original: fingerprint(prompt.messages) },
    variants: rows.map(([number, status, text]) => ({ ...wording(number, text), status })),
  });
  const [model] = report.variants.slice(1);
  const ran = (notes: Report['notes'], ...rows: readonly [number, 'approved' | 'pending'][]) => ({
    ...report,
    notes: [...notes],
    variants: [
      ...report.variants,
      ...rows.map(([number, status]) => ({ ...(model as object), ...wording(number), status })),
    ] as Report['variants'],
  });
  const SHORT = [note('fewer-variants', { class: 'paraphrase', wanted: 3, made: 1, reason: '' })];

  it.each([
    ['it sent', ran([], [1, 'approved']), frozen([1, 'approved']), true],
    [
      'of which it needed fewer',
      ran([], [1, 'approved']),
      frozen([1, 'approved'], [2, 'approved']),
      true,
    ],
    [
      'that came to it',
      ran(SHORT, [1, 'approved']),
      frozen([1, 'approved'], [2, 'approved']),
      false,
    ],
    ['that have another text', ran([], [1, 'approved']), frozen([1, 'approved', 'Others.']), false],
    ['that were rejected since', ran([], [1, 'approved']), frozen([1, 'rejected']), false],
    ['that waited then', ran([], [1, 'pending']), frozen([1, 'approved']), false],
    [
      'of an earlier prompt',
      ran(SHORT),
      { ...frozen([1, 'approved']), original: 'another prompt' },
      true,
    ],
  ])('takes those %s, or not', (_, given, kept, isTaken) => {
    const accepting = () => acceptable(given, prompt, kept as FrozenVariants);
    if (isTaken) expect(accepting).not.toThrow();
    else expect(accepting).toThrow(/The approved wordings of .* changed/);
  });
});

describe('the state of a prompt with a baseline', () => {
  const summary = summaryOfBaseline(baseline);
  const entry = (stale: 'prompt' | null, last: typeof summary | null = null) =>
    libraryEntry(libraryPrompt(prompt.path, parsePrompt(prompt.path, TEXT)), {
      ...{ last, config: {}, baseline: { summary, stale } },
    });

  it('comes from it where nobody has tested since, and is stale where it no longer applies', () => {
    expect(entry(null).state.kind).not.toBe('none');
    expect(entry('prompt').state).toMatchObject({ kind: 'stale', changed: 'prompt' });
    expect(entry('prompt').baseline).toMatchObject({ stale: 'prompt', model: 'sample-model' });
  });

  it('comes from a newer run of ones own', () => {
    const newer = { ...summary, startedAt: '2100-01-01T00:00:00.000Z', code: 'fragile' as const };
    expect(entry('prompt', newer).state.word).toBe('Fragile');
  });
});
