import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/core/errors.js';
import type { ChatRequest } from '../../../../src/core/ports/model.js';
import type { RunOverrides } from '../../../../src/core/plan/runSettings.js';
import { applyEdit } from '../../../../src/core/prompt/edit.js';
import { changeMessages } from '../../../../src/core/prompt/formats/changeMessages.js';
import { repair } from '../../../../src/core/studies/repair/repair.js';
import { repairSchema } from '../../../../src/core/studies/repair/schema.js';
import { hashInt } from '../../../../src/core/text/hash.js';
import { english } from '../../../../src/core/say/say.js';
import { completion, fakeProvider } from '../../../support/fakes.js';
import { promptFrom } from '../../../support/prompts.js';
import { repairText } from '../../../support/simulatedRepair.js';
import { endpointOn, studied } from '../../../support/studies.js';

const LABELS = ['bug', 'billing', 'praise'];
const LISTED = 'bug, billing, praise';

/** Right where the labels are listed; else what the wording and the case make of it. */
const wantsLabels = ({ messages }: ChatRequest) => {
  const whole = messages.map(({ content }) => content).join('\n');
  const n = Number([...whole.matchAll(/number (\d+)/g)].at(-1)?.[1]);
  const isRight = whole.toLowerCase().includes(LISTED) || hashInt(whole) % 2 === 0;
  return completion(LABELS[(n + (isRight ? 0 : 1)) % 3] ?? '');
};

const variants = { format: 1, persona: 1, politeness: 1 };
const steady = (text: string) =>
  text.replace('model: local', 'model: local\nmodelParameters: { temperature: 0 }');

async function repaired(
  cases: number,
  {
    respond = wantsLabels,
    gold = true,
    ...overrides
  }: RunOverrides & { respond?: typeof wantsLabels; gold?: boolean } = {},
) {
  const text = steady(repairText(cases, { gold }));
  const provider = fakeProvider(respond);
  const { result, design } = await studied(repair, promptFrom(text), endpointOn(provider), {
    text,
    overrides: { variants, ...overrides },
  });
  return { text, result, design, calls: provider.calls, view: repair.words(result, english) };
}

describe('repair', () => {
  it('offers the change that is better on the half of the cases it was not chosen on', async () => {
    const { result, view, design, calls } = await repaired(90);
    const { winner, candidates, cases } = repairSchema.parse(result).findings;
    expect(winner).toMatchObject({ id: 'list-labels-1', edit: { code: 'list-labels' } });
    expect(winner?.effect.value).toBe(0);
    expect(winner?.accuracy.value).toBe(1);
    expect(winner?.heldOutCases).toBe(cases.heldOut);
    expect(cases.search + cases.heldOut + cases.shown).toBe(90);
    expect(candidates.find(({ id }) => id === 'pin-form-1')?.dropped).toBe('behind');
    expect(candidates.filter(({ dropped }) => dropped === null)).toHaveLength(1);
    expect(view.sentence).toMatch(
      /^Add “The possible labels are: bug, billing, praise\.”: effect 0\.\d\d → 0\.00 \[0\.00, 0\.\d\d\], accuracy 0\.\d\d → 1\.00, on 4\d cases it was not chosen on/,
    );
    expect(calls).toBeLessThanOrEqual(design.estimate.calls);
  });

  it('has each half measure what the other chose where cases are few', async () => {
    const { result } = await repaired(45);
    const { winner, cases } = result.findings;
    expect(winner?.id).toBe('list-labels-1');
    expect(cases).toMatchObject({ folds: 2, heldOut: 45 - cases.shown });
  });

  it('offers nothing where nothing is better', async () => {
    const { result, view } = await repaired(45, {
      respond: ({ messages }) =>
        completion(LABELS[hashInt(messages.map(({ content }) => content).join()) % 3] ?? ''),
    });
    expect(result.findings.winner).toBeNull();
    expect(repair.offered?.(result)).toBeNull();
    expect(view.sentence).toMatch(/^Nothing tried is better beyond noise\. As it is: effect/);
  });

  it('repairs divergence alone where nothing says what is right, and says so', async () => {
    const respond: typeof wantsLabels = ({ messages }) => {
      const whole = messages.map(({ content }) => content).join('\n');
      const isSure = whole.startsWith('#') || whole.includes('**');
      return completion(isSure ? 'bug' : (LABELS[hashInt(whole) % 3] ?? ''));
    };
    const { result, view } = await repaired(45, { respond, gold: false });
    expect(result.findings.by).toBe('answers');
    expect(result.findings.original.accuracy).toMatchObject({ value: null, reason: 'no-gold' });
    expect(view.advice).toContain('only divergence is repaired');
  });

  it('offers no change that makes every answer the same', async () => {
    for (const cases of [45, 90]) {
      const { result, view } = await repaired(cases, {
        respond: (request) => {
          const whole = request.messages.map(({ content }) => content).join('\n');
          return whole.toLowerCase().includes(LISTED)
            ? completion('bug')
            : completion(LABELS[hashInt(whole) % 3] ?? '');
        },
      });
      expect(result.findings.winner).toBeNull();
      const listed = result.findings.candidates.find(({ id }) => id === 'list-labels-1');
      expect(listed?.dropped).toBe('one-answer');
      expect(JSON.stringify(view)).toContain('nearly every case the same answer');
    }
  });

  it('keeps what is known, and offers nothing, where the budget ends half way', async () => {
    const { result, view } = await repaired(90, { budgetCalls: 700 });
    expect(result.stopped).toBe('budget');
    expect(result.findings).toMatchObject({ reached: 'search', winner: null });
    expect(result.findings.original.effect.value).not.toBeNull();
    expect(view.sentence).toContain('The run ended during the search');
    expect(view.sentence).toContain('Ahead so far: Add “The possible labels are');
  });

  it('refuses fewer than 40 cases, and says how many are missing', async () => {
    await expect(repaired(31)).rejects.toThrow(UserError);
    await expect(repaired(31)).rejects.toThrow(/has 31\. Add 9 under `testData:`/);
  });

  it('never measures a case that it shows as an example', async () => {
    const { design, result } = await repaired(45);
    const tested = new Set(design.plan.cases.map(({ id }) => id));
    const shown = design.candidates.flatMap(({ shows = [] }) => shows.map(({ id }) => id));
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter((id) => tested.has(id))).toEqual([]);
    expect(result.findings.cases.shown).toBe(new Set(shown).size);
  });

  it('compares another format by variants that are not about the format', async () => {
    const { design } = await repaired(45);
    const kinds = (candidate: string) => [
      ...new Set(
        design.plan.variants
          .filter(({ id }) => id.startsWith(`${candidate}:`))
          .map((variant) => variant.class),
      ),
    ];
    expect(kinds('change-format-1')).toEqual(expect.arrayContaining(['persona', 'politeness']));
    expect(kinds('change-format-1')).not.toContain('format');
    expect(kinds('list-labels-1')).toContain('format');
  });

  it('offers only what can be written to the file', async () => {
    const { design, text } = await repaired(45);
    for (const { messages } of design.candidates) {
      const edit = changeMessages({ path: 'p.prompt.yml', text }, messages);
      const after = promptFrom(applyEdit(text, edit), 'p.prompt.yml');
      expect(after.messages.map(({ role, content }) => ({ role, content }))).toEqual(messages);
      expect(after.cases).toHaveLength(45);
    }
  });
});
