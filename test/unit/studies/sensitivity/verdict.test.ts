import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../../../src/core/score/envelope.js';
import { suspectsOf, type Suspects } from '../../../../src/core/score/suspects.js';
import { scoreAnswers, type Scores } from '../../../../src/core/score/scoreAnswers.js';
import { adviceOf } from '../../../../src/core/studies/sensitivity/advice.js';
import type { Expenses } from '../../../../src/core/studies/sensitivity/expenses.js';
import { adviceOptions } from '../../../../src/core/studies/sensitivity/adviceWords.js';
import {
  answerFindings,
  type WrongAnswer,
} from '../../../../src/core/studies/sensitivity/answerFindings.js';
import { causeOf } from '../../../../src/core/studies/sensitivity/cause.js';
import type { Evidence } from '../../../../src/core/studies/sensitivity/evidence.js';
import { checkGates } from '../../../../src/core/studies/sensitivity/gates.js';
import type { Report } from '../../../../src/core/studies/sensitivity/schema.js';
import { verdictOf, type Verdict } from '../../../../src/core/studies/sensitivity/verdict.js';
import { verdictWords } from '../../../../src/core/studies/sensitivity/verdictWords.js';
import { english } from '../../../../src/core/say/say.js';
import { scoreInput } from '../../../support/observations.js';

/** As much of a report as its verdict needs to be put into words. */
const wordsOf = (
  { scores, comparedBy, judged }: Evidence,
  verdict: Verdict,
  part: Partial<Report['verdict']> = {},
  of: Partial<Report> = {},
) =>
  verdictWords(
    {
      verdict: { ...verdict, cause: null, findings: [], advice: [], ...part },
      ...{ comparedBy, judged, metrics: scores.metrics, outcomes: [], notes: [] },
      variants: [{ id: 'format-1', change: 'Field names in capitals' }],
      ...of,
    } as unknown as Report,
    english,
  );
const judge = (given: Evidence) => wordsOf(given, verdictOf(given));
const found = (given: Evidence) => judge(given).found;

const EXPENSES: Expenses = {
  variants: 9,
  repeats: 2,
  costPerCall: 0.0001,
  calls: 288,
  comparisons: 40,
  tokensPerCall: { file: 100, '1': 150, '3': 250 },
  maxExamples: 15,
};

/** Evidence with this effect and interval over 16 cases of which some moved. */
function evidence(
  effect: { value: number; ci: [number, number]; p?: number | null },
  part: {
    moved?: number;
    variants?: Scores['variants'];
    comparedBy?: Evidence['comparedBy'];
    metrics?: Record<string, Envelope>;
    suspects?: Suspects;
  } = {},
): Evidence {
  const envelope = (value: number): Envelope => ({
    name: '',
    value,
    n: 16,
    of: 'cases',
    P: 8,
    R: 2,
    config: {},
  });
  const family = (part.comparedBy ?? 'score') === 'score' ? 'pss' : 'divergence';
  const cases = Array.from({ length: 16 }, (_, index) => ({
    id: String(index + 1),
    accuracy: 0.5,
    cross: 0,
    within: 0,
    excess: index < (part.moved ?? 5) ? 0.5 : 0,
    answers: 16,
  }));
  return {
    scores: {
      n: 16,
      P: 8,
      R: 2,
      headline: family,
      metrics: {
        [`${family}.excess`]: {
          ...envelope(effect.value),
          ci: effect.ci,
          ...(effect.p === undefined ? {} : { p: effect.p }),
        },
        [`${family}.cross`]: envelope(effect.value + 0.04),
        [`${family}.within`]: envelope(0.04),
        ...part.metrics,
      },
      cases,
      variants: part.variants ?? [],
    },
    plannedCases: 16,
    plannedRepeats: 2,
    fileCases: 16,
    unfinishedCases: 0,
    unfinishedCalls: 0,
    failedCases: 0,
    cutCases: 0,
    onlyReasoned: false,
    comparedBy: part.comparedBy ?? 'score',
    graded: false,
    judged: false,
    temperatureZero: false,
    suspects: () => part.suspects ?? { classes: [], variants: [], worse: null },
    movedCases: () => part.moved ?? 5,
    furthestApart: () => null,
    meaningAsked: false,
  };
}

const original = {
  id: 'original',
  class: 'original',
  stress: false,
  reviewed: true,
  n: 16,
  accuracy: 0.9,
  sameAsOriginal: 1,
  effectWithout: null,
  againstOriginal: null,
};
/** Against the original, with this accuracy on 16 cases both have a score for. */
const apart = (own: number, original: number, { p = 0.001, pHolm = 0.01 } = {}) => ({
  accuracy: own,
  againstOriginal: {
    ...{ difference: own - original, p, pHolm, pBh: pHolm },
    shared: { cases: 16, own, original },
  },
});
const other = (part: Partial<Scores['variants'][number]>) => ({
  ...original,
  id: 'format-1',
  class: 'format',
  effectWithout: 0.2,
  ...part,
});

