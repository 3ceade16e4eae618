import { describe, expect, it } from 'vitest';
import { onCommandLine, UserError } from '../../../src/core/errors.js';
import { listed } from '../../../src/core/say/listSaid.js';
import { counted } from '../../../src/core/say/plural.js';
import { english, type Say } from '../../../src/core/say/say.js';
import { worded } from '../../../src/core/say/worded.js';

const GERMAN: Readonly<Record<string, string>> = {
  '{0} has no {1}.': '{1} fehlt in {0}.',
  '{n} cases': '{n} Fälle',
  'Test it again.': 'Testen Sie noch einmal.',
  '{first} and {last}': '{first} und {last}',
  'a control character': 'ein Steuerzeichen',
};
const german: Say = (template, params) => english(GERMAN[template] ?? template, params);

describe('a sentence that is written before its reader is known', () => {
  const sentence = worded`${'a.yml'} has no ${counted(2, '1 case', '{n} cases')}.`;

  it('is English where nobody reads it', () => {
    expect(sentence(english)).toBe('a.yml has no 2 cases.');
  });

  it('is put into the language of the reader, with what goes in', () => {
    expect(sentence(german)).toBe('2 Fälle fehlt in a.yml.');
    expect(worded`${'a.yml'} has no ${worded`a control character`}.`(german)).toBe(
      'ein Steuerzeichen fehlt in a.yml.',
    );
    expect(worded`${'x'} has no ${listed(['a', 'b', 'c'])}.`(german)).toBe(
      'a, b und c fehlt in x.',
    );
  });

  it('takes braces of a value as they are', () => {
    expect(worded`${'{1}'} has no ${'{0}'}.`(german)).toBe('{0} fehlt in {1}.');
  });
});

describe('an error for a user', () => {
  const error = new UserError(worded`${'a.yml'} has no ${'cases'}.`, {
    commandLine: worded`Test it again.`,
  });

  it('has an English message for logs and files', () => {
    expect(error.message).toBe('a.yml has no cases.');
  });

  it('is said to the reader, with what to do', () => {
    expect(error.sentence(german)).toBe('cases fehlt in a.yml.');
    expect(onCommandLine(error, german)).toBe('cases fehlt in a.yml. Testen Sie noch einmal.');
  });

  it('gives a command alone as it is', () => {
    const told = new UserError('No baseline.', { commandLine: 'plumbline accept FILE' });
    expect(onCommandLine(told, german)).toBe('No baseline. plumbline accept FILE');
  });

  it('puts several ways out on lines of their own', () => {
    const told = new UserError(worded`No model.`, { commandLine: worded`Use one of:\n  a\n  b` });
    expect(onCommandLine(told, english)).toBe('No model.\nUse one of:\n  a\n  b');
  });
});
