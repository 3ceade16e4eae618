import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../src/core/ports/model.js';
import { renderStudyTerminal } from '../../../src/core/report/studyTerminal.js';
import { influence as study } from '../../../src/core/studies/influence/influence.js';
import { influenceSchema, type Influence } from '../../../src/core/studies/influence/schema.js';
import { partFigures, partSentence } from '../../../src/core/studies/influence/words.js';
import { english } from '../../../src/core/say/say.js';
import { randomFrom } from '../../../src/core/numbers/random.js';
import { plainColours } from '../../support/colours.js';
import { completion, failure, fakeProvider } from '../../support/fakes.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';
import { endpointOn, studied } from '../../support/studies.js';

/** 20 cases: the labels are told by "Use one label", and half of them by "Be brief". */
const TEXT =
  TRIAGE.slice(0, TRIAGE.indexOf('testData:')).replace(
    'model: local',
    'model: local\nmodelParameters: { temperature: 0 }',
  ) +
  `testData:\n${Array.from({ length: 20 }, (_, at) => `  - ticket: number ${at}\n    expected: ${at % 2 === 0 ? 'bug' : 'billing'}`).join('\n')}\n`;

async function influence(answer: (request: ChatRequest, at: number) => string, file = TEXT) {
  const prompt = promptFrom(file);
  const provider = fakeProvider((request) => {
    const text = request.messages.map(({ content }) => content).join('\n');
    return completion(answer(request, Number(/number (\d+)/.exec(text)?.[1])));
  });
  return (await studied(study, prompt, endpointOn(provider), { text: file })).result;
}

const viewOf = (found: Influence) => study.words(found, english);

const has = ({ messages }: ChatRequest, words: string) =>
  messages.some(({ content }) => content.includes(words));
const right = (at: number) => (at % 2 === 0 ? 'bug' : 'billing');

describe('the influence of the parts', () => {
  it('tells what decides, what matters and what nothing was seen of', async () => {
    const found = await influence((request, at) => {
      if (!has(request, 'Use one label')) return 'bug or billing';
      if (!has(request, 'Be brief') && at < 8) return 'feature';
      return right(at);
    });
    expect(found.deterministic).toBe(true);
    expect(found.findings.parts.map(({ text, kind, effect }) => [text, kind, effect])).toEqual([
      ['You sort tickets.', 'unseen', 0],
      ['Read the ticket first.', 'unseen', 0],
      ['Be brief.', 'matters', 0.4],
      ['Use one label.', 'decides', expect.closeTo(0.5, 5)],
      ['Task: Pick bug or billing.', 'unseen', 0],
    ]);
    expect(viewOf(found).rows[2]?.sentence).toBe(
      'Matters: without it, 40 of 100 answers change. It adds 40 points of accuracy.',
    );
    expect(influenceSchema.parse(found)).toEqual(found);
  });

  it('tells by accuracy what a part does where answers read alike but are no longer right', () => {
    const part = {
      ...{ id: 'p', role: 'system' as const, text: 'Nothing else.', line: 1, column: 1 },
      ...{ effect: 0, ci: [0, 0.14] as const, n: 24, p: null, pHolm: null, accuracyPHolm: 0.001 },
      ...{ accuracyWith: 1, accuracyWithout: 0.29, accuracyCi: [-0.88, -0.5] as const },
    };
    const decides = { ...part, kind: 'decides' as const, accuracy: -0.71 };
    expect(partSentence(decides, english)).toBe(
      'Decides: without it, accuracy falls from 1.00 to 0.29.',
    );
    expect(partFigures(decides, english)).toBe('accuracy −0.71 [−0.88, −0.50], p < 0.01');
    const matters = { ...part, kind: 'matters' as const, accuracy: 0.2 };
    expect(partSentence({ ...matters, accuracyWith: 0.5, accuracyWithout: 0.7 }, english)).toBe(
      'Matters: without it, accuracy rises from 0.50 to 0.70.',
    );
  });

  it('does not say how far answers move whose words are only in another order', async () => {
    const prose = TEXT.replaceAll(/\n {4}expected: \w+/g, '');
    const found = await influence(
      (request) =>
        has(request, 'Be brief')
          ? 'The vendor is to blame and not our team.'
          : 'Our team is to blame and not the vendor.',
      prose,
    );
    const part = found.findings.parts.find(({ text }) => text === 'Be brief.')!;
    expect(part).toMatchObject({ kind: 'open', effect: null, reason: 'same-words' });
    expect(partSentence(part, english)).toContain('the same words in another order');
    expect(partFigures(part, english)).toBeNull();
    expect(influenceSchema.parse(found)).toEqual(found);
  });

  it('says of a part that changes answers whether it helps, and whether that may be chance', async () => {
    const said = async (without: (at: number) => string) => {
      const found = await influence((request, at) =>
        has(request, 'Be brief') ? right(at) : without(at),
      );
      const { sentence } = viewOf(found).rows[2]!;
      const text = renderStudyTerminal(viewOf(found), { colours: plainColours, width: 200 });
      expect(text).toContain(sentence);
      return sentence;
    };
    expect(await said((at) => (at < 3 ? 'feature' : right(at)))).toMatch(
      /Accuracy is 15 points lower without it, which may be chance\.$/,
    );
    expect(await said((at) => (at < 10 ? 'feature' : right(at)))).toMatch(
      /It adds 50 points of accuracy\.$/,
    );
  });

  it('takes for noise what asking twice changes as well', async () => {
    const random = randomFrom('coin', 3);
    const found = await influence(() => random.pick(['bug', 'billing']));
    expect(found.deterministic).toBe(false);
    expect(found.findings.parts.some(({ kind }) => kind === 'decides' || kind === 'matters')).toBe(
      false,
    );
    // What changes from repeat to repeat anyway is never told to be the same.
    const said = found.findings.parts.map((part) =>
      partSentence({ ...part, kind: 'unseen' }, english),
    );
    expect(said.every((text) => text.startsWith('No change beyond the noise'))).toBe(true);
  });

  it('says that most answers are empty', async () => {
    const found = await influence((_, at) => (at < 5 ? 'bug' : ''));
    expect(viewOf(found).notes.join(' ')).toMatch(/answers are empty: what is told here/);
  });

  it('is shown with the part, its figures and its line', async () => {
    const found = await influence((request, at) =>
      has(request, 'Use one label') ? right(at) : 'feature',
    );
    const text = renderStudyTerminal(viewOf(found), { colours: plainColours, width: 100 });
    expect(text).toContain('███ Use one label.');
    expect(text).toContain('Decides: without it, every answer changes.');
    expect(text).toContain('line 6');
  });

  it('says which calls failed, and why', async () => {
    const provider = fakeProvider((request) =>
      has(request, 'number 3') ? failure('bad-request') : completion('bug'),
    );
    const { result } = await studied(study, promptFrom(TEXT), endpointOn(provider), { text: TEXT });
    expect(result.notes.map(({ code }) => code)).toContain('failed-calls');
    expect(viewOf(result).notes.join(' ')).toMatch(/calls failed/);
  });

  it('cannot be asked of a prompt that is nothing but a variable', async () => {
    const prompt = promptFrom(
      'messages:\n  - { role: user, content: "{{x}}" }\ntestData: [{ x: 1 }]\n',
    );
    const endpoint = endpointOn(fakeProvider(() => completion('')));
    await expect(studied(study, prompt, endpoint)).rejects.toThrow(
      'no sentence that could be left out',
    );
  });
});