describe('the verdict', () => {
  it.each([
    [
      'Stable',
      { value: 0.02, ci: [0, 0.05], p: 0.4 },
      'These 8 wordings make no difference that matters.',
    ],
    [
      'Inconclusive',
      { value: 0.08, ci: [-0.02, 0.18], p: 0.02 },
      'The wording effect is 0.08, but it could be anything from −0.02 to 0.18.',
    ],
    [
      'Inconclusive',
      { value: 0.08, ci: [0.01, 0.18], p: 0.05 },
      'The wording effect is 0.08, but it could be anything from 0.01 to 0.18.',
    ],
    [
      'Mildly sensitive',
      { value: 0.1, ci: [0.02, 0.2], p: 0.01 },
      'Whether a case comes out right depends on the wording: 5 of 16 cases certainly do.',
    ],
    [
      'Sensitive',
      { value: 0.21, ci: [0.09, 0.3], p: 0.01 },
      'Whether a case comes out right depends on the wording: 5 of 16 cases certainly do.',
    ],
    [
      'Fragile',
      { value: 0.21, ci: [0.1, 0.32], p: 0.001 },
      'Whether a case comes out right depends on the wording: 5 of 16 cases certainly do.',
    ],
    [
      'Fragile',
      { value: 0.21, ci: [0.1, 0.32], p: null },
      'Whether a case comes out right depends on the wording: 5 of 16 cases certainly do.',
    ],
  ] as [string, { value: number; ci: [number, number]; p: number | null }, string][])(
    'is %s for %j',
    (word, effect, sentence) => {
      expect(judge(evidence(effect))).toMatchObject({ word, sentence });
    },
  );

  it('needs eight complete cases', () => {
    const few = evidence({ value: 0.5, ci: [0.4, 0.6] });
    const judgement = judge({
      ...few,
      scores: { ...few.scores, cases: few.scores.cases.slice(0, 2) },
    });
    expect(judgement).toMatchObject({
      word: 'Inconclusive',
      sentence: '2 cases complete of 16: a first answer needs 8.',
    });
  });

  it('compares nothing with a prompt that got no answer', () => {
    const judgement = judge({ ...evidence({ value: 0, ci: [0, 0.04] }), originalFailed: true });
    expect(judgement).toMatchObject({
      word: 'Inconclusive',
      sentence: 'The prompt as written got no answer, so nothing can be compared with it.',
    });
  });

  it('names a variant that is clearly worse where the whole effect is small', () => {
    const worse = other(apart(0.5, 0.9));
    const judgement = judge(
      evidence({ value: 0.03, ci: [0, 0.04], p: 0.3 }, { variants: [original, worse] }),
    );
    expect(judgement).toMatchObject({
      word: 'One wording differs',
      sentence: 'Format 1 is clearly worse: right on 8 of 16, the original on 14.4 of 16.',
    });
  });

  it('names a variant that is clearly better where the whole effect is small', () => {
    const better = other(apart(1, 0.5));
    const variants = [{ ...original, accuracy: 0.5 }, better];
    const given = evidence({ value: 0.03, ci: [0, 0.04], p: 0.3 }, { variants });
    expect(judge(given)).toMatchObject({
      word: 'One wording differs',
      sentence: 'Format 1 is clearly better: right on 16 of 16, the original on 8 of 16.',
    });
    expect(adviceOf(given, verdictOf(given), EXPENSES).map(({ code }) => code)).toEqual([
      'better-variant',
    ]);
  });

  it.each([
    ['within the band', { value: 0.02, ci: [0, 0.05], p: 0.4 }],
    ['small and certain', { value: 0.04, ci: [0.01, 0.09], p: 0.01 }],
  ] as [string, { value: number; ci: [number, number]; p: number }][])(
    'gives no all-clear over a variant that may be worse: %s',
    (_, effect) => {
      const perhaps = other(apart(0.7, 0.9, { p: 0.03, pHolm: 0.21 }));
      const given = evidence(effect, { variants: [original, perhaps] });
      const verdict = verdictOf(given);
      const advice = adviceOf(given, verdict, EXPENSES);
      expect(wordsOf(given, verdict, { advice })).toMatchObject({
        word: 'Inconclusive',
        sentence:
          'Format 1 was right on 11.2 of 16, the original on 14.4 of 16: with several wordings tested, this can be chance, or a difference that matters.',
        // 16 · ((2.690 + 1.28) / 2.170)² = 53.6, less the 16 there are.
        advice: 'About 38 more cases (684 calls, $0.07) would tell.',
      });
    },
  );

  it('goes by the cases both were scored on, however the others came out', () => {
    // Right on 14 of the 16 easy cases where the original was on all, and without an answer to the hard ones.
    const worse = { ...other(apart(14 / 16, 1)), accuracy: 14 / 16 };
    const given = evidence(
      { value: 0.03, ci: [0, 0.04], p: 0.3 },
      { variants: [{ ...original, accuracy: 0.7 }, worse] },
    );
    expect(judge(given).sentence).toBe(
      'Format 1 is clearly worse: right on 14 of 16, the original on 16 of 16.',
    );
    expect(adviceOf(given, verdictOf(given), EXPENSES)[0]?.code).toBe('avoid-change');
  });

  it.each([
    ['within the band', { value: 0.03, ci: [0, 0.04], p: 0.3 }],
    ['small and certain', { value: 0.04, ci: [0.01, 0.09], p: 0.01 }],
  ] as [string, { value: number; ci: [number, number]; p: number }][])(
    'warns of several that are clearly worse, and clears none of them: %s',
    (_, effect) => {
      const ids = ['format-1', 'format-2'];
      const variants = [
        original,
        ...ids.map((id) => other({ id, ...apart(0.5, 0.9) })),
        ...['a-1', 'b-1', 'c-1'].map((id) => other({ id, ...apart(0.9, 0.9, { p: 1, pHolm: 1 }) })),
      ];
      const given = evidence(effect, { variants });
      const verdict = verdictOf(given);
      const advice = adviceOf(given, verdict, EXPENSES);
      expect(wordsOf(given, verdict)).toMatchObject({
        word: 'Mildly sensitive',
        cause: 'Format 1 and Format 2 clearly differ from the original.',
      });
      expect(advice[0]).toEqual({ code: 'avoid-changes', params: { variants: ids } });
    },
  );

  it.each([
    ['worse', 0.5, 1, 'avoid-change', 'right on 8 of 16, they on 16 of 16 on average'],
    ['better', 1, 0.5, 'keep-original', 'right on 16 of 16, they on 8 of 16 on average'],
  ])('names the original where it is %s than most', (_, own, theirs, code, said) => {
    const variants = [
      { ...original, accuracy: own, effectWithout: 0 },
      ...['a-1', 'b-1', 'c-1'].map((id) => other({ id, ...apart(theirs, own) })),
    ];
    const given = evidence({ value: 0.03, ci: [0, 0.04], p: 0.3 }, { variants });
    const verdict = verdictOf(given);
    expect(wordsOf(given, verdict)).toMatchObject({
      word: 'One wording differs',
      sentence: `Original differs from the others: ${said}. Without it the effect is 0.00.`,
    });
    expect(adviceOf(given, verdict, EXPENSES)[0]?.code).toBe(code);
  });

  it('tells graded answers by their scores, never as right or wrong', () => {
    const half = { score: 0.5 } as Report['outcomes'][number];
    const said = (
      difference: number,
      effect: { value: number; ci: [number, number]; p: number },
    ) => {
      const differing = other(apart(0.6 + difference, 0.6));
      const graded: Evidence = {
        ...evidence(effect, { variants: [{ ...original, accuracy: 0.6 }, differing] }),
        graded: true,
      };
      const verdict = verdictOf(graded);
      return wordsOf(
        graded,
        verdict,
        { advice: adviceOf(graded, verdict, EXPENSES) },
        { outcomes: [half] },
      );
    };
    const small = { value: 0.03, ci: [0, 0.04] as [number, number], p: 0.3 };
    expect(said(-0.3, small).sentence).toBe(
      'Format 1 is clearly worse: it scored 0.30, the original 0.60.',
    );
    const better = said(0.3, small);
    expect(better).toMatchObject({
      sentence: 'Format 1 is clearly better: it scored 0.90, the original 0.60.',
      found:
        "Two variants' scores on a case differ by 0.07 on average, the same variant's asked twice by 0.04.",
      advice:
        'Format 1 scored 0.90, the original 0.60: clearly better (p = 0.01); confirm it on other cases.',
    });
  });

  describe('where one wording is behind the effect', () => {
    const alone = (id: string) => ({
      classes: [],
      variants: [{ ids: [id], effectWithout: 0.02, p: 0.01 }],
      worse: null,
    });
    const judged = (id: string, variants: Scores['variants']) =>
      judge(
        evidence({ value: 0.22, ci: [0.12, 0.3], p: 0.001 }, { variants, suspects: alone(id) }),
      );

    it('names it, with what it costs', () => {
      expect(judged('format-1', [original, other({ accuracy: 0.5 })])).toMatchObject({
        word: 'One wording differs',
        sentence:
          'Format 1 differs from the others: right on 8 of 16, they on 14.4 of 16 on average. Without it the effect is 0.02.',
        cause: null,
      });
    });

    it('names the original too', () => {
      const fails = { ...original, accuracy: 0 };
      expect(judged('original', [fails, other({ accuracy: 1 })])).toMatchObject({
        word: 'One wording differs',
        sentence:
          'Original differs from the others: right on 0 of 16, they on 16 of 16 on average. Without it the effect is 0.02.',
      });
    });

    const codes = (id: string, variants: Scores['variants']) => {
      const given = evidence(
        { value: 0.22, ci: [0.12, 0.3], p: 0.001 },
        { variants, suspects: alone(id) },
      );
      return adviceOf(given, verdictOf(given), EXPENSES).map(({ code }) => code);
    };
    it('advises to avoid it where it is the worse one', () => {
      const worse = other(apart(0.5, 0.9));
      expect(codes('format-1', [original, worse])[0]).toBe('avoid-change');
      const fails = { ...original, accuracy: 0 };
      const better = other(apart(1, 0));
      expect(codes('original', [fails, better])[0]).toBe('avoid-change');
    });

    it('advises to avoid several that are worse together, and to buy no examples first', () => {
      const worse = ['format-1', 'format-2'].map((id) => other({ id, ...apart(0.5, 0.9) }));
      const together = { ids: ['format-1', 'format-2'], effectWithout: 0.02, p: 0.01 };
      const given = evidence(
        { value: 0.22, ci: [0.12, 0.3], p: 0.001 },
        {
          variants: [original, ...worse, other({ id: 'format-3' })],
          suspects: { classes: [], variants: [], worse: together },
        },
      );
      const verdict = verdictOf(given);
      const advice = adviceOf(given, verdict, EXPENSES);
      expect(verdict.cause).toMatchObject({ names: together.ids, effectWithout: 0.02 });
      expect(wordsOf(given, verdict, { advice }).advice).toBe(
        'Avoid what Format 1 and Format 2 change; the prompt can stay as it is.',
      );
    });

    it('ranks none of those that are equally good', () => {
      const fails = { ...original, accuracy: 0 };
      const good = (id: string) => other({ id, ...apart(1, 0) });
      const given = evidence(
        { value: 0.22, ci: [0.12, 0.3], p: 0.001 },
        { variants: [fails, good('format-1'), good('format-2')], suspects: alone('original') },
      );
      const verdict = verdictOf(given);
      const advice = adviceOf(given, verdict, EXPENSES);
      expect(wordsOf(given, verdict, { advice }).advice).toBe(
        'Replace the original wording by one of the others. Format 1, like another one, was right on 16 of 16, the original on 0 of 16: clearly better (p = 0.01); confirm it on other cases.',
      );
    });

    it('advises to keep it, or to take it, where it is the better one', () => {
      const worse = other(apart(0.5, 0.9));
      expect(codes('original', [original, worse])).toEqual(['keep-original']);
      const better = other(apart(1, 0.9));
      expect(codes('format-1', [original, better])).toEqual(['better-variant']);
    });
  });

  it('says so where no case shows the effect alone', () => {
    const spread = evidence({ value: 0.21, ci: [0.1, 0.32], p: 0.001 });
    expect(judge({ ...spread, movedCases: () => 0 }).sentence).toBe(
      'Which cases come out right depends on the wording, though no case shows it alone.',
    );
  });

  it('says what zero movement in few cases cannot rule out', () => {
    const judgement = judge(evidence({ value: 0, ci: [0, 0.12], p: 1 }, { moved: 0 }));
    expect(judgement).toMatchObject({
      word: 'No movement seen',
      sentence:
        'None of 16 cases moved. 16 unmoved cases leave effects up to 0.12 possible; 41 would rule out more than 0.05.',
    });
  });

  it('compares prose with its noise instead of bands', () => {
    const judgement = judge(
      evidence({ value: 0.08, ci: [0.06, 0.2], p: 0.001 }, { comparedBy: 'text' }),
    );
    expect(judgement).toMatchObject({
      word: 'Sensitive',
      sentence:
        "Another wording changes 12 % of an answer's words: 3 times what asking twice changes.",
    });
  });

  it.each(['text', 'embedding'] as const)(
    'blames no wording, and clears none, for answers that were compared as %s alone',
    (comparedBy) => {
      const one = { ids: ['format-1'], effectWithout: 0.02, p: 0.01 };
      const given = evidence(
        { value: 0.08, ci: [0.06, 0.2], p: 0.001 },
        {
          comparedBy,
          variants: [original, other({})],
          suspects: { classes: [], variants: [one], worse: null },
        },
      );
      const verdict = verdictOf(given);
      const advice = adviceOf(given, verdict, EXPENSES);
      const cause = verdict.cause && { ...verdict.cause, names: [...verdict.cause.names] };
      const words = wordsOf(given, verdict, { advice, cause });
      expect(words.word).toBe('Sensitive');
      expect(words.cause).toMatch(/^75 % of the \S+(?: in words)? comes with Format 1\. Whether/);
      expect(advice.map(({ code }) => code)).toEqual(['compare-meanings']);
    },
  );

  it('does not know without repeats', () => {
    const { scores } = evidence({ value: 0, ci: [0, 0] });
    const unknown: Envelope = {
      name: '',
      value: null,
      reason: 'one-repeat',
      n: 0,
      of: 'cases',
      P: 8,
      R: 1,
      config: {},
    };
    const given = {
      ...evidence({ value: 0, ci: [0, 0] }),
      scores: { ...scores, metrics: { 'pss.excess': unknown } },
    };
    expect(judge({ ...given, plannedRepeats: 1 }).sentence).toContain('Each call was made once');
    expect(judge(given).sentence).toBe(
      'The run ended before anything was asked twice, so the noise is unknown.',
    );
  });

  it('knows nothing of the wording where no answer can be read', () => {
    const rate = (value: number): Envelope => ({
      ...{ name: '', value, n: 16, of: 'answers', P: 8, R: 2, config: {} },
    });
    const unread = (empty: number, failed: number) =>
      evidence(
        { value: 0, ci: [0, 0.12], p: 1 },
        { moved: 0, metrics: { 'rate.empty': rate(empty), 'rate.parseFail': rate(failed) } },
      );
    expect(judge(unread(0.75, 0.25))).toMatchObject({
      word: 'Inconclusive',
      sentence: 'No answer could be read: fix that before the wording.',
    });
    expect(judge(unread(0.75, 0)).word).toBe('No movement seen');
    const passing = unread(0, 1);
    const { metrics } = passing.scores;
    const checked = { ...metrics, accuracy: { ...rate(0.9), of: 'cases' as const } };
    expect(judge({ ...passing, scores: { ...passing.scores, metrics: checked } }).word).toBe(
      'No movement seen',
    );
    expect(causeText(unread(0.75, 0.25), verdictOf(unread(1, 0)))).toBe(
      'Most answers are empty: look at the token limit, the stop sequences and the model before the wording.',
    );
  });
});

