import { describe, expect, it } from 'vitest';
import {
  definitionOf,
  isInMessage,
  isVariableName,
  renamePlaces,
  variableAt,
  variableFacts,
  variableUses,
  whyNotRenamed,
} from '../../../src/core/library/variablePlaces.js';
import { applyEdit } from '../../../src/core/prompt/edit.js';
import { parsePrompt } from '../../../src/core/prompt/formats/formats.js';
import { fixtureNames, fixtureText, parseFixture } from '../../support/promptFixtures.js';

const TEXT = `---\r\ninputs: { who: Ada }\r\nsensitivity:\r\n  cases:\r\n    - { who: Bob, x: 1 }\r\n    - who: Eve\r\n---\r\nuser:\r\nHi {{ who }},\r\n{% if who %}{{ who.name }} "who" {{ x }}{% endif %} who\r\n`;
const prompt = parsePrompt('a.prompty', TEXT).prompt!;

describe('where a variable stands', () => {
  it('is every use in a tag, and every key', () => {
    const written = (places: readonly { range: { start: number; end: number } }[]) =>
      places.map(({ range }) => TEXT.slice(range.start, range.end));
    expect(written(renamePlaces(prompt, TEXT, 'who'))).toEqual(Array(6).fill('who'));
    expect(written(variableUses(prompt, TEXT))).toEqual(['who', 'who', 'who', 'x']);
    expect(definitionOf(prompt, 'who')?.range.line).toBe(2);
    expect(definitionOf(prompt, 'x')?.range.line).toBe(5);
  });

  it('is found from any place in it', () => {
    const at = TEXT.indexOf('{{ who }}') + 4;
    expect(variableAt(prompt, TEXT, at)?.name).toBe('who');
    expect(variableAt(prompt, TEXT, TEXT.indexOf('Bob') - 4)?.name).toBe('who');
    expect(variableAt(prompt, TEXT, TEXT.indexOf('Hi'))).toBeNull();
    expect(isInMessage(prompt, at)).toBe(true);
    expect(isInMessage(prompt, 3)).toBe(false);
    expect(variableFacts(prompt, 'who')).toEqual({
      written: '{{ who }}',
      values: ['Bob', 'Eve'],
      cases: 2,
    });
    expect(isVariableName(prompt, 'new_name')).toBe(true);
    expect(isVariableName(prompt, 'new name')).toBe(false);
  });

  it('is not renamed where that would need another file', () => {
    const refused = fixtureNames().flatMap((name) => {
      const { prompt: each } = parseFixture(name);
      return each?.variables.some((variable) => whyNotRenamed(each, variable.name) !== null)
        ? [name]
        : [];
    });
    expect(refused).toEqual([
      'copilot/SKILL.md',
      'dotprompt/tour.prompt',
      'plain/recipe/system.md',
    ]);
  });

  it.each(fixtureNames())(
    '%s: another name everywhere is the same prompt with another name',
    (name) => {
      const text = fixtureText(name);
      const before = parseFixture(name).prompt;
      const variable = before?.variables[0]?.name;
      if (!before || variable === undefined || before.language === 'arguments') return;
      const own = renamePlaces(before, text, variable);
      // What stands in another file is not renamed with it.
      if (whyNotRenamed(before, variable) !== null) return;
      const after = [...own]
        .sort((a, b) => b.range.start - a.range.start)
        .reduce((all, { range }) => applyEdit(all, { ...range, text: 'renamed' }), text);
      const renamed = parseFixture(name, after).prompt!;
      expect(renamed.variables.map((each) => each.name)).toEqual(
        before.variables.map((each) => (each.name === variable ? 'renamed' : each.name)),
      );
      for (const [index, { inputs }] of before.cases.entries()) {
        if (before.cases[index]!.range === null || !Object.hasOwn(inputs, variable)) continue;
        expect(renamed.cases[index]!.inputs['renamed']).toBe(inputs[variable]);
      }
    },
  );
});
