import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { english, type Say } from '../../../src/core/say/say.js';
import { changeSaid } from '../../../src/core/words/changeSaid.js';
import { RULE_CLASSES } from '../../../src/core/variants/classes/classes.js';
import { makeVariants } from '../../../src/core/variants/makeVariants.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';

const ENGLISH = JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8')) as Record<string, string>;
/** Sentences that no translation has come back in brackets, so that what stays English is seen. */
const marked: Say = (template, params) =>
  template in ENGLISH && /[a-z]/.test(template.replace(/\{\w+\}/g, ''))
    ? `«${english(template, params)}»`
    : english(template, params);

const EVERYTHING = `name: Support triage
description: A prompt with all that classes of variants change.
messages:
  - role: system
    content: |
      # Task
      You are a support agent. **Classify** the message. Please be brief. Do not guess.

      Rules:
      - Read the message carefully.
      - Choose the best label.
      - Answer with the label only.
  - role: user
    content: |
      Message: {{text}}
      Customer: {{name}}
      Label:
cases:
  - { text: Refund me, name: Ann, expected: billing }
`;

const counts = Object.fromEntries(RULE_CLASSES.map(({ id }) => [id, 40]));
const changesOf = async (text: string, seed: number) => {
  const made = await makeVariants(promptFrom(text), { counts, seed, frozen: null, ask: null });
  return made.variants.map(({ change }) => change);
};

describe('what a variant changes', () => {
  it.each([1, 2, 3])('has words in every language, whatever the class: seed %i', async (seed) => {
    const changes = [...(await changesOf(EVERYTHING, seed)), ...(await changesOf(TRIAGE, seed))];
    expect(new Set(changes).size).toBeGreaterThan(100);
    for (const change of changes) {
      expect(changeSaid(change, english)).toBe(change);
      expect(changeSaid(change, marked)).toMatch(/^«[^]*»$/);
    }
  });

  it('is said in parts where several things change', () => {
    expect(
      changeSaid(
        'Some field names in uppercase, joined to their values by bars, fields on one line, slashes between them; list items numbered 1) 2) 3)',
        marked,
      ),
    ).toBe(
      '««Some field names «in uppercase», «joined to their values by «bars»», «fields on one line, slashes between them»»; list items «numbered 1) 2) 3)»»',
    );
    const written = 'Field names in lowercase; list items marked with dashes';
    expect(changeSaid(written, english)).toBe(written);
    expect(changeSaid('Field names joined to their values by ", "', marked)).toBe(
      '«Field names «joined to their values by ", "»»',
    );
    expect(changeSaid('List items marked with +, a tab after the number', marked)).toBe(
      '«List items «marked with +»«, a tab after the number»»',
    );
  });

  it('leaves what a model or a person wrote as it is', () => {
    for (const change of [
      'shorter, for mobile',
      'Adds a line',
      'Adds "please" and removes "kindly"',
      'Shorter sentences; list items come first',
      'List items are now shorter',
      'Field names in uppercase, as our style guide wants',
      '',
      'x; list items '.repeat(20_000),
    ])
      expect(changeSaid(change, marked)).toBe(change);
  });
});