function causeText(
  given: Evidence,
  verdict: Verdict,
  { wrong = [] }: { wrong?: WrongAnswer[] } = {},
) {
  const cause = causeOf(given);
  return wordsOf(given, verdict, {
    cause: cause && { ...cause, names: [...cause.names] },
    findings: answerFindings(given, wrong, { ...verdict, cause }),
  }).cause;
}

describe('what was found', () => {
  const sentence = (value: number, ci: [number, number], p = 0.001) => {
    const given = evidence({ value, ci, p });
    return found(given);
  };

  it('splits the disagreement into noise and wording', () => {
    expect(sentence(0.21, [0.1, 0.32])).toBe(
      'Two variants differ on 25 of 100 cases (one right, one wrong). The same variant asked twice differs on 4. The wording explains the other 21.',
    );
  });

  it('does not add up what rounding would make wrong', () => {
    const given = evidence({ value: 0.2098, ci: [0.1, 0.32], p: 0.001 });
    const { metrics } = given.scores;
    const unround = {
      ...metrics,
      'pss.cross': { ...metrics['pss.cross']!, value: 0.2549 },
      'pss.within': { ...metrics['pss.within']!, value: 0.0451 },
    };
    const changed = { ...given, scores: { ...given.scores, metrics: unround } };
    expect(found(changed)).toBe(
      'Two variants differ on 25 of 100 cases (one right, one wrong), the same variant asked twice on 5.',
    );
  });

  it('claims nothing for the wording where asking twice moves as much, and nothing at all where nothing moves', () => {
    expect(sentence(-0.01, [-0.17, 0.22], 0.5)).toBe(
      'Two variants differ on 3 of 100 cases (one right, one wrong), the same variant asked twice on 4.',
    );
    const given = evidence({ value: 0, ci: [0, 0.12], p: 1 }, { moved: 0 });
    const { metrics } = given.scores;
    const still = {
      ...metrics,
      'pss.cross': { ...metrics['pss.cross']!, value: 0 },
      'pss.within': { ...metrics['pss.within']!, value: 0 },
    };
    const nothing = { ...given, scores: { ...given.scores, metrics: still } };
    expect(found(nothing)).toBe('No two answers to a case differ in being right or wrong.');
  });

  it('compares frequencies where the prompt is stable', () => {
    expect(sentence(0.01, [0, 0.04])).toBe(
      'Two variants differ on 5 of 100 cases (one right, one wrong), the same variant asked twice on 4.',
    );
  });
});

