import { describe, expect, it } from 'vitest';
import type { LibraryEntry } from '../../../../src/core/library/library.js';
import {
  libraryReport,
  type ReportedEntry,
} from '../../../../src/core/library/report/libraryReport.js';
import { pointOf } from '../../../../src/core/library/report/trend.js';
import { trendText } from '../../../../src/core/library/report/libraryReportText.js';
import {
  alertsMarkdown,
  libraryMarkdown,
  libraryPage,
} from '../../../../src/core/library/report/renderLibraryReport.js';
import { baselineOf, type Baseline } from '../../../../src/core/studies/baseline/baseline.js';
import { sampleReport } from '../../../support/sampleReport.js';

const PRINTS = { prompt: '', cases: '', files: '', wordings: '', settings: '' };
const { took: _, ...sample } = baselineOf(await sampleReport(), PRINTS);
const withEffect = (value: number, part: Partial<Baseline> = {}): Baseline => ({
  ...{ ...sample, ...part },
  metrics: {
    ...sample.metrics,
    'pss.excess': { value, low: value - 0.05, high: value + 0.05, n: 60 },
  },
});
/** Each measured a day after the one before. */
const versionsOf = (baselines: readonly Baseline[]) =>
  baselines.map((baseline, at) => {
    const measuredAt = `2026-01-${String(at + 1).padStart(2, '0')}T00:00:00Z`;
    return pointOf({ commit: `c${at}`, baseline: { ...baseline, measuredAt } });
  });
const entry = (path: string, part: Partial<LibraryEntry> = {}) =>
  ({
    ...{ path, name: path, task: 'classification', styles: [], lastResult: null },
    state: { word: 'Stable', kind: 'good', changed: null },
    ...part,
  }) as unknown as LibraryEntry;
const reported = (values: readonly number[], part: Partial<LibraryEntry> = {}): ReportedEntry => ({
  entry: entry('a.prompt.yml', part),
  baseline: withEffect(values.at(-1) ?? 0),
  versions: versionsOf(values.map((value) => withEffect(value))),
});
const only = (each: ReportedEntry) => {
  const [prompt] = libraryReport([each]).prompts;
  if (!prompt) throw new Error('no prompt');
  return prompt;
};

describe('a prompt in the library report', () => {
  it('has the numbers of its baseline, and the calls that measuring it takes', () => {
    const prompt = only(reported([0.2]));
    expect(prompt).toMatchObject({ source: 'baseline', effect: { value: 0.2 } });
    expect(prompt.calls).toBe(sample.plan.trials);
    expect(prompt.confidence?.value).toBe(sample.metrics['confidence']?.value);
  });

  it('has those of a later run where there is one', () => {
    const lastResult = {
      ...{ startedAt: '2100-01-01', model: 'm-2', accuracy: 0.5, confidence: null },
      effect: { value: 0.4, ci: null },
    };
    const prompt = only(reported([0.2], { lastResult: lastResult as never }));
    expect(prompt).toMatchObject({ source: 'run', model: 'm-2', effect: { value: 0.4 } });
  });

  it.each([
    [[0.3, 0.2, 0.1], '0.30 → 0.20 → 0.10, fell'],
    [[0.1, 0.3], '0.10 → 0.30, rose'],
    [[0.1, 0.12], '0.10 → 0.12, no change shown'],
    [[0.1], '–'],
    [[0.9, 0.8, 0.7, 0.6, 0.5, 0.4], '… → 0.80 → 0.70 → 0.60 → 0.50 → 0.40, fell'],
  ])('says of the effects %j: %s', (values, text) => {
    expect(trendText(only(reported(values)))).toBe(text);
  });

  it('compares no numbers of different models', () => {
    const before = withEffect(0.5, { model: { ...sample.model, id: 'm-0' } });
    const now = reported([0.1]);
    const prompt = only({ ...now, versions: versionsOf([before, withEffect(0.1)]) });
    expect(prompt.direction).toBeNull();
    expect(trendText(prompt)).toBe('0.50 (m-0) → 0.10 (sample-model)');
  });

  it('without any result is listed with its state alone', () => {
    const state = { word: 'never tested', kind: 'none', changed: null } as const;
    const prompt = only({ entry: entry('b', { state }), baseline: null, versions: [] });
    expect(prompt).toMatchObject({ source: null, effect: null, calls: null, direction: null });
  });
});

