import { describe, expect, it } from 'vitest';
import { renameVariable } from '../../../src/core/library/renameVariable.js';
import { whyNotRenamed } from '../../../src/core/library/variablePlaces.js';
import type { Surroundings } from '../../../src/core/ports/surroundings.js';
import { applyEdit } from '../../../src/core/prompt/edit.js';
import {
  besideFixtures,
  fixtureNames,
  fixtureText,
  parseFixture,
} from '../../support/promptFixtures.js';

const PROMPT = `---
sensitivity:
  cases: ROWS
---
user:
Where is {{city}}?
`;

const around = (files: Readonly<Record<string, string>>): Surroundings => ({
  trusted: true,
  environment: () => null,
  file: (path) => files[path] ?? null,
});

/** Every file as it is afterwards. */
function renamed(
  files: Readonly<Record<string, string>>,
  [from, to]: readonly [string, string] = ['city', 'place'],
): Record<string, string> {
  const [path, text] = Object.entries(files)[0] as [string, string];
  const after: Record<string, string> = { ...files };
  for (const { path: name, edits } of renameVariable({ path, text }, { from, to }, around(files)))
    for (const edit of [...edits].reverse())
      after[name] = applyEdit((after[name] ?? '').replace(/^\ufeff/, ''), edit);
  return after;
}

describe('another name for a variable whose cases stand in another file', () => {
  it.each([
    ['rows.csv', 'id,city,expected\na,city,x\n', 'id,place,expected\na,city,x\n'],
    ['rows.csv', '\ufeffcity;expected\r\n"a;b";x\r\n', 'place;expected\r\n"a;b";x\r\n'],
    ['rows.csv', '"id","city", expected\na,Rome,x\n', '"id","place", expected\na,Rome,x\n'],
    ['rows.csv', 'id, city ,expected\na,Rome,x\n', 'id, place ,expected\na,Rome,x\n'],
    [
      'rows.jsonl',
      '{"city":"city","id":"a"}\n\n{"id":"b", "city": "Rome"}\n',
      '{"place":"city","id":"a"}\n\n{"id":"b", "place": "Rome"}\n',
    ],
    ['rows.json', '[{"city": "Rome"}, {"city": "Oslo"}]', '[{"place": "Rome"}, {"place": "Oslo"}]'],
    ['rows.yml', '- city: Rome\n- { "city": Oslo }\n', '- place: Rome\n- { "place": Oslo }\n'],
    ['rows.yml', '- variables:\n    city: Rome\n', '- variables:\n    place: Rome\n'],
  ])('changes it in %s too', (rows, before, wanted) => {
    const after = renamed({ 'a.prompty': PROMPT.replace('ROWS', rows), [rows]: before });
    expect(after[rows]).toBe(wanted);
    expect(after['a.prompty']).toContain('Where is {{place}}?');
  });

  it('changes it in the file beside the prompt', () => {
    const beside = 'cases:\n  - city: Rome\nexamples:\n  - city: Oslo\n    expected: Norway\n';
    const after = renamed({
      'a.prompty': 'user:\nWhere is {{city}}?\n',
      'a.prompty.sensitivity.yml': beside,
    });
    expect(after['a.prompty.sensitivity.yml']).toBe(beside.replaceAll('city', 'place'));
  });

  it('is refused where the cases would not be the same', () => {
    const files = {
      'a.prompty': PROMPT.replace('ROWS', 'rows.csv'),
      'rows.csv': 'city,place\nRome,x\n',
    };
    expect(() => renamed(files)).toThrow(
      'city cannot be renamed to place, because that would change the cases in a.prompty and rows.csv.',
    );
  });

  it.each(fixtureNames())('%s: is found possible with everything beside it', (path) => {
    const { prompt } = parseFixture(path);
    const from = prompt?.variables[0]?.name;
    if (!prompt || from === undefined || prompt.language === 'arguments') return;
    if (whyNotRenamed(prompt, from) !== null) return;
    const source = { path, text: fixtureText(path) };
    const changed = renameVariable(source, { from, to: 'renamed' }, besideFixtures);
    expect(changed.map((each) => each.path)).toContain(path);
  });
});