describe('the cause', () => {
  const grid = Array.from({ length: 10 }, (_, index) => [
    [1, 1],
    [1, 1],
    [index < 8 ? 0 : 1, index < 8 ? 0 : 1],
    [1, 1],
  ]);
  const input = scoreInput(grid);
  const withClasses = {
    ...input,
    variants: input.variants.map((each, index) => ({
      ...each,
      class: ['original', 'paraphrase', 'format', 'order'][index]!,
    })),
  };
  const given: Evidence = {
    scores: scoreAnswers(withClasses),
    plannedCases: 10,
    plannedRepeats: 2,
    fileCases: 10,
    unfinishedCases: 0,
    unfinishedCalls: 0,
    failedCases: 0,
    cutCases: 0,
    onlyReasoned: false,
    comparedBy: 'score',
    graded: false,
    judged: false,
    temperatureZero: false,
    suspects: () => suspectsOf(withClasses),
    movedCases: () => 8,
    furthestApart: () => null,
    meaningAsked: false,
  };
  const fragile: Verdict = { code: 'fragile', params: {}, cause: null };

  it('names the fewest classes that explain most of the effect', () => {
    expect(causeText(given, fragile)).toContain(
      'Format 2 causes 100 % of it. Without it the effect is 0.00.',
    );
  });

  /** `wrong`: the variants that fail in a case, of five classes or of one. */
  const failing = (wrong: (variant: number, of: number) => boolean, classes: readonly string[]) => {
    const cells = Array.from({ length: 10 }, (_, of) =>
      [0, 1, 2, 3, 4, 5].map((variant) => (wrong(variant, of) ? [0, 0] : [1, 1])),
    );
    const input = scoreInput(cells);
    const variants = input.variants.map((each, at) => ({ ...each, class: classes[at]! }));
    const classed = { ...input, variants };
    return { ...given, scores: scoreAnswers(classed), suspects: () => suspectsOf(classed) };
  };
  const FIVE = ['original', 'format', 'persona', 'politeness', 'order', 'structure'];
  const WRITTEN = ['original', ...Array<string>(5).fill('handwritten')];

  it.each([
    ['of one class', WRITTEN],
    ['of classes of their own', FIVE],
  ])('names several that are surely worse than the original together, %s', (_, classes) => {
    expect(
      causeText(
        failing((variant) => variant === 2 || variant === 4, classes),
        fragile,
      ),
    ).toContain('Format 2 and Format 4 cause 100 % of it. Without them the effect is 0.00.');
  });

  it('names the original together with what is as bad', () => {
    const evident = failing((variant) => variant === 0 || variant === 4, FIVE);
    expect(causeText(evident, fragile)).toContain(
      'Original and Format 4 cause 100 % of it. Without them the effect is 0.00.',
    );
    const verdict = verdictOf(evident);
    expect(adviceOf(evident, verdict, EXPENSES).map(({ code }) => code)[0]).toBe('avoid-change');
  });

  it('names none where each fails as seldom as the others', () => {
    const inTurn = failing((variant, of) => variant > 0 && of % 5 === variant - 1, FIVE);
    expect(causeText(inTurn, fragile)).toMatch(/^No single kind of change stands out\./);
  });

  it('puts unreadable answers first, then the most frequent error', () => {
    const wrong = [
      ...Array(3).fill({ variant: 'v1', expected: 'bug', answer: null }),
      { variant: 'v1', expected: 'bug', answer: 'billing' },
    ];
    expect(causeText(given, fragile, { wrong })).toMatch(
      /^Most wrong answers are unreadable.*Most frequent error: bug not readable \(3 of 4 wrong answers\)\./,
    );
  });

  it('gives no error as frequent that the verdict explains: of the wordings it names, or of noise', () => {
    const errors = (of: (at: number) => string) =>
      Array.from({ length: 8 }, (_, at) => ({
        ...{ variant: of(at), expected: 'bug', answer: 'billing' },
      }));
    const [named = ''] = causeOf(given)?.names ?? [];
    expect(causeText(given, fragile, { wrong: errors(() => named) })).not.toContain('frequent');
    const some = errors((at) => (at < 5 ? named : 'v1'));
    expect(causeText(given, fragile, { wrong: some })).toContain('(3 of 3 wrong answers)');
    const noisy: Verdict = { code: 'noise-first', params: { within: 0.5 }, cause: null };
    expect(causeText(given, noisy, { wrong: errors(() => 'v1') })).toBeNull();
  });

  it('says that the model declines, where most wrong answers do', () => {
    const wrong = [
      ...Array(3).fill({ variant: 'v1', expected: 'bug', answer: '<REFUSAL>' }),
      { variant: 'v1', expected: 'bug', answer: 'billing' },
    ];
    expect(causeText(given, fragile, { wrong })).toMatch(
      /^Most wrong answers decline the task\..*Most frequent error: bug declined \(3 of 4 wrong answers\)\./,
    );
  });

  it('names cases that are wrong under every variant', () => {
    const scores = {
      ...given.scores,
      cases: given.scores.cases.map((each, index) =>
        index === 3 ? { ...each, accuracy: 0 } : each,
      ),
    };
    const of = (cases: Scores['cases']) =>
      causeText({ ...given, scores: { ...scores, cases } }, fragile);
    expect(of(scores.cases)).toContain('Case 4 is wrong under every variant.');
    expect(of(scores.cases.map((each) => ({ ...each, answers: 2 })))).not.toContain('Case 4');
    const calledCase = scores.cases.map((each) => ({ ...each, id: `case-${each.id}` }));
    expect(of(calledCase)).toMatch(/(?:^| )Case-\S+ is wrong under every variant\./);
    const twice = calledCase.map((each, index) => (index === 4 ? { ...each, accuracy: 0 } : each));
    expect(of(twice)).toMatch(/(?:^| )Case-\S+ and case-\S+ are wrong under every variant\./);
  });
});

