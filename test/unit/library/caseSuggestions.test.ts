import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { suggestionsText } from '../../../src/cli/commands/auditSuggestions.js';
import { suggestCasesFor } from '../../../src/core/library/audit/caseSuggestions.js';
import { parseRiskFile } from '../../../src/core/library/audit/riskFile.js';
import { promptFrom } from '../../support/prompts.js';
import { sampleReport } from '../../support/sampleReport.js';

const PROMPT = `messages:
  - { role: user, content: 'Bug or billing? {{ticket}}' }
testData:
  - { id: crash, ticket: The app crashes when I open the settings and it never comes back., expected: bug, risks: [outage] }
  - { id: outage-de-1, ticket: Ich habe die Rechnung zweimal bezahlt und möchte das Geld zurück., expected: billing }
  - { ticket: The invoice is wrong and I would like to have it corrected., expected: billing }
  - { ticket: There is no sound at all since the last update of the app., expected: bug }
`;
const RISK = `purpose: Sort tickets.
risks:
  - { id: outage, description: A crash is missed., impact: low }
  - { id: privacy, description: A name leaks. }
  - { id: money, description: 'A refund: is missed.', likelihood: medium, impact: high }
`;
const prompt = promptFrom(PROMPT);
const { risk } = parseRiskFile(RISK);

describe('cases to write', () => {
  it('are offered for risks without any, the worst first, and for languages that other cases have', () => {
    const found = suggestCasesFor({ prompt, risk, report: null });
    expect(found.map(({ gap, under }) => [gap, under])).toEqual([
      ['No case tests the risk money.', 'testData'],
      ['No case tests the risk privacy.', 'testData'],
      ['No case of the risk outage is in German, as other cases are.', 'testData'],
    ]);
    expect(found[0]?.yaml).toBe(
      `# An input with which this could happen: A refund: is missed.
# expected: bug, billing
- id: money-1
  ticket: …
  expected: …
  risks:
    - money`,
    );
    // The id is one that no case has.
    expect(parse(found[2]?.yaml ?? '')).toEqual([
      { id: 'outage-de-2', ticket: '…', expected: '…', risks: ['outage'] },
    ]);
  });

  it('close the gap they are offered for, once they stand in the file', () => {
    const [money] = suggestCasesFor({ prompt, risk, report: null });
    const added = promptFrom(`${PROMPT}${(money?.yaml ?? '').replace(/^/gm, '  ')}\n`);
    expect(added.cases.at(-1)).toMatchObject({ id: 'money-1', risks: ['money'] });
    const left = suggestCasesFor({ prompt: added, risk, report: null });
    expect(left.map(({ gap }) => gap).join()).not.toMatch(/No case tests the risk money/);
  });

  it('name the stress classes that the last result lacks', async () => {
    const report = await sampleReport();
    const found = suggestCasesFor({ prompt, risk: null, report });
    const measured = new Set(report.variants.map((each) => each.class));
    expect(found.length).toBeGreaterThan(0);
    for (const { under, yaml } of found) {
      expect(under).toBe('sensitivity.variants');
      expect(measured.has(Object.keys(parse(yaml) as object)[0] ?? '')).toBe(false);
    }
    const typo = { ...report.variants[0]!, class: 'typo', stress: true };
    const withTypo = { ...report, variants: [...report.variants, typo] };
    expect(
      suggestCasesFor({ prompt, risk: null, report: withTypo }).map(({ yaml }) => yaml),
    ).toEqual(found.map(({ yaml }) => yaml).filter((yaml) => yaml !== 'typo: 1'));
  });

  it('have passages where the prompt shows some', () => {
    const passages = promptFrom(`messages: [{ role: user, content: '{{contexts}} {{q}}' }]
testData:
  - { q: Which bus?, contexts: [{ id: p, text: Take bus seven. }], relevant: [p] }
`);
    const [first] = suggestCasesFor({ prompt: passages, risk, report: null });
    expect(parse(first?.yaml ?? '')).toEqual([
      {
        id: 'money-1',
        contexts: [{ id: 'a', text: '…' }],
        q: '…',
        relevant: ['a'],
        risks: ['money'],
      },
    ]);
  });

  it('are tests in the form of promptfoo, whose metadata names the risk', () => {
    const config = (tests: string) =>
      promptFrom(
        `prompts: ['Bug or billing? {{ticket}}']\ntests:\n${tests}`,
        'promptfooconfig.yaml',
      );
    const given = '  - { vars: { ticket: It crashes }, metadata: { risks: [outage] } }\n';
    const before = config(given);
    expect(before.cases[0]?.risks).toEqual(['outage']);
    const [money] = suggestCasesFor({ prompt: before, risk, report: null });
    expect(money?.under).toBe('tests');
    const after = config(`${given}${(money?.yaml ?? '').replace(/^/gm, '  ')}\n`);
    expect(after.cases[1]).toMatchObject({
      id: 'money-1',
      inputs: { ticket: '…' },
      risks: ['money'],
    });
  });

  it('are printed under the key they belong to, with no control characters', () => {
    const risky = parseRiskFile('purpose: x\nrisks: [{ id: a, description: "b\\e[2Jc" }]\n').risk;
    const suggestions = suggestCasesFor({ prompt, risk: risky, report: null });
    const text = suggestionsText([{ path: 'p.yml', suggestions }]);
    expect(text).toMatch(
      /^# p\.yml: to add under testData\n\n# No case tests the risk a\.\n# An input/,
    );
    expect(text).not.toContain('\u001b');
    expect(suggestionsText([{ path: 'p.yml', suggestions: [] }])).toMatch(/^# p\.yml: no gap/);
  });
});