describe('the library report', () => {
  const hostile = entry('x|<b>.prompt.yml', {
    state: { word: 'stale', kind: 'stale', changed: 'files' },
  });
  const report = libraryReport([reported([0.2]), { entry: hostile, baseline: null, versions: [] }]);

  it('says plainly that nothing can be said of styles with few prompts', () => {
    const text = libraryMarkdown(report);
    expect(text).toContain('2 prompts: 1 Stable, 1 stale.');
    expect(text).toContain('Nothing can be said of styles');
    expect(text).toMatch(/\| classification \| format \| .*too few to tell \|/);
    expect(text).toContain('| x\\|\\<b\\>.prompt.yml | classification | stale (files) |');
  });

  it('is a page that shows names as text and loads nothing', () => {
    const page = libraryPage(report);
    expect(page).toContain('x|&lt;b&gt;.prompt.yml');
    expect(page).not.toMatch(/(?:src|href)=/);
  });
});

describe('an alert', () => {
  const at = (part: Partial<Baseline>, value = 0.1) => withEffect(value, part);
  const alertsOf = (...versions: Baseline[]) =>
    libraryReport([
      {
        ...reported([0.1]),
        versions: versionsOf(versions),
      },
    ]).alerts;
  const took = { requests: 10, tokensPerCall: 20, usdPerCall: 0.001, latencyMs: 800 };
  const accuracy = (value: number) => ({
    metrics: { ...sample.metrics, accuracy: { value, low: value - 0.1, high: value + 0.1, n: 60 } },
  });

  it.each([
    [
      'a wording effect that rose',
      [at({}, 0.1), at({}, 0.3)],
      'wording effect: 0.10 [0.05, 0.15] → 0.30 [0.25, 0.35]',
    ],
    [
      'an accuracy that fell',
      [
        { ...sample, ...accuracy(0.8) },
        { ...sample, ...accuracy(0.5) },
      ],
      'accuracy: 0.80 [0.70, 0.90] → 0.50 [0.40, 0.60]',
    ],
    [
      'twice the latency',
      [at({ took }), at({ took: { ...took, latencyMs: 1600 } })],
      'median latency: 0.80 s → 1.60 s',
    ],
    [
      'a fifth more to pay',
      [at({ took }), at({ took: { ...took, usdPerCall: 0.0012 } })],
      'price of 1,000 calls: $1.00 → $1.20',
    ],
    [
      'another model',
      [at({}), at({ model: { ...sample.model, id: 'm-2' } })],
      'another model: sample-model → m-2',
    ],
    [
      'another version of it',
      [
        at({ model: { ...sample.model, versions: ['a'] } }),
        at({ model: { ...sample.model, versions: ['b'] } }),
      ],
      'another version of the model: a → b',
    ],
  ])('tells %s', (_, versions, said) => {
    expect(alertsOf(...versions).map((alert) => alert.said)).toEqual([said]);
  });

  it.each([
    ['an effect whose intervals share something', [at({}, 0.1), at({}, 0.19)]],
    ['what got better', [at({ took }, 0.5), at({ took: { ...took, latencyMs: 100 } }, 0.1)]],
    [
      'figures of different models',
      [at({}, 0.1), at({ model: { ...sample.model, id: 'm-2' } }, 0.6)],
    ],
    ['what was not kept', [at({}), at({ took })]],
  ])('is silent about %s', (_, versions) => {
    expect(alertsOf(...versions).filter(({ kind }) => kind !== 'model')).toEqual([]);
  });

  it('is current where it is of the newest measurement, or of the prompt as it stands', () => {
    const rose = [at({}, 0.1), at({}, 0.3), at({}, 0.3)];
    expect(alertsOf(...rose).map(({ isCurrent, commit }) => [isCurrent, commit])).toEqual([
      [false, 'c1'],
    ]);
    const state = { word: 'stale', kind: 'stale', changed: 'prompt' } as const;
    const report = libraryReport([reported([0.1, 0.3], { state })]);
    expect(report.alerts.map(({ kind, isCurrent }) => [kind, isCurrent])).toEqual([
      ['stale', true],
      ['effect', true],
    ]);
    expect(alertsMarkdown(report)).toContain('| a.prompt.yml | current | stale (prompt) | – | – |');
    expect(alertsMarkdown(libraryReport([]))).toContain('None.');
  });

  it('is of the last measurement on the same model, whatever stands between', () => {
    const other = { model: { ...sample.model, id: 'm-2' } };
    const found = alertsOf(at({ took }, 0.1), at(other, 0.5), at({}, 0.3), at({ took }, 0.3));
    expect(found.map(({ kind, commit }) => `${commit} ${kind}`)).toEqual([
      'c2 model',
      'c2 effect',
      'c1 model',
    ]);
    const dearer = { took: { ...took, usdPerCall: 0.01 } };
    const cached = alertsOf(at({ took }), at({}), at(dearer));
    expect(cached.map(({ kind }) => kind)).toEqual(['price']);
  });

  it('stays current through commits that hold no new measurement', () => {
    const [first, second] = versionsOf([at({}, 0.1), at({}, 0.3)]);
    const alertsIn = (versions: ReportedEntry['versions']) =>
      libraryReport([{ ...reported([0.1]), versions }]).alerts;
    const written = { ...second!, commit: 'c2' };
    expect(alertsIn([first!, second!, written])).toMatchObject([
      { kind: 'effect', commit: 'c1', isCurrent: true },
    ]);
    // The rise was taken back.
    expect(alertsIn([first!, second!, { ...first!, commit: 'c2' }])).toEqual([]);
  });

  it('ends with the measurement that is accepted, in whatever order branches were committed', () => {
    const [first, second] = versionsOf([at({}, 0.1), at({}, 0.3)]);
    // A branch from before the second wrote the first in another way, and was merged later.
    const versions = [first!, second!, { ...first!, commit: 'c2' }];
    const baseline = at({ measuredAt: second!.measuredAt }, 0.3);
    const { alerts } = libraryReport([{ ...reported([]), baseline, versions }]);
    expect(alerts).toMatchObject([{ kind: 'effect', commit: 'c1', isCurrent: true }]);
  });

  it('is a prompt with a baseline that cannot be read, and such a prompt was tested', () => {
    const state = { word: 'unreadable', kind: 'unreadable', changed: null } as const;
    const broken = reported([0.1], { state });
    const { alerts } = libraryReport([{ ...broken, reach: 'whole' }, broken]);
    expect(alerts.map(({ kind, said }) => [kind, said.includes('The prompt has errors')])).toEqual([
      ['damaged', true],
    ]);
    const untold = { word: 'never tested', kind: 'none', changed: null } as const;
    const damaged = {
      ...reported([0.1], { state: untold }),
      baseline: null,
      damage: 'a is damaged',
    };
    expect(only(damaged).state.word).toBe('unreadable');
  });

  it('is a baseline that cannot be read, with what its history tells', () => {
    const damage = 'a.json is no baseline, or is damaged.';
    const report = libraryReport([{ ...reported([0.1, 0.3]), baseline: null, damage }]);
    expect(report.alerts.map(({ kind, isCurrent }) => [kind, isCurrent])).toEqual([
      ['damaged', true],
      ['effect', true],
    ]);
    expect(alertsMarkdown(report)).toContain(damage);
  });

  it.each([
    ['shallow', 'fetch-depth: 0'],
    ['none', 'Run this where the baselines are committed'],
  ] as const)('says that commits are missing: %s', (reach, said) => {
    const whole = reported([0.1]);
    const report = libraryReport([whole, { ...whole, reach }]);
    for (const text of [alertsMarkdown(report), libraryMarkdown(report), libraryPage(report)])
      expect(text).toContain(said);
    expect(report.reach).toBe(reach);
    expect(alertsMarkdown(libraryReport([whole]))).toContain('None.\n');
  });

  it('opens its prompt in the page, with what developed as charts', () => {
    const page = libraryPage(
      libraryReport([
        {
          ...reported([0.1, 0.3]),
          versions: versionsOf([at({ took }, 0.1), at({ took }, 0.3)]),
        },
      ]),
    );
    expect(page).toContain('<details open>');
    expect(
      page.match(/aria-label="(?:Wording effect|Accuracy|Confidence|Median latency|Price)/g),
    ).toHaveLength(5);
    expect(page).toContain(', sample-model: 0.10;');
  });
});

describe('the page of a library', () => {
  const page = (...models: string[]) =>
    libraryPage(
      libraryReport([
        {
          ...reported([0.1]),
          versions: versionsOf(
            models.map((id) => withEffect(0.1, { model: { ...sample.model, id } })),
          ),
        },
      ]),
    );

  it('gives each model a mark and a line of its own, in all charts and the legend', () => {
    const found = page('m-1', 'm-2', 'm-1', 'm-3');
    expect(new Set(found.match(/stroke-dasharray="[^"]*"/g)).size).toBe(3);
    // m-3 is the newest.
    const shapes = [
      ...found.matchAll(
        /<path class="(dot|hollow)" d="M[\d.]+ [\d.]+([^"]*)">\s*<title>[^,]*, (m-\d)/g,
      ),
    ];
    const marks = Map.groupBy(shapes, ([, , , model]) => model);
    expect(
      [...marks].map(([, own]) => new Set(own.map(([, look, shape]) => `${look} ${shape}`)).size),
    ).toEqual([1, 1, 1]);
    expect(new Set(shapes.map(([, look, shape]) => `${look} ${shape}`)).size).toBe(3);
    expect(found.match(/aria-hidden="true"/g)).toHaveLength(3);
    expect(page('m-1', 'm-1')).not.toContain('class="legend"');
  });

  it('has the head of each cell where a narrow page stacks them', () => {
    expect(page('m-1', 'm-2')).toMatch(
      /data-head="When">current<[^]*data-head="Alert">another model/,
    );
  });
});

describe('what a library suggests', () => {
  const library = (without: number) =>
    libraryReport([
      ...[0.01, 0.02, 0.03, 0.02, 0.01, 0.03].map((effect, at) => ({
        ...reported([effect], { path: `s${at}.yml`, styles: ['structure'] }),
      })),
      ...[0.2, 0.22, 0.25, 0.21, 0.24]
        .slice(0, without)
        .map((effect, at) => reported([effect], { path: `my p${at}.yml` })),
      {
        ...reported([0.03], { path: 'calm.yml' }),
        baseline: withEffect(0.03, { verdict: 'stable' }),
      },
    ]);

  it('is what goes with smaller effects, for sensitive prompts that lack it, with the figures it rests on', () => {
    const report = library(5);
    expect(report.advice.map(({ path, style }) => [path, style])).toEqual([
      ['my p2.yml', 'structure'],
      ['my p4.yml', 'structure'],
      ['my p1.yml', 'structure'],
      ['my p3.yml', 'structure'],
      ['my p0.yml', 'structure'],
    ]);
    const text = libraryMarkdown(report);
    expect(text).toContain('plumbline repair "my p2.yml"\nplumbline repair "my p4.yml"');
    expect(text).toMatch(/classification: 0\.02 with \(n = 6\), 0\.19 without \(n = 6\): −0\.17/);
    expect(libraryMarkdown(report, { commands: false })).not.toContain('plumbline repair');
  });

  it('takes no number for the style of a text that it was not measured of', () => {
    const edited = reported([0.4], {
      ...{ path: 'edited.yml', styles: ['structure'] },
      baseline: { stale: 'prompt' } as never,
    });
    const older = reported([0.4], { path: 'older.yml', baseline: { stale: 'age' } as never });
    const { patterns } = libraryReport([edited, older]);
    expect(patterns.find(({ name }) => name === 'structure')).toBeUndefined();
    expect(libraryReport([edited, older, older]).patterns.every(({ n }) => n <= 2)).toBe(true);
  });

  it('is nothing where prompts are too few to tell', () => {
    const report = library(3);
    expect(report.advice).toEqual([]);
    expect(libraryMarkdown(report)).toContain('Nothing: no style goes with smaller effects');
  });
});