describe('the advice', () => {
  const advise = (given: Evidence, expenses = EXPENSES) => {
    const advice = adviceOf(given, verdictOf(given), expenses);
    const options = advice.map(adviceOptions).find((each) => each !== null);
    return `${wordsOf(given, verdictOf(given), { advice }).advice}${options ? ` (${options})` : ''}`;
  };
  it('does not ask for a temperature of 0 where the prompt has it already', () => {
    const noisy = evidence({ value: 0, ci: [-0.1, 0.1], p: 0.9 });
    const verdict: Verdict = { code: 'noise-first', params: {}, cause: null };
    const codeOf = (temperatureZero: boolean) =>
      adviceOf({ ...noisy, temperatureZero }, verdict, EXPENSES)[0]?.code;
    expect([codeOf(true), codeOf(false)]).toEqual(['steadier-model', 'lower-noise']);
  });

  /** Configurations with their effect and accuracy, and the differences from the file's own with p after Holm. */
  const tried = (
    ...rows: { examples: number; effect: number; accuracy: number; p?: number; low?: number }[]
  ): Evidence => ({
    ...evidence(
      { value: 0.21, ci: [0.12, 0.32], p: 0.001 },
      {
        metrics: {
          accuracy: { name: '', value: 0.81, n: 16, of: 'cases', P: 8, R: 2, config: {} },
        },
      },
    ),
    fewShot: {
      ...{ best: null, cheapest: null, orders: [] },
      rows: rows.map(({ examples, effect, accuracy, p = 0.01, low = accuracy - 0.81 }) => ({
        ...{ shots: String(examples), examples, way: 'random', order: 1, tokensPerCall: null },
        ...{ effect, accuracy, standing: null },
        againstFile: {
          effect: {
            ...{ difference: effect - 0.21, p, pHolm: p },
            ci: [effect - 0.26, effect - 0.16] as const,
          },
          accuracy: { ...{ difference: accuracy - 0.81, p, pHolm: p }, ci: [low, 0.3] as const },
        },
      })),
    },
  });

  it('offers the fewest examples that are shown to halve the effect without losing accuracy', () => {
    expect(
      advise(
        tried(
          { examples: 1, effect: 0.06, accuracy: 0.93 },
          { examples: 3, effect: 0.04, accuracy: 0.97 },
        ),
      ),
    ).toBe(
      'Add 1 example. Measured with the same variants: wording effect 0.21 → 0.06 (by −0.20 to −0.10), accuracy 0.81 → 0.93 (by +0.12 to +0.30), for 1.5 times the tokens.',
    );
  });

  it('names more examples that did far better beside the fewest that help', () => {
    expect(
      advise(
        tried(
          { examples: 1, effect: 0.06, accuracy: 0.82 },
          { examples: 3, effect: 0.04, accuracy: 0.97 },
        ),
      ),
    ).toMatch(
      /^Add 1 example\. .* With 3 examples the accuracy was 0\.97: more cases tell whether that is worth it\.$/,
    );
  });

  it.each([
    ['chance', { p: 0.2 }],
    ['a loss that cannot be ruled out', { low: -0.1 }],
  ])('does not advise examples whose help may be %s', (_, part) => {
    expect(advise(tried({ examples: 1, effect: 0.06, accuracy: 0.82, ...part }))).toBe(
      '1 example may help (wording effect 0.21 → 0.06), but that can be chance, or cost accuracy: add cases.',
    );
  });

  it('does not offer examples that cost accuracy', () => {
    expect(advise(tried({ examples: 1, effect: 0.06, accuracy: 0.5 }))).toContain(
      'Examples did not settle it',
    );
  });

  it('says how to come to a first answer: finish, run more of the file, or add', () => {
    const few = (complete: number, part: Partial<Evidence>) => {
      const given = evidence({ value: 0.5, ci: [0.4, 0.6] });
      const cases = given.scores.cases.slice(0, complete);
      return advise({ ...given, scores: { ...given.scores, cases }, ...part });
    };
    expect(few(2, { unfinishedCases: 14, unfinishedCalls: 250 })).toBe(
      'Finish the run: at most 250 calls, $0.03 are left. (--resume)',
    );
    expect(few(2, { plannedCases: 4, fileCases: 4 })).toMatch(/^Add 6 cases to the prompt file/);
    expect(few(2, { plannedCases: 4, fileCases: 4, unfinishedCases: 2 })).toMatch(/^Add 4 cases/);
    expect(few(2, { plannedCases: 2, fileCases: 16 })).toBe(
      'Run more of the 16 cases of the prompt file: this run had 2.',
    );
  });

  it('of a run in which every answer is wrong is to look at the checks', () => {
    const given = evidence({ value: 0, ci: [0, 0.12], p: 1 }, { moved: 0 });
    const { metrics } = given.scores;
    const wrong = { ...metrics, accuracy: { ...metrics['pss.cross']!, value: 0 } };
    const all = { ...given, scores: { ...given.scores, metrics: wrong } };
    expect(judge(all).sentence).toMatch(/^Every answer is wrong under every wording/);
    expect(advise(all)).toMatch(/^Compare an answer with what is expected/);
  });

  it('says what it would take to know where nothing was measured', () => {
    expect(advise(evidence({ value: 0.21, ci: [0.12, 0.32], p: 0.001 }))).toBe(
      'Not measured yet: would examples help? 576 calls, $0.06 would tell. (--shots file,1,3)',
    );
  });

  it('says so where the price is unknown', () => {
    const given = evidence({ value: 0.21, ci: [0.12, 0.32], p: 0.001 });
    expect(advise(given, { ...EXPENSES, costPerCall: null })).toBe(
      'Not measured yet: would examples help? 576 calls, price unknown would tell. (--shots file,1,3)',
    );
  });

  it('says how many more cases would tell', () => {
    expect(advise(evidence({ value: 0.15, ci: [-0.01, 0.3], p: 0.001 }, { moved: 1 }))).toMatch(
      /^About \d+ more cases \([\d,]+ calls, \$[\d.]+\) would tell\.$/,
    );
  });

  it('promises nothing of fewer cases than it takes to rule a larger effect out', () => {
    // 41 unmoved cases of 8 variants rule out more than 0.05; 16 are there.
    const given = evidence({ value: 0.001, ci: [0, 0.12], p: 0.001 });
    const cases = given.scores.cases.map((each, at) => ({ ...each, excess: at === 0 ? 0.02 : 0 }));
    expect(advise({ ...given, scores: { ...given.scores, cases } })).toMatch(
      /^About 25 more cases/,
    );
  });

  it('gives up where more cases would cost ten times the run', () => {
    expect(advise(evidence({ value: 0.0501, ci: [-0.01, 0.3], p: 0.001 }))).toBe(
      'More cases will not settle this at a sensible price: treat it as mild.',
    );
  });
});

describe('gates', () => {
  const envelope = (value: number | null, ci?: [number, number]): Envelope => ({
    name: '',
    value,
    n: 16,
    of: 'cases',
    P: 8,
    R: 2,
    config: {},
    ...(ci ? { ci } : {}),
  });
  const results = (ci: [number, number] | undefined, value = 0.1, mode = {}) =>
    checkGates(
      {
        excess: { max: 0.05, ...mode },
        accuracy: { min: 0.85, ...mode },
        confidence: { min: 0.7, ...mode },
      },
      { 'pss.excess': envelope(value, ci), accuracy: envelope(value, ci) },
      envelope(value, ci),
    ).map(({ metric, result }) => `${metric} ${result}`);

  it('pass or fail on what is certain, not on the point', () => {
    expect(results([0.06, 0.2])).toEqual([
      'pss.excess failed',
      'accuracy failed',
      'confidence failed',
    ]);
    expect(results([0.04, 0.86])).toEqual([
      'pss.excess inconclusive',
      'accuracy inconclusive',
      'confidence inconclusive',
    ]);
    expect(results([0.9, 0.96])).toEqual([
      'pss.excess failed',
      'accuracy passed',
      'confidence passed',
    ]);
    expect(results([0, 0.05])[0]).toBe('pss.excess passed');
  });

  it('are inconclusive without an interval, or without the number', () => {
    expect(results(undefined)).toEqual([
      'pss.excess inconclusive',
      'accuracy inconclusive',
      'confidence inconclusive',
    ]);
    expect(checkGates({ nothing: { max: 1 } }, {}, envelope(null))[0]?.result).toBe('inconclusive');
  });

  it('look at the value alone where they say so', () => {
    expect(results(undefined, 0.04, { mode: 'point' })).toEqual([
      'pss.excess passed',
      'accuracy failed',
      'confidence failed',
    ]);
  });
});
